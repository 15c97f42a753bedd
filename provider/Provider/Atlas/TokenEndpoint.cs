using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Peering.Atlas;

/// <summary>A token with its times; a class, because a refused one is told apart by reference.</summary>
internal sealed class OAuthToken(Secret value, DateTimeOffset renewAt, DateTimeOffset expiresAt)
{
    public Secret Value { get; } = value;
    public DateTimeOffset RenewAt { get; } = renewAt;
    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}

/// <summary>Atlas's OAuth endpoints: client credentials in, token out.</summary>
internal sealed class TokenEndpoint(
    AtlasCredentials.ServiceAccount account, HttpExchange exchange, AtlasOptions options)
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Repeatable: a token too many expires by itself.</summary>
    public static AtlasRequest TokenRequest { get; } =
        Post("/api/oauth/token", "grant_type=client_credentials");

    private AuthenticationHeaderValue Basic
    {
        get
        {
            // RFC 6749 2.3.1: both are form-escaped before they are joined.
            var id = WebUtility.UrlEncode(account.ClientId);
            var secret = WebUtility.UrlEncode(account.ClientSecret.Reveal());
            return new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        }
    }

    public async Task<OAuthToken> FetchAsync(AtlasAuth auth, CancellationToken cancel)
    {
        var asked = options.Clock.GetUtcNow();
        var answer = await exchange.SendAsync(TokenRequest, Basic, cancel);
        if (!answer.IsSuccess)
        {
            throw AtlasErrors.Answered(TokenRequest, answer, auth);
        }

        var (value, life) = Read(answer);
        return new OAuthToken(value, asked + life * 2 / 3, asked + life);
    }

    public async Task RevokeAsync(OAuthToken token, CancellationToken cancel)
    {
        var form = $"token={WebUtility.UrlEncode(token.Value.Reveal())}&token_type_hint=access_token";
        await exchange.SendAsync(Post("/api/oauth/revoke", form), Basic, cancel);
    }

    private static AtlasRequest Post(string path, string form) =>
        new(HttpMethod.Post, path, Json, Encoding.UTF8.GetBytes(form), Form, Repeatable: true);

    private static (Secret Value, TimeSpan Life) Read(AtlasAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("access_token", out var token)
                && token.ValueKind == JsonValueKind.String && token.GetString() is { Length: > 0 } value)
            {
                var seconds = root.TryGetProperty("expires_in", out var life) && life.ValueKind == JsonValueKind.Number
                    ? life.GetDouble()
                    : 3600; // Atlas's documented life
                return (new Secret(value), TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 86_400)));
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Said below, without the cause: its text could quote the token.
        }

        throw AtlasErrors.Unreadable(TokenRequest, answer, AtlasFailure.BadAnswer, "it holds no access token");
    }
}
