using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Auth;

/// <summary>Who calls, or the answer that refuses him. Scheme is the one the request used, if any.</summary>
internal sealed record Caller(string? Scheme, Role? Role, Answer? Refusal);

/// <summary>Bearer tokens and HTTP Digest; a call without either gets the digest challenge.</summary>
internal sealed class Authenticator(AtlasWorld world, TokenStore tokens, DigestAuth digest)
{
    public Caller Identify(string method, string target, string? authorization)
    {
        var scheme = authorization?.Split(' ', 2)[0];
        var parameter = authorization is not null && scheme!.Length < authorization.Length
            ? authorization[(scheme.Length + 1)..].Trim()
            : "";
        return scheme?.ToUpperInvariant() switch
        {
            "BEARER" => Bearer(parameter),
            "DIGEST" => digest.Check(method, target, parameter) switch
            {
                { Key: { } key } => new Caller("Digest", key.Role, null),
                var outcome => new Caller("Digest", null, digest.Challenge(outcome.Stale)),
            },
            _ => new Caller(scheme, null, digest.Challenge(stale: false)),
        };
    }

    private Caller Bearer(string token)
    {
        var role = world.Options.Credentials.OfType<AccessToken>().FirstOrDefault(t => t.Token == token)?.Role
            ?? tokens.RoleOf(token);
        if (role is not null) return new Caller("Bearer", role, null);
        var refusal = Answer.Error(Errors.Unauthenticated("The access token is unknown, expired or revoked."));
        var challenge = new KeyValuePair<string, string>("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        return new Caller("Bearer", null, refusal with { Headers = [challenge] });
    }
}
