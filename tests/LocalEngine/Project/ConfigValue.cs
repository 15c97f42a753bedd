using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalEngine.Project;

/// <summary>A configuration value as programs receive it: text, or the JSON text of an object or a list.</summary>
internal sealed record ConfigValue(string Text, bool Secret = false, bool Structured = false)
{
    /// <summary>A record prints its members; a secret one must not.</summary>
    public override string ToString() => Secret ? "[secret]" : Text;

    public static bool IsSecure(YamlNode node) => SecureText(node) is not null;

    /// <summary>Reads a value of a stack or project file; <c>secure:</c> values may stand at any depth and make the
    /// whole value secret.</summary>
    public static ConfigValue Read(YamlFile file, YamlNode node, Func<string, string> decrypt)
    {
        if (SecureText(node) is { } ciphertext) return new ConfigValue(decrypt(ciphertext), Secret: true);
        if (node is YamlScalarNode scalar) return new ConfigValue(YamlFile.IsNull(node) ? "" : scalar.Value ?? "");
        var secret = false;
        var json = ToJson(file, node, text =>
        {
            secret = true;
            return decrypt(text);
        });
        return new ConfigValue(json?.ToJsonString() ?? "null", secret, Structured: true);
    }

    private static string? SecureText(YamlNode node) =>
        node is YamlMappingNode { Children.Count: 1 } mapping
        && mapping.Children.First() is
        {
            Key: YamlScalarNode { Value: "secure" },
            Value: YamlScalarNode { Value: { } text }
        }
            ? text
            : null;

    private static JsonNode? ToJson(YamlFile file, YamlNode node, Func<string, string> decrypt) => node switch
    {
        _ when SecureText(node) is { } ciphertext => JsonValue.Create(decrypt(ciphertext)),
        YamlScalarNode scalar => ScalarToJson(scalar),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => ToJson(file, item, decrypt))]),
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(entry =>
            KeyValuePair.Create(file.Key(entry.Key), ToJson(file, entry.Value, decrypt)))),
        _ => throw file.Error(node, "a value must be text, a list or a mapping"),
    };

    private static JsonValue? ScalarToJson(YamlScalarNode scalar)
    {
        if (YamlFile.IsNull(scalar)) return null;
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        if (bool.TryParse(text, out var flag)) return JsonValue.Create(flag);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
