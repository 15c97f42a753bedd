using System.Text;

namespace Peering.Atlas;

/// <summary>A call to Atlas that did not succeed. Decide on <see cref="ErrorCode"/>, never on the text.</summary>
internal sealed class AtlasException(AtlasFailure kind, string request, string what, Exception? inner = null)
    : Exception(what, inner)
{
    public AtlasFailure Kind { get; } = kind;

    /// <summary>Method, path and query, like "POST /api/atlas/v2/groups/.../peers".</summary>
    public string Request { get; } = request;

    public int? Status { get; init; }

    public string? ErrorCode { get; init; }

    public string? Detail { get; init; }

    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>A POST or PATCH whose bytes went out but whose answer was lost: look before sending it again.</summary>
    public bool MaybeExecuted { get; init; }

    /// <summary>What to do next, in words for the user.</summary>
    public string Advice { get; init; } = "";

    /// <summary>The wait the server asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How often the request was sent before this failure was final.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>Its retries are spent already (a failed sign-in): the calls that needed it do not retry.</summary>
    public bool Settled { get; internal set; }

    /// <summary>
    /// The peering or container no longer exists. An unknown project (GROUP_NOT_FOUND and the like) is also a 404 but
    /// says nothing about the object and must not be read as its end.
    /// </summary>
    public bool IsGone => Has(AtlasCode.PeerNotFound, AtlasCode.InvalidPeerId, AtlasCode.ContainerNotFound);

    /// <summary>May pass by itself: a wait need not end on it.</summary>
    public bool IsPassing => Kind is AtlasFailure.RateLimited or AtlasFailure.ServerError or AtlasFailure.Unreachable
        or AtlasFailure.ConnectionLost or AtlasFailure.TimedOut or AtlasFailure.BadAnswer
        || Has(AtlasCode.Maintenance);

    public override string Message
    {
        get
        {
            var text = new StringBuilder(base.Message);
            if (Attempts > 1)
            {
                text.Append(" (after ").Append(Attempts).Append(" attempts)");
            }

            text.Append('.');
            if (MaybeExecuted)
            {
                text.Append(" Atlas may have carried it out all the same.");
            }

            return Advice.Length == 0 ? text.ToString() : text.Append(' ').Append(Advice).ToString();
        }
    }

    public bool Has(params ReadOnlySpan<string> codes) => ErrorCode is { } code && codes.Contains(code);
}

/// <summary>
/// The caller's own cancellation, with what it may have left behind, and with the failure, if any, that was being
/// overcome when it came.
/// </summary>
internal sealed class AtlasCancelledException(
    string request, bool maybeExecuted, CancellationToken cancel, AtlasException? before = null)
    : OperationCanceledException($"{request} was cancelled", before, cancel)
{
    public string Request { get; } = request;

    /// <summary>The bytes of a POST or PATCH had gone out when the caller gave up.</summary>
    public bool MaybeExecuted { get; } = maybeExecuted;
}
