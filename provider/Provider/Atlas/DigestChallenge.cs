using System.Security.Cryptography;
using System.Text;

namespace Peering.Atlas;

/// <summary>A server's digest challenge (RFC 7616, qop=auth) and the answers made from it.</summary>
internal sealed class DigestChallenge
{
    private readonly string _realm;
    private readonly string? _opaque;
    private readonly bool _sha256;
    private int _count;

    private DigestChallenge(Dictionary<string, string> fields, bool sha256)
    {
        _realm = fields.GetValueOrDefault("realm", "");
        _opaque = fields.GetValueOrDefault("opaque");
        _sha256 = sha256;
        Nonce = fields["nonce"];
        Stale = fields.GetValueOrDefault("stale")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
    }

    public string Nonce { get; }

    /// <summary>The credentials were right, only the nonce was too old.</summary>
    public bool Stale { get; }

    /// <summary>The strongest challenge among the headers that we can answer.</summary>
    public static DigestChallenge? Strongest(IEnumerable<string> headers) =>
        headers.Select(Parse).OfType<DigestChallenge>().MaxBy(challenge => challenge._sha256);

    /// <summary>The Authorization parameter for one request; every call counts the nonce up.</summary>
    public string Answer(AtlasRequest request, string user, Secret password, string clientNonce)
    {
        var count = Interlocked.Increment(ref _count).ToString("x8");
        var key = Hash($"{user}:{_realm}:{password.Reveal()}");
        var target = Hash($"{request.Method}:{request.Path}");
        var response = Hash($"{key}:{Nonce}:{count}:{clientNonce}:auth:{target}");
        var opaque = _opaque is null ? "" : $", opaque={Quote(_opaque)}";
        return $"username={Quote(user)}, realm={Quote(_realm)}, nonce={Quote(Nonce)}, uri={Quote(request.Path)}, " +
            $"algorithm={(_sha256 ? "SHA-256" : "MD5")}, qop=auth, nc={count}, cnonce={Quote(clientNonce)}, " +
            $"response=\"{response}\"{opaque}";
    }

    private static DigestChallenge? Parse(string header)
    {
        const string Scheme = "Digest ";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var fields = Fields(header.AsSpan(Scheme.Length));
        var algorithm = fields.GetValueOrDefault("algorithm", "MD5").ToUpperInvariant();
        var offers = fields.GetValueOrDefault("qop", "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return fields.ContainsKey("nonce") && algorithm is "MD5" or "SHA-256"
            && offers.Contains("auth", StringComparer.OrdinalIgnoreCase)
                ? new DigestChallenge(fields, algorithm == "SHA-256")
                : null;
    }

    // name=token or name="quoted \" text", separated by commas.
    private static Dictionary<string, string> Fields(ReadOnlySpan<char> text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (text.IndexOf('=') is var equals and >= 0)
        {
            var name = text[..equals].Trim([',', ' ', '\t']).ToString();
            text = text[(equals + 1)..].TrimStart();
            var value = new StringBuilder();
            var quoted = text is ['"', ..];
            var at = quoted ? 1 : 0;
            for (; at < text.Length && text[at] != (quoted ? '"' : ','); at++)
            {
                at += quoted && text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
                value.Append(text[at]);
            }

            fields[name] = quoted ? value.ToString() : value.ToString().Trim();
            text = text[Math.Min(text.Length, at + 1)..];
        }

        return fields;
    }

    private string Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // MD5 is what Atlas's digest asks for
        return Convert.ToHexStringLower(_sha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
