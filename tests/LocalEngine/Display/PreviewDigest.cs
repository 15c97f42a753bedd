using System.Text.Json;
using System.Text.Json.Nodes;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.Values;

namespace LocalEngine.Display;

/// <summary>The one JSON document of <c>preview --json</c>, in the shape of Pulumi's own. Secrets are masked.</summary>
internal static class PreviewDigest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Text(DeploymentView view, IEnumerable<KeyValuePair<string, string>> config) =>
        Of(view, config).ToJsonString(Indented);

    public static JsonObject Of(DeploymentView view, IEnumerable<KeyValuePair<string, string>> config)
    {
        var digest = new JsonObject
        {
            ["config"] = new JsonObject(config.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
            ["steps"] = new JsonArray([.. view.Finished.Select(Step)]),
        };
        var diagnostics = view.Rows.SelectMany(row => row.Diagnostics.Select(d => Message(row.Urn, d))).ToArray();
        if (diagnostics.Length > 0) digest["diagnostics"] = new JsonArray([.. diagnostics]);
        if (view.Result is { } result)
        {
            digest["duration"] = result.Duration.Ticks * TimeSpan.NanosecondsPerTick;
            if (result.MayBeCorrupt) digest["maybeCorrupt"] = true;
        }
        digest["changeSummary"] = new JsonObject(SummaryLines.Counts(view).OrderBy(c => c.Key)
            .Select(c => KeyValuePair.Create(c.Key.Name(), (JsonNode?)c.Value)));
        return digest;
    }

    private static JsonObject Step(ResourceStep step)
    {
        var json = new JsonObject { ["op"] = step.Op.Name(), ["urn"] = step.Urn };
        if ((step.New ?? step.Old)?.Provider is { Length: > 0 } provider) json["provider"] = provider;
        if (step.Old is { } old) json["oldState"] = DigestState.Of(old);
        if (step.New is { } now) json["newState"] = DigestState.Of(now);
        if (!step.ChangedKeys.IsDefaultOrEmpty) json["diffReasons"] = Names(step.ChangedKeys);
        if (!step.ReplaceKeys.IsDefaultOrEmpty) json["replaceReasons"] = Names(step.ReplaceKeys);
        json["detailedDiff"] = step.DetailedDiff is { } detail
            ? new JsonObject(detail.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)new JsonObject
            {
                ["kind"] = Kind(d.Value.Kind),
                ["inputDiff"] = d.Value.InputDiff,
            })))
            : null;
        return json;
    }

    private static JsonObject Message(string urn, Diagnostic diagnostic) => new()
    {
        ["urn"] = urn,
        ["message"] = ColorTags.Strip(diagnostic.Message),
        ["severity"] = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        },
    };

    private static string Kind(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Add => "add",
        DifferenceKind.AddReplace => "add-replace",
        DifferenceKind.Delete => "delete",
        DifferenceKind.DeleteReplace => "delete-replace",
        DifferenceKind.Update => "update",
        _ => "update-replace",
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode?)name)]);
}
