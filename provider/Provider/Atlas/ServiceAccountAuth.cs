using System.Net.Http.Headers;

namespace Peering.Atlas;

/// <summary>
/// One OAuth token for any number of parallel calls: Atlas limits token requests and live tokens per account.
/// Renewed at two thirds of its life, and once when a call is answered 401; revoked at the end.
/// </summary>
internal sealed class ServiceAccountAuth(
    AtlasOptions options, AtlasCredentials.ServiceAccount account, HttpExchange exchange, RetryLoop retry) : AtlasAuth
{
    private static readonly TimeSpan RevokeTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long a call waits for a new token while the old one holds.</summary>
    private static readonly TimeSpan RenewalPatience = TimeSpan.FromSeconds(5);

    private readonly TokenEndpoint _endpoint = new(account, exchange, options);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private OAuthToken? _token;
    private IReadOnlyList<Secret> _secrets = [account.ClientSecret];
    private Task<OAuthToken>? _flight;
    private (AtlasException Failure, DateTimeOffset Until)? _refused;

    public override string SignInAdvice =>
        "Check clientId and clientSecret, and that the service account still exists and is assigned to the project.";

    protected override IEnumerable<Secret> Secrets => _secrets;

    public override async Task<AtlasAnswer> SendAsync(AtlasRequest request, SendWith send, CancellationToken cancel)
    {
        var token = await TokenAsync(cancel);
        var answer = await send(Bearer(token), cancel);
        if (answer.Status != 401 || HasReason(answer))
        {
            return answer;
        }

        Drop(token);
        return await send(Bearer(await TokenAsync(cancel)), cancel);
    }

    public override async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_token is { } token && options.Clock.GetUtcNow() < token.ExpiresAt)
        {
            using var soon = new CancellationTokenSource(RevokeTimeout, options.Clock);
            try
            {
                await _endpoint.RevokeAsync(token, soon.Token);
            }
            catch (Exception failure) when (failure is AtlasException or OperationCanceledException)
            {
                // Best effort: the token ends by itself within the hour, and the run's outcome is already known.
            }
        }

        _closing.Dispose();
    }

    private async Task<OAuthToken> TokenAsync(CancellationToken cancel)
    {
        Task<OAuthToken> flight;
        OAuthToken? usable;
        lock (_lock)
        {
            var now = options.Clock.GetUtcNow();
            usable = _token is { } token && now < token.ExpiresAt ? token : null;
            if (usable is not null && now < usable.RenewAt)
            {
                return usable;
            }

            if (_refused is { } refused && now < refused.Until)
            {
                return usable ?? throw refused.Failure;
            }

            flight = _flight ??= FetchAsync();
        }

        try
        {
            // The fetch belongs to all who wait for it: one caller's cancellation must not end it.
            return await flight.WaitAsync(
                usable is null ? Timeout.InfiniteTimeSpan : RenewalPatience, options.Clock, cancel);
        }
        catch (Exception failure) when (usable is not null && failure is AtlasException or TimeoutException)
        {
            return usable; // renewal began early enough: the old token still holds
        }
    }

    private async Task<OAuthToken> FetchAsync()
    {
        await Task.Yield(); // leave the caller's lock before anything happens
        try
        {
            var token = await retry.RunAsync(
                TokenEndpoint.TokenRequest, stop => _endpoint.FetchAsync(this, stop), _closing.Token);
            lock (_lock)
            {
                _token = token;
                _secrets = [.. _secrets, token.Value];
                _refused = null;
            }

            return token;
        }
        catch (AtlasException failure)
        {
            failure.Settled = true;
            lock (_lock)
            {
                _refused = (failure, options.Clock.GetUtcNow() + options.SignInFailureMemory);
            }

            throw;
        }
        finally
        {
            lock (_lock)
            {
                _flight = null;
            }
        }
    }

    private void Drop(OAuthToken refused)
    {
        lock (_lock)
        {
            _token = ReferenceEquals(_token, refused) ? null : _token;
        }
    }

    // 401 is also Atlas's answer to a caller without the role: a new token would not change that.
    private static bool HasReason(AtlasAnswer answer) =>
        (ApiError.Read(answer.Body).ErrorCode ?? answer.ErrorCode) is "USER_UNAUTHORIZED" or "NOT_IN_GROUP"
            or "USER_CANNOT_ACCESS_GROUP" or "USER_CANNOT_ACCESS_ORG" or "NOT_ORG_GROUP_CREATOR";

    private static AuthenticationHeaderValue Bearer(OAuthToken token) => new("Bearer", token.Value.Reveal());
}
