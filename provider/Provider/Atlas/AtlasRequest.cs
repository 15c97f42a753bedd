namespace Peering.Atlas;

/// <summary>One request as data, so that it can be sent again after a challenge or a failure.</summary>
/// <param name="Repeatable">Sending it twice does no harm: GET, DELETE and the token endpoint.</param>
internal sealed record AtlasRequest(
    HttpMethod Method, string Path, string Accept, ReadOnlyMemory<byte>? Body, string? BodyType, bool Repeatable)
{
    public static AtlasRequest To(HttpMethod method, AtlasPath path, ReadOnlyMemory<byte>? body) =>
        new(method, path.Value, path.Version.MediaType, body, body is null ? null : path.Version.MediaType,
            Repeatable: method == HttpMethod.Get || method == HttpMethod.Delete);

    // Method and path only: the body of a token request must not be printed.
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>One answer, read to its end.</summary>
internal sealed record AtlasAnswer(int Status, byte[] Body)
{
    public string? MediaType { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? ErrorCode { get; init; }

    public Uri? Location { get; init; }

    public IReadOnlyList<string> Challenges { get; init; } = [];

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsJson => MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;
}
