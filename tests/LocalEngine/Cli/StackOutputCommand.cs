using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalEngine.Display;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Cli;

/// <summary><c>stack output</c>: what the program exported.</summary>
internal static class StackOutputCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(GlobalOptions global)
    {
        var name =
            new Argument<string?>("name") { Description = "One output; default all", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        var show = new Option<bool>("--show-secrets") { Description = "Print secrets in clear" };
        var command = new Command("output", "Print the outputs of the stack") { name, json, show };
        command.SetAction(parsed =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var outputs = OutputsOf(session.StateFile().Read());
            // Plain takes the wrappers off, so what follows prints the values themselves.
            if (parsed.GetValue(show)) outputs = outputs.Plain();
            workspace.Output.Write(parsed.GetValue(name) is { } one
                ? Text(One(outputs, one, session.Name), parsed.GetValue(json)) + "\n"
                : All(outputs, parsed.GetValue(json)));
        });
        return command;
    }

    private static PropertyMap OutputsOf(Snapshot? snapshot) =>
        snapshot?.Resources.FirstOrDefault(r => r.Type == Urn.StackType)?.Outputs ?? PropertyMap.Empty;

    private static PropertyValue One(PropertyMap outputs, string name, string stack) =>
        outputs.TryGetValue(name, out var value)
        ? value
        : throw new EngineException($"the stack '{stack}' has no output '{name}'; it has "
            + (outputs.Count == 0 ? "none" : string.Join(", ", outputs.Keys)));

    private static string All(PropertyMap outputs, bool json)
    {
        if (json) return Json(outputs).ToJsonString(Indented) + "\n";
        if (outputs.Count == 0) return "No output values currently in this stack\n";
        return $"Current stack outputs ({outputs.Count}):\n" + TextTable.Of(
            ["    OUTPUT", "VALUE"], [.. outputs.Select(o => new[] { $"    {o.Key}", Text(o.Value, json: false) })]);
    }

    /// <summary>Text as it is, so that scripts can use it; everything else as JSON.</summary>
    private static string Text(PropertyValue value, bool json)
    {
        var masked = Json(PropertyMap.Of(("value", value)))["value"];
        return !json && masked is JsonValue single && single.GetValueKind() == JsonValueKind.String
            ? single.GetValue<string>()
            : masked?.ToJsonString(json ? Indented : JsonSerializerOptions.Default) ?? "null";
    }

    private static JsonObject Json(PropertyMap outputs) => DigestState.Values(outputs);
}
