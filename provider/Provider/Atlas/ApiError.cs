using System.Text.Json;

namespace Peering.Atlas;

/// <summary>
/// What can be read from an error body: Atlas's ApiError or the token endpoint's OAuth error. Read by hand, as the
/// documented types do not hold (parameters are strings and numbers) and a bad error body must not hide the error.
/// </summary>
internal sealed record ApiError(string? ErrorCode, string? Detail, IReadOnlyList<string> Parameters)
{
    private const int MostDetail = 1000;

    public static readonly ApiError None = new(null, null, []);

    public static ApiError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return None;
            }

            // "error" is the HTTP status in Atlas's form and the code itself in OAuth's.
            var code = Text(root, "errorCode") ?? Text(root, "error");
            var detail = Text(root, "detail") ?? Text(root, "error_description") ?? Text(root, "reason");
            return new ApiError(code, Shorten([.. Some(detail), .. Fields(root)]), Values(root));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is legal JSON, but reading it as text is an InvalidOperationException.
            // Not an Atlas body (a gateway's page, an empty answer): the status alone has to explain the failure.
            return None;
        }
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text ? text : null;

    private static IEnumerable<string> Some(string? text) => text is null ? [] : [text.TrimEnd('.', ' ')];

    private static List<string> Fields(JsonElement root) =>
        root.TryGetProperty("badRequestDetail", out var bad) && bad.ValueKind == JsonValueKind.Object
        && bad.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array
            ? [.. fields.EnumerateArray().Where(field => field.ValueKind == JsonValueKind.Object)
                .Select(field => $"{Text(field, "field")}: {Text(field, "description")}")]
            : [];

    private static List<string> Values(JsonElement root) =>
        root.TryGetProperty("parameters", out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Select(value => value.ToString())]
            : [];

    private static string? Shorten(IEnumerable<string> parts)
    {
        var words = string.Join("; ", parts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words).TrimEnd('.');
        return line.Length == 0 ? null : line.Length <= MostDetail ? line : line[..MostDetail] + "...";
    }
}
