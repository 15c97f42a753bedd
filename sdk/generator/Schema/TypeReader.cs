namespace Peering.SdkGenerator.Schema;

/// <summary>Reads type specifications; references are resolved against the same file and nothing else.</summary>
internal sealed class TypeReader(SchemaNode root)
{
    /// <summary>The keys of a type specification; a reader of a larger one (a property) adds its own.</summary>
    public static readonly string[] Keys =
        ["type", "$ref", "items", "additionalProperties", "oneOf", "discriminator", "plain"];

    public SchemaType Read(SchemaNode node)
    {
        var plain = node.Flag("plain");
        if (node.Text("$ref") is { } reference)
            return Resolve(node.Get("$ref")!.Value, reference, plain);
        if (node.Has("oneOf"))
            return Union(node, plain);
        return node.Text("type") switch
        {
            "boolean" => new PrimitiveType(Primitive.Boolean, plain),
            "integer" => new PrimitiveType(Primitive.Integer, plain),
            "number" => new PrimitiveType(Primitive.Number, plain),
            "string" => new PrimitiveType(Primitive.String, plain),
            "array" => new ArrayType(Nested(node, "items") ?? throw node.Error("an array needs 'items'"), plain),
            // A map whose values are not described holds strings.
            "object" => new MapType(
                Nested(node, "additionalProperties") ?? new PrimitiveType(Primitive.String, false), plain),
            null => throw node.Error("needs one of 'type', '$ref' and 'oneOf'"),
            var other => throw node.Error($"'{other}' is not a type of a package schema"),
        };
    }

    /// <summary>The primitive under an enum definition, or null when the definition is an object.</summary>
    public static Primitive? EnumKind(SchemaNode definition) => !definition.Has("enum") ? null :
        definition.Text("type") switch
        {
            "string" => Primitive.String,
            "number" => Primitive.Number,
            "integer" => Primitive.Integer,
            var other => throw definition.Error($"an enum of type '{other}' has no C# form; use string or a number"),
        };

    private SchemaType? Nested(SchemaNode node, string key) =>
        node.Get(key) is { } nested ? Read(nested.ExpectKeys(Keys)) : null;

    private UnionType Union(SchemaNode node, bool plain)
    {
        var members = node.Items("oneOf");
        if (members.Count < 2)
            throw node.Get("oneOf")!.Value.Error("needs at least two types");
        // A discriminator helps other languages to pick a case; in C# the caller picks it by the object's class.
        node.Get("discriminator")?.ExpectKeys("propertyName", "mapping");
        return new UnionType([.. members.Select(member => Read(member.ExpectKeys(Keys)))], plain);
    }

    private SchemaType Resolve(SchemaNode node, string reference, bool plain)
    {
        switch (reference)
        {
            case "pulumi.json#/Any": return new PrimitiveType(Primitive.Any, plain);
            case "pulumi.json#/Json": return new PrimitiveType(Primitive.Json, plain);
            case "pulumi.json#/Asset": return new PrimitiveType(Primitive.Asset, plain);
            case "pulumi.json#/Archive": return new PrimitiveType(Primitive.Archive, plain);
            case "#/provider": return new ResourceReference($"pulumi:providers:{root.Text("name")}", plain);
        }
        if (Token(reference, "#/types/") is { } type)
        {
            var definition = root.Get("types")?.Get(type) ?? throw node.Error($"the schema has no type '{type}'");
            return EnumKind(definition.ExpectObject()) is { } kind
                ? new EnumReference(type, kind, plain)
                : new ObjectReference(type, plain);
        }
        if (Token(reference, "#/resources/") is { } resource)
        {
            return root.Get("resources")?.Has(resource) == true
                ? new ResourceReference(resource, plain)
                : throw node.Error($"the schema has no resource '{resource}'");
        }
        throw node.Error($"'{reference}' is not supported: only types and resources of this schema can be referred to");
    }

    // A token with a slash may be written as it is, percent-encoded, or as a JSON pointer.
    private static string? Token(string reference, string prefix) =>
        reference.StartsWith(prefix, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(reference[prefix.Length..]).Replace("~1", "/").Replace("~0", "~")
            : null;
}
