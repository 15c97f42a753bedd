using AtlasEmulator.World;

namespace AtlasEmulator.Auth;

/// <summary>Access tokens of service accounts, with the limits Atlas puts on asking for them.</summary>
internal sealed class TokenStore(AtlasWorld world)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Issued> live = [];
    private readonly Dictionary<string, Queue<DateTimeOffset>> requests = [];

    /// <summary>Counts a token request; false when the account has used up its minute.</summary>
    public bool Admit(string clientId)
    {
        lock (gate)
        {
            if (!requests.TryGetValue(clientId, out var times)) requests.Add(clientId, times = new());
            while (times.TryPeek(out var first) && first <= world.Clock.Now - Minute) times.Dequeue();
            if (times.Count >= world.Options.TokenRequestsPerMinute) return false;
            times.Enqueue(world.Clock.Now);
            return true;
        }
    }

    /// <summary>Null when the account has too many live tokens.</summary>
    public string? Issue(ServiceAccount account)
    {
        lock (gate)
        {
            foreach (var (old, issued) in live)
                if (issued.Expires <= world.Clock.Now) live.Remove(old);
            if (live.Values.Count(t => t.Account.ClientId == account.ClientId) >= world.Options.LiveTokensPerClient)
                return null;
            var token = $"eyJ.{Ids.Hex(64)}";
            live.Add(token, new Issued(account, world.Clock.Now + world.Options.TokenLife));
            return token;
        }
    }

    public Role? RoleOf(string token)
    {
        lock (gate)
            return live.TryGetValue(token, out var issued) && issued.Expires > world.Clock.Now
                ? issued.Account.Role
                : null;
    }

    /// <summary>A token of somebody else stays, and nobody is told (RFC 7009).</summary>
    public void Revoke(string token, ServiceAccount account)
    {
        lock (gate)
            if (live.TryGetValue(token, out var issued) && issued.Account.ClientId == account.ClientId)
                live.Remove(token);
    }

    public void RevokeAll()
    {
        lock (gate) live.Clear();
    }

    /// <summary>Also forgets who asked how often.</summary>
    public void Reset()
    {
        lock (gate)
        {
            live.Clear();
            requests.Clear();
        }
    }

    public int LiveCount
    {
        get
        {
            lock (gate) return live.Values.Count(t => t.Expires > world.Clock.Now);
        }
    }

    private sealed record Issued(ServiceAccount Account, DateTimeOffset Expires);
}
