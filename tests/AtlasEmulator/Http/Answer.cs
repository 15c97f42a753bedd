using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasEmulator.Http;

/// <summary>A whole HTTP answer; the body is written once and sent as it is.</summary>
internal sealed record Answer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
    public string? ErrorCode { get; init; }

    public static Answer Empty(int status) => new(status, null, default);

    public static Answer Resource(int status, string version, bool pretty, Action<Utf8JsonWriter> write) =>
        new(status, $"application/vnd.atlas.{version}+json;charset=utf-8", Write(write, pretty));

    public static Answer Json(int status, JsonNode node) =>
        new(status, "application/json", Write(writer => node.WriteTo(writer), pretty: false));

    /// <summary>ApiError, keys in alphabetical order, the code once more in a header.</summary>
    public static Answer Error(AtlasError error, bool pretty = false) =>
        new(error.Status, "application/json", Write(error.WriteTo, pretty))
        {
            ErrorCode = error.Code,
            Headers = error.RetryAfter is { } seconds ? [new("Retry-After", $"{seconds}")] : [],
        };

    /// <summary>The same without a key, wherever it stands.</summary>
    public Answer Without(string key)
    {
        if (Body.IsEmpty || JsonNode.Parse(Body.Span) is not { } node) return this;
        Remove(node);
        return this with { Body = Write(writer => node.WriteTo(writer), pretty: false) };

        void Remove(JsonNode? at)
        {
            if (at is JsonObject fields)
            {
                fields.Remove(key);
                foreach (var (_, value) in fields) Remove(value);
            }
            else if (at is JsonArray items)
            {
                foreach (var item in items) Remove(item);
            }
        }
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write, bool pretty)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        // Links carry '&' and must read as Atlas writes them.
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Indented = pretty,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
