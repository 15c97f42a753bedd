using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalEngine.Values;

namespace LocalEngine.State;

/// <summary>
/// A snapshot as the JSON of <c>pulumi stack export</c>, version 3. Keep one instance for reading and writing the same
/// file: it remembers the cipher texts it read.
/// </summary>
internal sealed class SnapshotJson
{
    private const int Version = 3;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 4,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly FrozenSet<string> KnownFields =
        ["manifest", "secrets_providers", "resources", "pending_operations"];

    private readonly SecretsCipher cipher;
    private readonly ResourceJson resources;

    public SnapshotJson(SecretsCipher cipher)
    {
        this.cipher = cipher;
        resources = new ResourceJson(new PropertyJson(cipher.Encrypt, cipher.Decrypt));
    }

    /// <summary>How the secrets of a state file are kept, readable without being able to decrypt them.</summary>
    public static (string Type, JsonObject State)? SecretsProviderOf(string json) =>
        Deployment(json)["secrets_providers"] is JsonObject kept
        && kept["type"]?.GetValue<string>() is { Length: > 0 } type
            ? (type, kept["state"]?.DeepClone() as JsonObject ?? [])
            : null;

    /// <param name="snapshot">What to write.</param>
    /// <param name="showSecrets">Secrets in clear, for people who asked for that; never for the state file.</param>
    public string Write(Snapshot snapshot, bool showSecrets = false)
    {
        var deployment = new JsonObject { ["manifest"] = Manifest(snapshot) };
        if (cipher.Type.Length > 0)
            deployment["secrets_providers"] =
                new JsonObject { ["type"] = cipher.Type, ["state"] = cipher.State.DeepClone() };
        deployment["resources"] =
            new JsonArray([.. snapshot.Resources.Select(r => resources.ToJson(r, showSecrets))]);
        if (snapshot.PendingOperations.Length > 0)
            deployment["pending_operations"] = new JsonArray([.. snapshot.PendingOperations.Select(
                p => new JsonObject { ["resource"] = resources.ToJson(p.Resource, showSecrets), ["type"] = p.Type })]);
        foreach (var (name, value) in snapshot.OtherFields)
            deployment[name] = JsonSerializer.SerializeToNode(value);
        deployment["metadata"] ??= new JsonObject();
        return new JsonObject { ["version"] = Version, ["deployment"] = deployment }.ToJsonString(Indented) + "\n";
    }

    public Snapshot Read(string json)
    {
        var deployment = Deployment(json);
        var manifest = deployment["manifest"] as JsonObject ?? [];
        return new Snapshot
        {
            Time = ResourceJson.Time(manifest, "time") ?? default,
            Version = manifest["version"]?.GetValue<string>() ?? "",
            Magic = manifest["magic"]?.GetValue<string>() ?? "",
            Plugins = [.. Objects(manifest, "plugins").Select(p => new PluginEntry(
                Text(p, "name"), Text(p, "path"), Text(p, "type"), Text(p, "version")))],
            Resources = [.. Objects(deployment, "resources").Select(resources.FromJson)],
            PendingOperations = [.. Objects(deployment, "pending_operations").Select(p => new PendingOperation(
                resources.FromJson((JsonObject)p["resource"]!), Text(p, "type")))],
            OtherFields = deployment.Where(f => !KnownFields.Contains(f.Key)).ToImmutableSortedDictionary(
                f => f.Key, f => JsonSerializer.SerializeToElement(f.Value), StringComparer.Ordinal),
        };
    }

    private static JsonObject Deployment(string json)
    {
        JsonNode? file;
        try
        {
            file = JsonNode.Parse(json);
        }
        catch (JsonException broken)
        {
            throw new EngineException($"the state is not JSON ({broken.Message}); restore it from a backup", broken);
        }

        var version = file?["version"]?.GetValue<int>();
        if (version != Version)
            throw new EngineException(string.Create(CultureInfo.InvariantCulture,
                $"the state has version {version} and features {file?["features"]?.ToJsonString() ?? "[]"}; "
                + $"this engine reads version {Version} only"));
        return file?["deployment"] as JsonObject
            ?? throw new EngineException("the state holds no deployment; it is not an export of a stack");
    }

    private static JsonObject Manifest(Snapshot snapshot)
    {
        var manifest = new JsonObject
        {
            ["time"] = ResourceJson.Time(snapshot.Time),
            ["magic"] = snapshot.Magic,
            ["version"] = snapshot.Version,
        };
        if (snapshot.Plugins.Length > 0)
            manifest["plugins"] = new JsonArray([.. snapshot.Plugins.Select(p => new JsonObject
            {
                ["name"] = p.Name, ["path"] = p.Path, ["type"] = p.Type, ["version"] = p.Version,
            })]);
        return manifest;
    }

    private static IEnumerable<JsonObject> Objects(JsonObject json, string field) =>
        (json[field] as JsonArray ?? []).Select(item => item as JsonObject
            ?? throw new EngineException($"the state's '{field}' holds something that is no object"));

    private static string Text(JsonObject json, string field) => json[field]?.GetValue<string>() ?? "";
}
