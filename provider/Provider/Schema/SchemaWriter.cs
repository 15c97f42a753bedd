using System.ComponentModel;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Schema;

/// <summary>
/// The package schema from the records: keys sorted, so that its diff is the diff of the public contract.
/// </summary>
internal sealed class SchemaWriter
{
    private const string Package = "peering";

    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        // Texts for people, read in a file: backticks and quotes stay what they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedDictionary<string, JsonObject> types = new(StringComparer.Ordinal);

    public static string Write(Catalog catalog)
    {
        var schema = new SchemaWriter().Describe(catalog);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            Sorted(schema)!.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private JsonObject Describe(Catalog catalog)
    {
        var config = Shape.Of<ProviderConfig>();
        var schema = new JsonObject
        {
            ["name"] = Package,
            ["displayName"] = "MongoDB Atlas Network Peering",
            ["version"] = PluginVersion.Text,
            ["description"] = PackageTexts.Of("package"),
            ["keywords"] = new JsonArray("pulumi", "mongodb", "atlas", "peering", "category/network", "kind/native"),
            ["license"] = "Apache-2.0",
            ["publisher"] = "Pulumi.Peering",
            ["language"] = new JsonObject
            {
                ["csharp"] = new JsonObject
                {
                    ["packageReferences"] = new JsonObject { ["Pulumi"] = "[3.76.1.0,4)" },
                    ["respectSchemaVersion"] = true,
                },
                ["go"] = new JsonObject { ["respectSchemaVersion"] = true },
                ["nodejs"] = new JsonObject { ["respectSchemaVersion"] = true },
                ["python"] = new JsonObject { ["respectSchemaVersion"] = true },
            },
            ["config"] = new JsonObject { ["variables"] = Properties(config) },
            ["provider"] = new JsonObject
            {
                ["description"] = PackageTexts.Of("provider"),
                ["inputProperties"] = Properties(config),
            },
            ["resources"] = Object(catalog.Kinds.Select(kind => (kind.Token, (JsonNode)Describe(kind)))),
            ["functions"] = Object(
                catalog.Functions.Select(function => (function.Token, (JsonNode)Describe(function)))),
        };
        schema["types"] = Object(types.Select(type => (type.Key, (JsonNode)type.Value)));
        return schema;
    }

    private JsonObject Describe(ResourceKind kind)
    {
        var resource = new JsonObject
        {
            ["description"] = PackageTexts.Of(kind.Token),
            ["properties"] = Properties(kind.State),
            // What Check fills in is always there afterwards.
            ["required"] = Names(kind.State.Fields.Where(field => field.Required || field.FromProvider)),
            ["inputProperties"] = Properties(kind.Inputs),
            ["requiredInputs"] = Names(kind.Inputs.Fields.Where(field => field.Required)),
        };
        if (kind.ListInputs is { } query)
        {
            resource["listInputs"] = new JsonObject { ["properties"] = Properties(query) };
        }

        return resource;
    }

    private JsonObject Describe(Function function) => new()
    {
        ["description"] = PackageTexts.Of(function.Token),
        ["inputs"] = ObjectType(function.Args),
        ["outputs"] = ObjectType(function.Result),
    };

    private JsonObject ObjectType(Shape shape) => new()
    {
        ["type"] = "object",
        ["properties"] = Properties(shape),
        ["required"] = Names(shape.Fields.Where(field => field.Required)),
    };

    private JsonObject Properties(Shape shape) =>
        Object(shape.Fields.Select(field => (field.Name, (JsonNode)Property(field))));

    private JsonObject Property(Field field)
    {
        var property = TypeSpec(field.Type);
        property["description"] = field.Environment.Length == 0
            ? field.Description
            : $"{field.Description} Environment: {string.Join(", ", field.Environment.Select(name => $"`{name}`"))}.";
        if (field.Secret)
        {
            property["secret"] = true;
        }

        if (field.Default is { } value)
        {
            property["default"] = value is bool flag ? JsonValue.Create(flag) : JsonValue.Create(value.ToString());
        }

        if (field.Replaces)
        {
            property["willReplaceOnChanges"] = true;
        }

        return property;
    }

    private JsonObject TypeSpec(FieldType type) => type.Kind switch
    {
        FieldKind.Text => new JsonObject { ["type"] = "string" },
        FieldKind.Bool => new JsonObject { ["type"] = "boolean" },
        FieldKind.List => new JsonObject { ["type"] = "array", ["items"] = TypeSpec(type.Item!) },
        _ => new JsonObject { ["$ref"] = $"#/types/{Named(type)}" },
    };

    /// <summary>Enums and nested objects are types of their own, written when first met.</summary>
    private string Named(FieldType type)
    {
        var token = $"{Package}:index:{type.Type.Name}";
        if (types.TryAdd(token, []))
        {
            types[token] = type.Kind == FieldKind.Enum ? EnumType(type) : ObjectType(Shape.Of(type.Type));
            types[token]["description"] = DescriptionOf(type.Type);
        }

        return token;
    }

    private static JsonObject EnumType(FieldType type) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. type.Members.Select(member => new JsonObject
        {
            ["name"] = member.Member.ToString(),
            ["value"] = member.Wire,
            ["description"] = DescriptionOf(type.Type.GetField(member.Member.ToString()!)!),
        })]),
    };

    private static string DescriptionOf(MemberInfo member) =>
        member.GetCustomAttribute<DescriptionAttribute>()?.Description
        ?? throw new InvalidOperationException($"{member} has no [Description].");

    private static JsonArray Names(IEnumerable<Field> fields) =>
        new([.. fields.Select(field => JsonValue.Create(field.Name))]);

    private static JsonObject Object(IEnumerable<(string Name, JsonNode Value)> entries) =>
        new(entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Name, entry.Value)));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
