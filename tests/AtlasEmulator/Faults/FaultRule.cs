namespace AtlasEmulator.Faults;

internal enum FaultKind
{
    /// <summary>An ApiError with ErrorCode, or with Status alone.</summary>
    Error,

    /// <summary>A gateway's HTML page (Status, default 502).</summary>
    Html,

    /// <summary>The connection breaks without an answer.</summary>
    Reset,

    /// <summary>The right answer, Size bytes at a time with a pause of DelayMilliseconds.</summary>
    Drip,

    /// <summary>Half of the right answer, then the connection breaks.</summary>
    Truncate,

    /// <summary>The right answer, labelled as a web page.</summary>
    WrongContentType,

    /// <summary>The right answer, DelayMilliseconds later.</summary>
    Delay,

    /// <summary>Status (default 302) with Location.</summary>
    Redirect,

    /// <summary>200 with Size bytes of well-formed JSON.</summary>
    Oversize,

    /// <summary>No answer at all until the client gives up.</summary>
    Hang,
}

/// <summary>What goes wrong, for which requests, and how often.</summary>
internal sealed record FaultRule
{
    public FaultKind Kind { get; init; } = FaultKind.Error;

    /// <summary>Null: any. Several are joined by bars: "POST|PATCH".</summary>
    public string? Method { get; init; }

    /// <summary>A regular expression, searched in path and query.</summary>
    public string Path { get; init; } = "";

    /// <summary>So many matching requests pass before the first is hit.</summary>
    public int Skip { get; init; }

    /// <summary>So many are hit; null: all from then on.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>
    /// Error, Html, Reset, Redirect, Hang: whether the request takes effect first. The other kinds always execute.
    /// </summary>
    public bool Execute { get; init; }

    /// <summary>Sleeps until a request with this method and a matching path has come.</summary>
    public string? After { get; init; }

    /// <summary>Hits only requests that are answered with a challenge, instead of only those that are not.</summary>
    public bool Challenges { get; init; }

    public int? Status { get; init; }
    public string? ErrorCode { get; init; }
    public string? Detail { get; init; }

    /// <summary>Strings and numbers.</summary>
    public IReadOnlyList<object> Parameters { get; init; } = [];
    public int? RetryAfter { get; init; }

    /// <summary>
    /// The answer is stamped by a clock that is so far ahead; a Retry-After is then a date of that clock.
    /// </summary>
    public int? SkewSeconds { get; init; }
    public int DelayMilliseconds { get; init; }
    public int? Size { get; init; }
    public string? Location { get; init; }
}
