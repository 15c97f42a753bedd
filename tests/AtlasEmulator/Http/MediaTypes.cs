namespace AtlasEmulator.Http;

/// <summary>The version of a resource is chosen by a date in the media type.</summary>
internal static class MediaTypes
{
    private const string Prefix = "application/vnd.atlas.";
    private const string Suffix = "+json";

    private static readonly string[] Known =
    [
        "2023-01-01", "2023-02-01", "2023-10-01", "2023-11-15", "2024-05-30",
        "2024-08-05", "2024-10-23", "2024-11-13", "2025-02-19", "2025-03-12",
    ];

    /// <summary>Every known date from the resource's own on is answered with the resource's own.</summary>
    public static void DemandAccepted(string? accept, string own)
    {
        string? unknown = null;
        foreach (var entry in (accept ?? "").Split(','))
        {
            if (Date(entry) is not { } date) continue;
            if (Serves(date, own)) return;
            unknown = date;
        }

        throw unknown is null ? Errors.NoVersion(own) : Errors.UnknownVersion(unknown);
    }

    public static void DemandReadable(string? contentType, string own)
    {
        if (string.Equals(Bare(contentType), "application/json", StringComparison.OrdinalIgnoreCase)) return;
        if (Date(contentType ?? "") is { } date && Serves(date, own)) return;
        throw Errors.Json($"'{contentType}' cannot be read; send application/json or {Prefix}{own}{Suffix}.");
    }

    private static bool Serves(string date, string own) =>
        string.CompareOrdinal(date, own) >= 0 && Known.Contains(date);

    private static string? Date(string entry)
    {
        var type = Bare(entry);
        return type.StartsWith(Prefix, StringComparison.Ordinal) && type.EndsWith(Suffix, StringComparison.Ordinal)
            && type.Length > Prefix.Length + Suffix.Length
            ? type[Prefix.Length..^Suffix.Length]
            : null;
    }

    private static string Bare(string? entry) => (entry ?? "").Split(';')[0].Trim();
}
