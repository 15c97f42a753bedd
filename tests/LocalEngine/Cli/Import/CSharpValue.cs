using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalEngine.Values;

namespace LocalEngine.Cli.Import;

/// <summary>Values as C# expressions, guided by the schema's types.</summary>
internal sealed class CSharpValue(JsonObject schema, CSharpNames names)
{
    private const int Deeper = 4;

    /// <summary>Configuration keys the text reads secrets from, in the order met.</summary>
    public List<string> SecretKeys { get; } = [];

    /// <param name="value">What was read.</param>
    /// <param name="type">The schema's type of it; null when nothing is known.</param>
    /// <param name="indent">Column of the line the expression begins on.</param>
    /// <param name="key">Names the value in the configuration, should it be secret.</param>
    public string Of(PropertyValue value, JsonObject? type, int indent, string key)
    {
        var reference = type?["$ref"]?.GetValue<string>();
        if (value.IsSecret()) return Secret(value.Plain(), type, key);
        if (TypeOf(reference) is { } named)
        {
            if (named["enum"] is JsonArray values) return Enum(value, values, Token(reference!));
            if (value is MapValue { Map: var map })
            {
                var members = Members(map, named["properties"] as JsonObject, indent, key);
                return $"new {names.InputType(Token(reference!))}\n{members}";
            }
        }
        return value switch
        {
            TextValue text => Literal(text.Value),
            BoolValue flag => flag.Value ? "true" : "false",
            NumberValue number => number.Value.ToString("R", CultureInfo.InvariantCulture),
            ListValue list => List(list, type?["items"] as JsonObject, indent, key),
            MapValue map => Map(map.Map, type?["additionalProperties"] as JsonObject, indent, key),
            ResourceReferenceValue resource => Literal((resource.Id as TextValue)?.Value ?? resource.Urn),
            AssetValue { Path: { } path } => $"new FileAsset({Literal(path)})",
            AssetValue { Text: { } text } => $"new StringAsset({Literal(text)})",
            ArchiveValue { Path: { } path } => $"new FileArchive({Literal(path)})",
            _ => "null",
        };
    }

    /// <summary>Assignments of an object initializer, with its braces.</summary>
    public string Members(PropertyMap map, JsonObject? properties, int indent, string key)
    {
        var text = new StringBuilder().Append(Spaces(indent)).Append("{\n");
        foreach (var (name, value) in map.Where((_, value) => value is not (NullValue or UnknownValue)))
        {
            var spec = properties?[name] as JsonObject;
            var expression = Of(value, spec, indent + Deeper, key + CSharpNames.Capital(name));
            text.Append(Spaces(indent + Deeper)).Append(CSharpNames.Property(name, spec)).Append(" =")
                .Append(expression[0] == '\n' ? "" : " ").Append(expression).Append(",\n");
        }
        return text.Append(Spaces(indent)).Append('}').ToString();
    }

    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            literal.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        return literal.Append('"').ToString();
    }

    private string List(ListValue list, JsonObject? items, int indent, string key)
    {
        // An array needs elements of one type; the initializer of an InputList also takes outputs of the configuration.
        var mixed = list.Items.Length == 0 || list.Items.Any(item => item.ContainsSecret());
        var text = new StringBuilder(mixed ? "\n" : "new[]\n").Append(Spaces(indent)).Append("{\n");
        foreach (var item in list.Items)
            text.Append(Spaces(indent + Deeper)).Append(Of(item, items, indent + Deeper, key)).Append(",\n");
        return text.Append(Spaces(indent)).Append('}').ToString();
    }

    private string Map(PropertyMap map, JsonObject? values, int indent, string key)
    {
        var text = new StringBuilder("\n").Append(Spaces(indent)).Append("{\n");
        foreach (var (name, value) in map)
        {
            text.Append(Spaces(indent + Deeper)).Append("{ ").Append(Literal(name)).Append(", ")
                .Append(Of(value, values, indent + Deeper, key + CSharpNames.Capital(name))).Append(" },\n");
        }
        return text.Append(Spaces(indent)).Append('}').ToString();
    }

    private string Enum(PropertyValue value, JsonArray members, string token)
    {
        var wire = value switch
        {
            TextValue text => text.Value,
            NumberValue number => number.Value.ToString("R", CultureInfo.InvariantCulture),
            _ => "",
        };
        var member = members.OfType<JsonObject>().FirstOrDefault(m => m["value"]?.ToString() == wire);
        return member is null
            ? Literal(wire) // a value the schema does not know yet: the reader sees it and decides
            : $"{names.Enum(token)}.{CSharpNames.EnumMember(member, names.Enum(token).Split('.')[^1])}";
    }

    /// <summary>Secrets do not go into program text; the program asks its configuration for them.</summary>
    private string Secret(PropertyValue value, JsonObject? type, string key)
    {
        if (!SecretKeys.Contains(key)) SecretKeys.Add(key);
        var getter = value switch
        {
            BoolValue => "RequireSecretBoolean",
            NumberValue when type?["type"]?.GetValue<string>() == "integer" => "RequireSecretInt32",
            NumberValue => "RequireSecretDouble",
            ListValue or MapValue => "RequireSecretObject<dynamic>",
            _ => "RequireSecret",
        };
        return $"config.{getter}({Literal(key)})";
    }

    private JsonObject? TypeOf(string? reference) =>
        reference is not null && reference.StartsWith("#/types/", StringComparison.Ordinal)
        ? schema["types"]?[Token(reference)] as JsonObject
        : null;

    private static string Token(string reference) => Uri.UnescapeDataString(reference["#/types/".Length..]);

    private static string Spaces(int count) => new(' ', count);
}
