using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LocalEngine.Deployment;
using LocalEngine.State;

namespace LocalEngine.Cli.Import;

/// <summary>The JSON of <c>import -f</c>: Pulumi's list of resources to bring in.</summary>
internal sealed record ImportFile(
    ImmutableArray<ImportTarget> Targets, ImmutableSortedDictionary<string, string> NameTable)
{
    public static ImportFile Read(string path, string stack, string project)
    {
        if (!File.Exists(path))
            throw new EngineException($"the file {path} does not exist; name a JSON file with the resources to import");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return Read(path, json.RootElement, stack, project);
        }
        catch (JsonException e)
        {
            throw new EngineException(string.Create(CultureInfo.InvariantCulture,
                $"{path}:{e.LineNumber + 1}: not valid JSON: {e.Message}"), e);
        }
    }

    private static ImportFile Read(string path, JsonElement root, string stack, string project)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("resources", out var resources)
            || resources.ValueKind != JsonValueKind.Array)
            throw new EngineException($"{path}: there is no list 'resources'; write "
                + """{ "resources": [ { "type": "...", "name": "...", "id": "..." } ] }""");
        var names = root.TryGetProperty("nameTable", out var table) && table.ValueKind == JsonValueKind.Object
            ? table.EnumerateObject()
                .ToImmutableSortedDictionary(e => e.Name, e => e.Value.GetString() ?? "", StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;
        var entries = resources.EnumerateArray().Select((entry, at) => new ImportEntry(
            string.Create(CultureInfo.InvariantCulture, $"{path}: resources[{at}]"), entry)).ToList();
        // A resource may name another one of the file as its parent or provider.
        var known = names.SetItems(entries.Where(e => !names.ContainsKey(e.Name)).DistinctBy(e => e.Name)
            .Select(e => KeyValuePair.Create(e.Name, Urn.Create(stack, project, "", e.Type, e.Name))));
        return new ImportFile([.. entries.Select(e => e.Target(known))], names);
    }

    private sealed record ImportEntry(string Where, JsonElement Json)
    {
        public string Type => Required("type");

        public string Name => Required("name");

        public ImportTarget Target(ImmutableSortedDictionary<string, string> names)
        {
            if (Json.TryGetProperty("component", out var component) && component.ValueKind == JsonValueKind.True)
                throw new EngineException(
                    $"{Where}: '{Name}' is a component, which has nothing to import; remove the entry");
            return new ImportTarget(Type, Name, Required("id"))
            {
                Parent = Reference("parent", names),
                Provider = Reference("provider", names),
                Version = Optional("version"),
                Properties = Json.TryGetProperty("properties", out var list) && list.ValueKind == JsonValueKind.Array
                    ? [.. list.EnumerateArray().Select(p => p.GetString() ?? "")]
                    : [],
            };
        }

        private string Reference(string field, ImmutableSortedDictionary<string, string> names) =>
            Optional(field) switch
            {
                "" => "",
                var urn when Urn.IsValid(urn) => urn,
                var name when names.TryGetValue(name, out var urn) => urn,
                var name =>
                    throw new EngineException($"{Where}: the {field} '{name}' is neither in 'nameTable' nor a resource "
                    + "of the file; add it to 'nameTable' with its URN"),
            };

        private string Required(string field) => Optional(field) is { Length: > 0 } text
            ? text
            : throw new EngineException($"{Where} has no '{field}'; every resource needs type, name and id");

        private string Optional(string field)
        {
            if (Json.ValueKind != JsonValueKind.Object || !Json.TryGetProperty(field, out var value)) return "";
            return value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw new EngineException($"{Where}: '{field}' must be text");
        }
    }
}
