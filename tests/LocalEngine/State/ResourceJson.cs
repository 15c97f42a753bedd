using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalEngine.Values;

namespace LocalEngine.State;

/// <summary>One resource of the deployment JSON; empty fields are left out, unknown ones travel along.</summary>
internal sealed class ResourceJson(PropertyJson values)
{
    private static readonly FrozenSet<string> KnownFields =
    [
        "urn", "custom", "delete", "id", "type", "inputs", "outputs", "parent", "protect", "taint", "external",
        "dependencies", "initErrors", "provider", "propertyDependencies", "pendingReplacement",
        "additionalSecretOutputs", "aliases", "customTimeouts", "importID", "retainOnDelete", "deletedWith", "created",
        "modified", "ignoreChanges", "replaceOnChanges",
    ];

    public JsonObject ToJson(ResourceState resource, bool showSecrets)
    {
        var json = new JsonObject { ["urn"] = resource.Urn, ["custom"] = resource.Custom };
        Flag(json, "delete", resource.Delete);
        Text(json, "id", resource.Id);
        json["type"] = resource.Type;
        Map(json, "inputs", resource.Inputs, showSecrets);
        Map(json, "outputs", resource.Outputs, showSecrets);
        Text(json, "parent", resource.Parent);
        Flag(json, "protect", resource.Protect);
        Flag(json, "taint", resource.Taint);
        Flag(json, "external", resource.External);
        List(json, "dependencies", resource.Dependencies);
        List(json, "initErrors", resource.InitErrors);
        Text(json, "provider", resource.Provider);
        if (resource.PropertyDependencies.Count > 0)
            json["propertyDependencies"] = new JsonObject(resource.PropertyDependencies.Select(
                p => KeyValuePair.Create(p.Key, (JsonNode?)Array(p.Value))));
        Flag(json, "pendingReplacement", resource.PendingReplacement);
        List(json, "additionalSecretOutputs", resource.AdditionalSecretOutputs);
        List(json, "aliases", resource.Aliases);
        if (resource.CustomTimeouts != CustomTimeouts.None)
            json["customTimeouts"] = Timeouts(resource.CustomTimeouts);
        Text(json, "importID", resource.ImportId);
        Flag(json, "retainOnDelete", resource.RetainOnDelete);
        Text(json, "deletedWith", resource.DeletedWith);
        Text(json, "created", Time(resource.Created));
        Text(json, "modified", Time(resource.Modified));
        List(json, "ignoreChanges", resource.IgnoreChanges);
        List(json, "replaceOnChanges", resource.ReplaceOnChanges);
        foreach (var (name, value) in resource.OtherFields)
            json[name] = JsonSerializer.SerializeToNode(value);
        return json;
    }

    public ResourceState FromJson(JsonObject json) => new()
    {
        Urn = Text(json, "urn"),
        Type = Text(json, "type"),
        Custom = Flag(json, "custom"),
        Delete = Flag(json, "delete"),
        Id = Text(json, "id"),
        Inputs = values.FromJson(json["inputs"] as JsonObject),
        Outputs = values.FromJson(json["outputs"] as JsonObject),
        Parent = Text(json, "parent"),
        Protect = Flag(json, "protect"),
        Taint = Flag(json, "taint"),
        External = Flag(json, "external"),
        Dependencies = List(json["dependencies"]),
        InitErrors = List(json["initErrors"]),
        Provider = Text(json, "provider"),
        PropertyDependencies = (json["propertyDependencies"] as JsonObject ?? []).ToImmutableSortedDictionary(
            p => p.Key, p => List(p.Value), StringComparer.Ordinal),
        PendingReplacement = Flag(json, "pendingReplacement"),
        AdditionalSecretOutputs = List(json["additionalSecretOutputs"]),
        Aliases = List(json["aliases"]),
        CustomTimeouts = json["customTimeouts"] is JsonObject timeouts
            ? new(Seconds(timeouts, "create"), Seconds(timeouts, "update"), Seconds(timeouts, "delete"),
                Seconds(timeouts, "read"))
            : CustomTimeouts.None,
        ImportId = Text(json, "importID"),
        RetainOnDelete = Flag(json, "retainOnDelete"),
        DeletedWith = Text(json, "deletedWith"),
        Created = Time(json, "created"),
        Modified = Time(json, "modified"),
        IgnoreChanges = List(json["ignoreChanges"]),
        ReplaceOnChanges = List(json["replaceOnChanges"]),
        OtherFields = json.Where(f => !KnownFields.Contains(f.Key)).ToImmutableSortedDictionary(
            f => f.Key, f => JsonSerializer.SerializeToElement(f.Value), StringComparer.Ordinal),
    };

    public static string Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture) ?? "";

    public static DateTimeOffset? Time(JsonObject json, string field) =>
        DateTimeOffset.TryParse(Text(json, field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : null;

    private void Map(JsonObject json, string field, PropertyMap map, bool showSecrets)
    {
        if (map.Count > 0)
            json[field] = values.ToJson(map, showSecrets);
    }

    private static void Flag(JsonObject json, string field, bool value)
    {
        if (value)
            json[field] = true;
    }

    private static void Text(JsonObject json, string field, string value)
    {
        if (value.Length > 0)
            json[field] = value;
    }

    private static void List(JsonObject json, string field, ImmutableArray<string> items)
    {
        if (items.Length > 0)
            json[field] = Array(items);
    }

    private static JsonArray Array(ImmutableArray<string> items) => new([.. items.Select(i => JsonValue.Create(i))]);

    private static JsonObject Timeouts(CustomTimeouts timeouts)
    {
        var json = new JsonObject();
        foreach (var (name, seconds) in new[]
                 {
                     ("create", timeouts.Create), ("update", timeouts.Update), ("delete", timeouts.Delete),
                     ("read", timeouts.Read),
                 })
            if (seconds > 0)
                json[name] = seconds;
        return json;
    }

    private static bool Flag(JsonObject json, string field) => json[field]?.GetValue<bool>() ?? false;

    private static string Text(JsonObject json, string field) => json[field]?.GetValue<string>() ?? "";

    private static double Seconds(JsonObject json, string field) => json[field]?.GetValue<double>() ?? 0;

    private static ImmutableArray<string> List(JsonNode? json) =>
        [.. (json as JsonArray ?? []).Select(i => i?.GetValue<string>() ?? "")];
}
