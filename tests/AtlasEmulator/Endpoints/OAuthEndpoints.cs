using System.Text;
using System.Text.Json.Nodes;
using AtlasEmulator.Auth;
using AtlasEmulator.Http;
using AtlasEmulator.World;
using Microsoft.AspNetCore.WebUtilities;

namespace AtlasEmulator.Endpoints;

/// <summary>
/// Tokens of service accounts. Failures speak OAuth's JSON; only rate limiting and the like speak ApiError.
/// </summary>
internal sealed class OAuthEndpoints(AtlasWorld world, TokenStore tokens)
{
    private const string TokenPath = "/api/oauth/token";
    private const string RevokePath = "/api/oauth/revoke";

    /// <summary>Null when the path is none of OAuth's.</summary>
    public Answer? Handle(Inbound request)
    {
        if (request.Path is not (TokenPath or RevokePath)) return null;
        if (request.Method != "POST") return Answer.Error(Errors.MethodNotAllowed(request.Method));
        if (Client(request.Authorization) is not { } account)
            return Failure(401, "invalid_client", "The client ID or secret is wrong.");
        var type = request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return Failure(400, "invalid_request", "The body must be a form.");
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body.Span));
        string Field(string name) => form.TryGetValue(name, out var value) ? value.ToString() : "";
        return request.Path == TokenPath ? Token(account, Field("grant_type")) : Revoke(account, Field("token"));
    }

    private Answer Token(ServiceAccount account, string grantType)
    {
        if (!tokens.Admit(account.ClientId))
            return Answer.Error(Errors.TokenRequestsLimited(world.Options.TokenRequestsPerMinute));
        if (grantType.Length == 0) return Failure(400, "invalid_request", "grant_type is required.");
        if (grantType != "client_credentials")
            return Failure(400, "unsupported_grant_type", "Only client_credentials is supported.");
        if (tokens.Issue(account) is not { } token)
            return Failure(403, "access_denied", "The service account has too many active tokens.");
        var issued = Answer.Json(200, new JsonObject
        {
            ["access_token"] = token,
            ["expires_in"] = Math.Max(1, (int)world.Options.TokenLife.TotalSeconds),
            ["token_type"] = "Bearer",
        });
        return issued with { Headers = [new("Cache-Control", "no-store")] };
    }

    private Answer Revoke(ServiceAccount account, string token)
    {
        if (token.Length == 0) return Failure(400, "invalid_request", "token is required.");
        tokens.Revoke(token, account);
        return Answer.Empty(200);
    }

    /// <summary>RFC 6749: id and secret are form-encoded before they are joined for Basic.</summary>
    private ServiceAccount? Client(string? authorization)
    {
        if (authorization?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) != true) return null;
        var buffer = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization["Basic ".Length..].Trim(), buffer, out var length)) return null;
        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        if (pair.Length != 2) return null;
        var (id, secret) = (Decode(pair[0]), Decode(pair[1]));
        return world.Options.Credentials.OfType<ServiceAccount>()
            .FirstOrDefault(account => account.ClientId == id && account.ClientSecret == secret);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static Answer Failure(int status, string error, string description) =>
        Answer.Json(status, new JsonObject { ["error"] = error, ["error_description"] = description });
}
