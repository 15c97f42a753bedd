using System.Globalization;
using System.Text;
using System.Text.Json;
using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>Values of a schema as C# expressions.</summary>
internal static class Literals
{
    public static string Text(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in value)
        {
            literal.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }
        return literal.Append('"').ToString();
    }

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.TryGetInt64(out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => Text(value.GetString()!),
    };

    public static string Obsolete(string message) => $"[Obsolete(@\"{message.Replace("\"", "\"\"")}\")]";
}

/// <summary>What a property is set to when nobody sets it.</summary>
internal sealed class Defaults(Package package, TypeNames types)
{
    public static bool Has(Property property) => property.Default is not null || property.Environment.Count > 0;

    /// <summary>The expression: the environment first, then the default.</summary>
    public string Of(Property property, TypeUse use)
    {
        var value = property.Default is { } given ? Value(property, given, use) : null;
        if (property.Environment.Count == 0)
            return value!;
        var names = string.Join(", ", property.Environment.Select(Literals.Text));
        var environment = $"Utilities.GetEnv{Suffix(property, use)}({names})";
        return value is null ? environment : $"{environment} ?? {value}";
    }

    /// <summary>The expression for one value of the property's type: a member for an enum.</summary>
    public string Value(Property property, JsonElement value, TypeUse use)
    {
        if (property.Type is not EnumReference reference || use == TypeUse.Config)
            return Literals.Of(value);
        var definition = package.Enums.First(candidate => candidate.Token == reference.Token);
        var member = definition.Members.FirstOrDefault(candidate => JsonElement.DeepEquals(candidate.Value, value))
            ?? throw new SchemaException(property.Path, $"{value.GetRawText()} is no value of '{reference.Token}'");
        var typeName = PackageNames.ClassOf(reference.Token, reference.Token);
        return $"{types.Full(reference.Token)}.{Identifiers.EnumMember(member.Name, typeName)}";
    }

    private static string Suffix(Property property, TypeUse use) => property.Type switch
    {
        PrimitiveType { Kind: Primitive.Boolean } => "Boolean",
        PrimitiveType { Kind: Primitive.Integer } => "Int32",
        PrimitiveType { Kind: Primitive.Number } => "Double",
        PrimitiveType { Kind: Primitive.String } => "",
        EnumReference { Kind: Primitive.String } when use == TypeUse.Config => "",
        UnionType union when union.Members.Any(member => member is PrimitiveType { Kind: Primitive.String }) => "",
        _ => throw new SchemaException(
            $"{property.Path}/defaultInfo", "only booleans, numbers and strings can come from the environment"),
    };
}
