using System.Net.Http.Headers;

namespace Peering.Atlas;

internal delegate Task<AtlasAnswer> SendWith(AuthenticationHeaderValue? authorization, CancellationToken cancel);

/// <summary>Signs a request in; sends it again when the answer is a challenge, as nothing was done then.</summary>
internal abstract class AtlasAuth : IAsyncDisposable
{
    /// <summary>What the user checks when Atlas answers 401 without a reason.</summary>
    public abstract string SignInAdvice { get; }

    /// <summary>The secrets in use, so that no text a server sends back can show them.</summary>
    protected abstract IEnumerable<Secret> Secrets { get; }

    public abstract Task<AtlasAnswer> SendAsync(AtlasRequest request, SendWith send, CancellationToken cancel);

    /// <summary>Gives back what signing in took.</summary>
    public abstract ValueTask DisposeAsync();

    public string Scrub(string text) => Secrets
        .Select(secret => secret.Reveal())
        .Where(secret => secret.Length > 0)
        .Aggregate(text, (clean, secret) => clean.Replace(secret, "***", StringComparison.Ordinal));

    public static AtlasAuth For(AtlasOptions options, HttpExchange exchange, RetryLoop retry) =>
        options.Credentials switch
        {
            AtlasCredentials.AccessToken token => new TokenAuth(token),
            AtlasCredentials.ServiceAccount account => new ServiceAccountAuth(options, account, exchange, retry),
            AtlasCredentials.ApiKey key => new DigestAuth(key),
            var other => throw new ArgumentException($"unknown credentials {other.GetType().Name}", nameof(options)),
        };
}

/// <summary>A token from outside, used as it is.</summary>
internal sealed class TokenAuth(AtlasCredentials.AccessToken credentials) : AtlasAuth
{
    public override string SignInAdvice =>
        "Check accessToken: a token lives one hour; fetch a new one, or configure clientId and clientSecret instead.";

    protected override IEnumerable<Secret> Secrets => [credentials.Token];

    public override Task<AtlasAnswer> SendAsync(AtlasRequest request, SendWith send, CancellationToken cancel) =>
        send(new AuthenticationHeaderValue("Bearer", credentials.Token.Reveal()), cancel);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
