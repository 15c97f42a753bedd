using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Auth;

internal readonly record struct DigestOutcome(ApiKey? Key, bool Stale);

/// <summary>RFC 7616 with what Atlas offers of it: MD5 and qop=auth.</summary>
internal sealed class DigestAuth(AtlasWorld world, NonceStore nonces)
{
    private const string Realm = "MMS Public API";

    public Answer Challenge(bool stale)
    {
        var header = $"Digest realm=\"{Realm}\", domain=\"\", nonce=\"{nonces.Issue()}\", algorithm=MD5, " +
            $"qop=\"auth\", stale={(stale ? "true" : "false")}";
        var refusal = Answer.Error(Errors.Unauthenticated("You are not authorized for this resource."), pretty: true);
        return refusal with { Headers = [new("WWW-Authenticate", header)] };
    }

    /// <summary>
    /// Only a right answer to a wrong nonce is stale: a client may repeat that one without asking anybody.
    /// </summary>
    public DigestOutcome Check(string method, string target, string header)
    {
        var fields = DigestHeader.Parse(header);
        string Field(string name) => fields.GetValueOrDefault(name, "");
        var key = world.Options.Credentials.OfType<ApiKey>().FirstOrDefault(k => k.PublicKey == Field("username"));
        if (key is null || Field("realm") != Realm || Field("qop") != "auth" || Field("uri") != target
            || !uint.TryParse(Field("nc"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var count)
            || Field("nc").Length != 8 || Field("cnonce").Length == 0)
            return default;
        var secret = Md5($"{key.PublicKey}:{Realm}:{key.PrivateKey}");
        var request = Md5($"{method}:{target}");
        var expected = Md5($"{secret}:{Field("nonce")}:{Field("nc")}:{Field("cnonce")}:auth:{request}");
        if (!CryptographicOperations.FixedTimeEquals(Bytes(expected), Bytes(Field("response")))) return default;
        return nonces.Use(Field("nonce"), count) switch
        {
            NonceUse.Fresh => new DigestOutcome(key, Stale: false),
            NonceUse.Stale => new DigestOutcome(null, Stale: true),
            _ => default,
        };
    }

#pragma warning disable CA5351 // Atlas offers MD5 only; the protocol is the fact here, not a choice.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Bytes(text)));
#pragma warning restore CA5351

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
