using System.Text.Json;

namespace Peering.SdkGenerator.Schema;

/// <summary>A value of the schema file together with the path under which a person finds it.</summary>
internal readonly record struct SchemaNode(JsonElement Value, string Path)
{
    public static SchemaNode Parse(string json)
    {
        try
        {
            // A key written twice would hide one of its two values.
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new SchemaNode(document.RootElement.Clone(), "#").ExpectObject();
        }
        catch (JsonException failure)
        {
            throw new SchemaException("#", $"not a JSON document: {failure.Message}");
        }
    }

    public SchemaException Error(string message) => new(Path, message);

    public SchemaNode ExpectObject() =>
        Value.ValueKind == JsonValueKind.Object ? this : throw Error("must be an object");

    /// <summary>Fails on the first key that is not listed: whatever is read further on is complete.</summary>
    public SchemaNode ExpectKeys(params ReadOnlySpan<string> known)
    {
        foreach (var member in ExpectObject().Value.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                throw new SchemaException($"{Path}/{member.Name}", "the generator does not know this key");
        }
        return this;
    }

    /// <summary>Fails when a key the package schema has, but the generator cannot express, carries a value.</summary>
    public SchemaNode Refuse(string key, string reason)
    {
        if (Get(key) is not { } node || node.IsEmpty)
            return this;
        throw node.Error($"'{key}' is not supported: {reason}");
    }

    public bool Has(string key) => Get(key) is not null;

    public SchemaNode? Get(string key) =>
        ExpectObject().Value.TryGetProperty(key, out var value) ? new SchemaNode(value, $"{Path}/{key}") : null;

    public string? Text(string key) => Get(key)?.AsText();

    public string AsText() =>
        Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Error("must be a string");

    public bool Flag(string key) => Get(key) is { } node && node.AsFlag();

    public IReadOnlyList<SchemaNode> Items(string key) => Get(key)?.AsItems() ?? [];

    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => item.AsText())];

    /// <summary>The members of an object, sorted by name as bytes are: the order of everything generated.</summary>
    public IReadOnlyList<(string Name, SchemaNode Node)> Entries(string key) =>
        Get(key) is not { } node ? [] : node.AsEntries();

    public IReadOnlyList<(string Name, SchemaNode Node)> AsEntries()
    {
        var path = Path;
        return [.. ExpectObject().Value.EnumerateObject()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => (member.Name, new SchemaNode(member.Value, $"{path}/{member.Name}")))];
    }

    private bool IsEmpty => Value.ValueKind switch
    {
        JsonValueKind.False or JsonValueKind.Null => true,
        JsonValueKind.Array => Value.GetArrayLength() == 0,
        JsonValueKind.Object => Value.GetPropertyCount() == 0,
        _ => false,
    };

    private bool AsFlag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error("must be true or false"),
    };

    private IReadOnlyList<SchemaNode> AsItems()
    {
        if (Value.ValueKind != JsonValueKind.Array)
            throw Error("must be a list");
        var path = Path;
        return [.. Value.EnumerateArray().Select((item, index) => new SchemaNode(item, $"{path}/{index}"))];
    }
}
