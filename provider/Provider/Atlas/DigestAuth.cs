using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Peering.Atlas;

/// <summary>
/// HTTP digest that answers ahead of the challenge with the last nonce and a counter, so that n calls cost n + 1
/// requests; the platform's own digest handler fetches a new challenge for each.
/// </summary>
internal sealed class DigestAuth(AtlasCredentials.ApiKey key) : AtlasAuth
{
    private const int MostSends = 3;

    private readonly SemaphoreSlim _firstChallenge = new(1, 1);
    private volatile DigestChallenge? _last;

    public override string SignInAdvice =>
        "Check publicKey and privateKey: the key may be mistyped or deleted, or belong to another Atlas (baseUrl).";

    protected override IEnumerable<Secret> Secrets => [key.PrivateKey];

    public override async Task<AtlasAnswer> SendAsync(AtlasRequest request, SendWith send, CancellationToken cancel)
    {
        var challenge = _last;
        var fresh = challenge is null;
        if (challenge is null)
        {
            var first = await FirstAsync(send, cancel);
            if (first is not null)
            {
                return first;
            }

            challenge = _last!;
        }

        for (var sends = 1; ; sends++)
        {
            var answer = await send(new AuthenticationHeaderValue("Digest", Answer(challenge, request)), cancel);
            if (answer.Status != 401 || DigestChallenge.Strongest(answer.Challenges) is not { } next)
            {
                return answer;
            }

            // A nonce of this very call that is refused without stale=true means the key is wrong.
            var expired = next.Stale || (!fresh && next.Nonce != challenge.Nonce);
            _last = next;
            if (!expired || sends == MostSends)
            {
                return answer;
            }

            challenge = next;
            fresh = true;
        }
    }

    public override ValueTask DisposeAsync()
    {
        _firstChallenge.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Gets the first nonce, once for all parallel calls; an answer without one is handed back.</summary>
    private async Task<AtlasAnswer?> FirstAsync(SendWith send, CancellationToken cancel)
    {
        await _firstChallenge.WaitAsync(cancel);
        try
        {
            if (_last is not null)
            {
                return null;
            }

            var answer = await send(null, cancel);
            _last = answer.Status == 401 ? DigestChallenge.Strongest(answer.Challenges) : null;
            return _last is null ? answer : null;
        }
        finally
        {
            _firstChallenge.Release();
        }
    }

    private string Answer(DigestChallenge challenge, AtlasRequest request) => challenge.Answer(
        request, key.PublicKey, key.PrivateKey, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
}
