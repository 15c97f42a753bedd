using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace LocalEngine.Project;

/// <summary>The type a project declares for a configuration key.</summary>
internal sealed record ConfigType(string Name, ConfigType? Items = null)
{
    private static readonly string[] Names = ["string", "boolean", "integer", "number", "array", "object"];

    public static ConfigType Read(YamlFile file, YamlNode type, YamlNode? items)
    {
        var name = file.Scalar(type, "'type'");
        if (!Names.Contains(name))
            throw file.Error(type, $"'{name}' is not a configuration type; use one of {string.Join(", ", Names)}");
        if (items is null) return new ConfigType(name);
        if (name != "array") throw file.Error(items, "'items' belongs to an array; remove it or write 'type: array'");
        var mapping = file.Mapping(items, "'items'");
        var element = YamlFile.Find(mapping, "type")
            ?? throw file.Error(items, "'items' has no 'type'; write the type of an element");
        return new ConfigType(name, Read(file, element, YamlFile.Find(mapping, "items")));
    }

    public bool Accepts(ConfigValue value) => Name switch
    {
        "string" => !value.Structured,
        "array" or "object" => TryParse(value.Text) is { } json && AcceptsJson(json),
        _ => !value.Structured && AcceptsText(value.Text),
    };

    public override string ToString() => Items is null ? Name : $"{Name}<{Items}>";

    private bool AcceptsText(string text) => Name switch
    {
        "boolean" => bool.TryParse(text, out _),
        "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
    };

    private bool AcceptsJson(JsonNode? json) => (Name, json) switch
    {
        ("array", JsonArray list) => Items is null || list.All(Items.AcceptsJson),
        ("object", JsonObject) => true,
        ("array" or "object", _) => false,
        ("string", JsonValue value) => value.GetValueKind() == System.Text.Json.JsonValueKind.String,
        (_, JsonValue value) => AcceptsText(value.ToString()),
        _ => false,
    };

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // not JSON: the value simply is not of this type, and the caller names it
        }
    }
}
