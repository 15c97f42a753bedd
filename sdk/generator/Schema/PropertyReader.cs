using System.Text.Json;

namespace Peering.SdkGenerator.Schema;

/// <summary>Reads the properties of an object, sorted by name, with what the schema says of each.</summary>
internal sealed class PropertyReader(TypeReader types)
{
    private static readonly string[] Keys =
    [
        .. TypeReader.Keys, "description", "const", "default", "defaultInfo", "deprecationMessage", "language",
        "secret", "replaceOnChanges",
        // Says in the documentation what the provider does; changes no code.
        "willReplaceOnChanges",
    ];

    /// <param name="node">The object that holds the properties and the list of required ones.</param>
    /// <param name="properties">The key of the properties.</param>
    /// <param name="required">The key of the names of the required ones.</param>
    public IReadOnlyList<Property> Read(SchemaNode node, string properties, string required)
    {
        var requiredNames = node.Texts(required).ToHashSet(StringComparer.Ordinal);
        var read = node.Entries(properties)
            .Select(entry => Read(entry.Name, entry.Node, requiredNames.Contains(entry.Name)))
            .ToList();
        foreach (var name in requiredNames.Except(read.Select(property => property.Name)))
            throw new SchemaException($"{node.Path}/{required}", $"there is no property '{name}'");
        return read;
    }

    /// <summary>An object described in place: <c>stateInputs</c>, the inputs and outputs of a function.</summary>
    public IReadOnlyList<Property> ReadObject(SchemaNode node)
    {
        node.ExpectKeys("type", "description", "properties", "required");
        if (node.Text("type") is { } type && type != "object")
            throw node.Error($"must be of type 'object', not '{type}'");
        return Read(node, "properties", "required");
    }

    private Property Read(string name, SchemaNode node, bool required)
    {
        node.ExpectKeys(Keys);
        if (name is "" or "pulumi")
            throw node.Error("this property name is reserved");
        var type = types.Read(node);
        var info = node.Get("defaultInfo")?.ExpectKeys("environment", "language");
        if (info is { } given && given.Texts("environment").Count == 0)
            throw given.Error("needs at least one environment variable");
        return new Property(
            name, node.Path, type, required, node.Text("description"),
            Value(node, "const", type), Value(node, "default", type), info?.Texts("environment") ?? [],
            node.Text("deprecationMessage"), node.Flag("secret"), node.Flag("replaceOnChanges"),
            node.Flag("willReplaceOnChanges"),
            CSharp(node)?.ExpectKeys("name").Text("name"));
    }

    /// <summary>The C# part of a <c>language</c> block; the parts of other languages say nothing about C#.</summary>
    public static SchemaNode? CSharp(SchemaNode node) => node.Get("language")?.ExpectObject().Get("csharp");

    private static JsonElement? Value(SchemaNode node, string key, SchemaType type)
    {
        if (node.Get(key) is not { } value)
            return null;
        return Fits(type, value.Value) ? value.Value : throw value.Error("the value is not one of the property's type");
    }

    private static bool Fits(SchemaType type, JsonElement value) => type switch
    {
        PrimitiveType primitive => Fits(primitive.Kind, value),
        EnumReference reference => Fits(reference.Kind, value),
        UnionType union => union.Members.Any(member => member is PrimitiveType && Fits(member, value)),
        _ => false,
    };

    private static bool Fits(Primitive kind, JsonElement value) => kind switch
    {
        Primitive.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        Primitive.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        Primitive.Number => value.ValueKind == JsonValueKind.Number,
        Primitive.String => value.ValueKind == JsonValueKind.String,
        _ => false,
    };
}
