using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalEngine.Values;

/// <summary>
/// Values as the state file keeps them. A secret is one cipher text of its JSON; an untouched secret keeps the cipher
/// text it was read with, so states stay comparable from run to run.
/// </summary>
internal sealed class PropertyJson(Func<string, string> encrypt, Func<string, string> decrypt)
{
    private readonly ConditionalWeakTable<SecretValue, string> cipherTexts = [];

    public JsonObject ToJson(PropertyMap map, bool showSecrets = false)
    {
        var json = new JsonObject();
        foreach (var (name, value) in map)
            json.Add(name, ToJson(value, showSecrets));
        return json;
    }

    public PropertyMap FromJson(JsonObject? json) => json is null
        ? PropertyMap.Empty
        : PropertyMap.From(json.Select(e => KeyValuePair.Create(e.Key, FromJson(e.Value))));

    private JsonNode? ToJson(PropertyValue value, bool showSecrets) => value switch
    {
        NullValue => null,
        BoolValue b => JsonValue.Create(b.Value),
        NumberValue n => JsonValue.Create(n.Value),
        TextValue t => JsonValue.Create(t.Value),
        ListValue list => new JsonArray([.. list.Items.Select(item => ToJson(item, showSecrets))]),
        MapValue map => ToJson(map.Map, showSecrets),
        SecretValue secret => SecretToJson(secret, showSecrets),
        OutputValue output => ToJson(output.WithoutOrigins(), showSecrets),
        ResourceReferenceValue r => Marked(
            Signatures.ResourceReference, ("urn", r.Urn), ("id", (r.Id as TextValue)?.Value), ("name", Filled(r.Name)),
            ("type", Filled(r.Type)), ("packageVersion", Filled(r.PackageVersion))),
        AssetValue a => Marked(Signatures.Asset, ("hash", a.Hash), ("text", a.Text), ("path", a.Path), ("uri", a.Uri)),
        ArchiveValue a => ArchiveToJson(a, showSecrets),
        UnknownValue => throw new EngineException("an unknown value cannot be kept in the state"),
        _ => throw new InvalidOperationException($"no state form for a {value.GetType().Name}"),
    };

    private JsonObject SecretToJson(SecretValue secret, bool showSecrets)
    {
        if (showSecrets)
            return Marked(Signatures.Secret, ("plaintext", PlainText(secret)));
        var cipherText = cipherTexts.GetValue(secret, s => encrypt(PlainText(s)));
        return Marked(Signatures.Secret, ("ciphertext", cipherText));
    }

    private string PlainText(SecretValue secret) =>
        ToJson(secret.Value.Plain(), showSecrets: true)?.ToJsonString() ?? "null";

    private JsonObject ArchiveToJson(ArchiveValue archive, bool showSecrets)
    {
        var json = Marked(Signatures.Archive, ("hash", archive.Hash), ("path", archive.Path), ("uri", archive.Uri));
        if (archive.Assets is { } assets)
            json.Add("assets", ToJson(assets, showSecrets));
        return json;
    }

    private PropertyValue FromJson(JsonNode? json) => json switch
    {
        null => PropertyValue.Null,
        JsonArray list => PropertyValue.Of(list.Select(FromJson)),
        JsonObject map when map.TryGetPropertyValue(Signatures.Key, out var mark) => FromMarked(map, $"{mark}"),
        JsonObject map => PropertyValue.Of(FromJson(map)),
        _ => json.GetValueKind() switch
        {
            JsonValueKind.True => PropertyValue.Of(true),
            JsonValueKind.False => PropertyValue.Of(false),
            JsonValueKind.Number => PropertyValue.Of(json.GetValue<double>()),
            _ => PropertyValue.Of(json.GetValue<string>()),
        },
    };

    private PropertyValue FromMarked(JsonObject map, string mark) => mark switch
    {
        Signatures.Secret => SecretFromJson(map),
        Signatures.ResourceReference => new ResourceReferenceValue(
            Text(map, "urn") ?? throw new EngineException("the state holds a resource reference without a URN"),
            Text(map, "id") is { } id ? PropertyValue.Of(id) : null,
            Text(map, "name") ?? "", Text(map, "type") ?? "", Text(map, "packageVersion") ?? ""),
        Signatures.Asset => new AssetValue(
            Text(map, "text"), Text(map, "path"), Text(map, "uri"), Text(map, "hash") ?? ""),
        Signatures.Archive => new ArchiveValue(
            map["assets"] is JsonObject assets ? FromJson(assets) : null,
            Text(map, "path"), Text(map, "uri"), Text(map, "hash") ?? ""),
        _ => throw new EngineException($"the state holds a value with the unrecognised signature '{mark}'"),
    };

    private SecretValue SecretFromJson(JsonObject map)
    {
        if (Text(map, "plaintext") is { } plain)
            return new SecretValue(FromJson(JsonNode.Parse(plain)));
        var cipherText = Text(map, "ciphertext")
            ?? throw new EngineException("the state holds a secret with neither ciphertext nor plaintext");
        var secret = new SecretValue(FromJson(JsonNode.Parse(decrypt(cipherText))));
        cipherTexts.Add(secret, cipherText);
        return secret;
    }

    private static string? Text(JsonObject map, string field) => map[field]?.GetValue<string>();

    private static string? Filled(string text) => text.Length > 0 ? text : null;

    private static JsonObject Marked(string signature, params ReadOnlySpan<(string Name, string? Text)> fields)
    {
        var json = new JsonObject { [Signatures.Key] = signature };
        foreach (var (name, text) in fields)
            if (text is not null)
                json.Add(name, text);
        return json;
    }
}
