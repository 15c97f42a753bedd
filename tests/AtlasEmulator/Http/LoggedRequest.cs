namespace AtlasEmulator.Http;

/// <summary>
/// What a client asked, escaped as it was sent, and was told. Authorization headers are not kept, nor anything sent to
/// the OAuth endpoints.
/// </summary>
internal sealed record LoggedRequest(int Number, DateTimeOffset Timestamp, string Method, string Path, string Query)
{
    public string? Accept { get; init; }
    public string? ContentType { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>Digest, Bearer, Basic or null.</summary>
    public string? AuthScheme { get; init; }
    public bool Authenticated { get; init; }

    /// <summary>The answer was the 401 that asks for credentials, or refuses the ones given.</summary>
    public bool Challenge { get; init; }

    /// <summary>Null when the connection was broken instead of an answer.</summary>
    public int? Status { get; init; }
    public string? ErrorCode { get; init; }

    /// <summary>Whether the request took effect; a fault may come before that.</summary>
    public bool Executed { get; init; }

    /// <summary>Id of the fault rule that was played.</summary>
    public string? Fault { get; init; }
    public string? Body { get; init; }
}
