using System.Security.Cryptography;
using AtlasEmulator.World;

namespace AtlasEmulator.Auth;

internal enum NonceUse { Fresh, Stale, Replayed }

/// <summary>
/// Nonces live for a while and for so many requests. Counts may arrive out of order (parallel calls share a nonce)
/// but none twice.
/// </summary>
internal sealed class NonceStore(AtlasWorld world)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Nonce> live = [];

    public string Issue()
    {
        var value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        lock (gate)
        {
            DropExpired();
            live.Add(value, new Nonce(world.Clock.Now + world.Options.NonceLife));
        }

        return value;
    }

    public NonceUse Use(string value, uint count)
    {
        lock (gate)
        {
            if (!live.TryGetValue(value, out var nonce) || nonce.Expires <= world.Clock.Now) return NonceUse.Stale;
            if (nonce.Seen.Count >= world.Options.NonceUses) return NonceUse.Stale;
            return nonce.Seen.Add(count) ? NonceUse.Fresh : NonceUse.Replayed;
        }
    }

    public void ForgetAll()
    {
        lock (gate) live.Clear();
    }

    private void DropExpired()
    {
        if (live.Count % 256 != 0) return;
        foreach (var (value, nonce) in live)
            if (nonce.Expires <= world.Clock.Now) live.Remove(value);
    }

    private sealed record Nonce(DateTimeOffset Expires)
    {
        public HashSet<uint> Seen { get; } = [];
    }
}
