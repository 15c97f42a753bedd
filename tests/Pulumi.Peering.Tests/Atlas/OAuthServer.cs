using System.Text;

namespace Peering.Tests.Atlas;

/// <summary>Atlas with its token endpoint: hands out numbered tokens and checks them on every other call.</summary>
internal sealed class OAuthServer : IAsyncDisposable
{
    private readonly Func<Seen, Reply?> _tokenScript;
    private ScriptedServer _server = null!;
    private int _issued;

    private OAuthServer(Func<Seen, Reply?> tokenScript) => _tokenScript = tokenScript;

    public ScriptedServer Http => _server;

    /// <summary>Tokens below this number are refused.</summary>
    public int OldestValid { get; set; }

    public Reply Answer { get; set; } = Reply.Json("""{"id":"a"}""");

    public IReadOnlyList<Seen> TokenRequests => [.. _server.Seen.Where(seen => seen.Target == "/api/oauth/token")];

    public IReadOnlyList<Seen> Revocations => [.. _server.Seen.Where(seen => seen.Target == "/api/oauth/revoke")];

    public IReadOnlyList<Seen> Calls => [.. _server.Seen.Where(seen => !seen.Target.StartsWith("/api/oauth/"))];

    /// <param name="tokenScript">An answer of the token endpoint instead of a token, or null.</param>
    public static async Task<OAuthServer> StartAsync(Func<Seen, Reply?>? tokenScript = null)
    {
        var oauth = new OAuthServer(tokenScript ?? (_ => null));
        oauth._server = await ScriptedServer.StartAsync(oauth.Script);
        return oauth;
    }

    public static string TokenName(int number) => $"eyJ-live-token-{number}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Reply Script(Seen seen)
    {
        // RFC 6749: id and secret form-escaped, then joined.
        var basic = "Basic " + Convert.ToBase64String(
            Encoding.UTF8.GetBytes("mdb_sa_id_0a1b:mdb_sa_sk_s3cr3t%2F%2B+%25"));
        return seen.Target switch
        {
            "/api/oauth/token" => _tokenScript(seen) is { } scripted ? scripted
                : seen.Authorization != basic || seen.Body != "grant_type=client_credentials"
                    ? OAuthError(401, "invalid_client", "wrong")
                    : Granted(TokenName(Interlocked.Increment(ref _issued))),
            "/api/oauth/revoke" => new Reply(seen.Authorization == basic ? 200 : 401),
            _ => Enumerable.Range(OldestValid, Math.Max(0, _issued - OldestValid + 1))
                .Any(number => seen.Authorization == $"Bearer {TokenName(number)}")
                    ? Answer
                    : Reply.Error(401, "UNEXPECTED_ERROR"),
        };
    }

    private static Reply Granted(string token) => new(
        200, $$"""{"access_token":"{{token}}","expires_in":3600,"token_type":"Bearer"}""", "application/json");

    public static Reply OAuthError(int status, string error, string description) => new(
        status, $$"""{"error":"{{error}}","error_description":"{{description}}"}""", "application/json");
}
