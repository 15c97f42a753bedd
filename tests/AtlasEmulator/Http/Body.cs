using System.Text.Json;

namespace AtlasEmulator.Http;

/// <summary>A request body: one JSON object, whose attributes are asked for by name and kind.</summary>
internal sealed class Body
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement root;

    private Body(JsonElement root) => this.root = root;

    public IEnumerable<string> Names => root.EnumerateObject().Select(property => property.Name);

    public static Body Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new Body(document.RootElement.Clone())
                : throw Errors.Json("The body is not a JSON object.");
        }
        catch (JsonException)
        {
            throw Errors.Json("The body is not well-formed JSON.");
        }
    }

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Errors.JsonAttribute(name),
    };

    public int? Number(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        _ => throw Errors.JsonAttribute(name),
    };

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Errors.JsonAttribute(name),
    };

    public IReadOnlyList<string>? Texts(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list
            when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw Errors.JsonAttribute(name),
    };

    public void Demand(params IReadOnlyList<string> names)
    {
        var missing = names.Where(name => Find(name) is null).ToList();
        if (missing.Count > 0) throw Errors.Missing(missing);
    }

    // An explicit null counts as not given.
    private JsonElement? Find(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
