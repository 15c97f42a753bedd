namespace Peering.Atlas;

/// <summary>Where a call to Atlas broke.</summary>
internal enum AtlasFailure
{
    /// <summary>Atlas understood and said no (4xx that is none of the following).</summary>
    Refused,
    Unauthorized,
    Forbidden,

    /// <summary>HTTP 404; whether the thing itself is gone is <see cref="AtlasException.IsGone"/>.</summary>
    NotFound,
    RateLimited,
    ServerError,

    /// <summary>No connection: name resolution, routing, a closed port, a proxy. Nothing was sent.</summary>
    Unreachable,
    TlsRefused,
    ConnectionLost,
    TimedOut,

    /// <summary>The answer is not JSON, or breaks off.</summary>
    BadAnswer,

    /// <summary>The answer is JSON, but not what this endpoint is documented to answer.</summary>
    UnexpectedShape,
    TooLarge,
    Redirected,
}
