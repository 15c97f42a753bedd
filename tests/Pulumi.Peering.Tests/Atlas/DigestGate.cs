using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Peering.Tests.Atlas;

/// <summary>The server's half of HTTP digest, written from RFC 7616 and independent of the code under test.</summary>
internal sealed class DigestGate(string algorithm = "MD5")
{
    private readonly ConcurrentDictionary<string, bool> _used = new();
    private string _nonce = "n1";
    private int _rotations = 1;

    public string Password { get; init; } = Clients.PrivateKey;

    /// <summary>Whether an expired nonce is said to be stale, or only replaced by a new one.</summary>
    public bool SaysStale { get; init; } = true;

    public int Challenges { get; private set; }

    public void ExpireNonce() => _nonce = $"n{Interlocked.Increment(ref _rotations)}";

    public Reply Guard(Seen seen, Reply answer)
    {
        var fields = seen.Authorization is { } header && header.StartsWith("Digest ", StringComparison.Ordinal)
            ? Regex.Matches(header, "(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,\\s]+))").ToDictionary(
                match => match.Groups[1].Value,
                match => match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value)
            : [];
        if (fields.Count == 0)
        {
            return Challenge(stale: false);
        }

        var secret = Hash($"{Clients.PublicKey}:MMS Public API:{Password}");
        var target = Hash($"{seen.Method}:{seen.Target}");
        var expected = Hash($"{secret}:{fields["nonce"]}:{fields["nc"]}:{fields["cnonce"]}:auth:{target}");
        var right = fields["response"] == expected && fields["username"] == Clients.PublicKey
            && fields["uri"] == seen.Target && fields["qop"] == "auth" && fields["opaque"] == "o\\\"p";
        return !right ? Challenge(stale: false)
            : fields["nonce"] != _nonce ? Challenge(stale: SaysStale)
            : _used.TryAdd($"{fields["nonce"]}:{fields["nc"]}", true) ? answer
            : new Reply(400, "a nonce count was used twice", "text/plain");
    }

    private Reply Challenge(bool stale)
    {
        Challenges++;
        return Reply.Error(401, "UNEXPECTED_ERROR", "You are not authorized for this resource.").With(
            "WWW-Authenticate",
            $"Digest realm=\"MMS Public API\", domain=\"\", nonce=\"{_nonce}\", algorithm={algorithm}, " +
            $"opaque=\"o\\\"p\", qop=\"auth\", stale={(stale ? "true" : "false")}");
    }

    private string Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // MD5 is what Atlas's digest asks for
        return Convert.ToHexStringLower(algorithm == "MD5" ? MD5.HashData(bytes) : SHA256.HashData(bytes));
#pragma warning restore CA5351
    }
}
