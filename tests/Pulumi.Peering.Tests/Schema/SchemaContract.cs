using System.Text.Json.Nodes;

namespace Peering.Tests.Schema;

/// <summary>What programs and states written for one schema lose with a later one.</summary>
internal static class SchemaContract
{
    private const string Removed = ": removed";
    private const string Retyped = ": has another type";

    private delegate IEnumerable<string> Compare(JsonNode? before, JsonNode? after, string path);

    public static IReadOnlyList<string> Breaks(JsonNode before, JsonNode after) =>
    [
        .. Inputs(before["config"], after["config"], "config", "variables", "defaults"),
        .. Inputs(before["provider"], after["provider"], "provider", "inputProperties", "requiredInputs"),
        .. Entries(before, after, "resources", Resource),
        .. Entries(before, after, "functions", Function),
        .. Entries(before, after, "types", Type),
    ];

    /// <summary>A major version may break, and before 1.0 a minor one.</summary>
    public static bool MayBreak(string before, string after)
    {
        var (old, now) = (Version.Parse(before.Split('-')[0]), Version.Parse(after.Split('-')[0]));
        return now.Major > old.Major || (old.Major == 0 && now.Major == 0 && now.Minor > old.Minor);
    }

    private static IEnumerable<string> Resource(JsonNode? before, JsonNode? after, string path) =>
    [
        .. Inputs(before, after, path, "inputProperties", "requiredInputs"),
        .. Outputs(before, after, path),
        .. Inputs(before?["listInputs"], after?["listInputs"], $"{path}/listInputs", "properties", "required"),
    ];

    private static IEnumerable<string> Function(JsonNode? before, JsonNode? after, string path) =>
    [
        .. Inputs(before?["inputs"], after?["inputs"], $"{path}/inputs", "properties", "required"),
        .. Outputs(before?["outputs"], after?["outputs"], $"{path}/outputs"),
    ];

    /// <summary>A type may be an input here and an output there, so it may neither ask for more nor promise less.</summary>
    private static IEnumerable<string> Type(JsonNode? before, JsonNode? after, string path) =>
    [
        .. Inputs(before, after, path, "properties", "required"),
        .. Outputs(before, after, path).Where(broken => !broken.EndsWith(Removed, StringComparison.Ordinal)
            && !broken.Contains(Retyped, StringComparison.Ordinal)),
        .. Text(before?["type"]) == Text(after?["type"]) ? [] : (string[])[$"{path}{Retyped}"],
        .. Values(before).Except(Values(after)).Select(value => $"{path}/{value}{Removed}"),
    ];

    private static IEnumerable<string> Inputs(JsonNode? before, JsonNode? after, string path, string properties, string required)
    {
        var (was, now) = (Names(before?[required]), Names(after?[required]));
        foreach (var broken in Properties(before?[properties], after?[properties], $"{path}/{properties}"))
        {
            yield return broken;
        }

        foreach (var name in now.Except(was))
        {
            yield return $"{path}/{properties}/{name}: became required";
        }

        foreach (var (name, old, later) in Both(before?[properties], after?[properties]))
        {
            if (Replaces(later) && !Replaces(old))
            {
                yield return $"{path}/{properties}/{name}: a change of it replaces now";
            }

            if (!JsonNode.DeepEquals(old["default"], later["default"]))
            {
                yield return $"{path}/{properties}/{name}: has another default";
            }
        }
    }

    private static IEnumerable<string> Outputs(JsonNode? before, JsonNode? after, string path) =>
    [
        .. Properties(before?["properties"], after?["properties"], $"{path}/properties"),
        .. Names(before?["required"]).Except(Names(after?["required"]))
            .Where(name => after?["properties"]?[name] is not null)
            .Select(name => $"{path}/properties/{name}: is not always there any more"),
    ];

    private static IEnumerable<string> Properties(JsonNode? before, JsonNode? after, string path)
    {
        foreach (var name in Keys(before).Except(Keys(after)))
        {
            yield return $"{path}/{name}{Removed}";
        }

        foreach (var (name, old, later) in Both(before, after))
        {
            if (TypeOf(old) != TypeOf(later))
            {
                yield return $"{path}/{name}{Retyped}";
            }

            if (old["secret"] is not null && later["secret"] is null)
            {
                yield return $"{path}/{name}: is not secret any more";
            }
        }
    }

    private static IEnumerable<string> Entries(JsonNode before, JsonNode after, string part, Compare compare) =>
    [
        .. Keys(before[part]).Except(Keys(after[part])).Select(token => $"{part}/{token}{Removed}"),
        .. Both(before[part], after[part]).SelectMany(entry => compare(entry.Old, entry.New, $"{part}/{entry.Name}")),
    ];

    private static IEnumerable<(string Name, JsonNode Old, JsonNode New)> Both(JsonNode? before, JsonNode? after) =>
        Keys(before).Intersect(Keys(after)).Select(name => (name, before![name]!, after![name]!));

    private static string TypeOf(JsonNode property) =>
        $"{property["type"]} {property["$ref"]} {property["items"]?.ToJsonString()} {property["additionalProperties"]?.ToJsonString()}";

    private static bool Replaces(JsonNode property) =>
        property["willReplaceOnChanges"] is not null || property["replaceOnChanges"] is not null;

    private static IEnumerable<string> Keys(JsonNode? node) => node?.AsObject().Select(entry => entry.Key) ?? [];

    private static HashSet<string> Names(JsonNode? node) => [.. node?.AsArray().Select(name => name!.GetValue<string>()) ?? []];

    private static IEnumerable<string> Values(JsonNode? type) =>
        type?["enum"]?.AsArray().Select(one => $"{one!["name"]} = {one["value"]}") ?? [];

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "";
}
