using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalEngine.Project;
using LocalEngine.Values;

namespace LocalEngine.Cli;

/// <summary><c>config set | get | rm | list</c>; <c>config</c> alone lists.</summary>
internal static class ConfigCommands
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(GlobalOptions global)
    {
        var command = List(global, "config", "Manage the configuration of the stack");
        command.Subcommands.Add(Set(global));
        command.Subcommands.Add(Get(global));
        command.Subcommands.Add(Remove(global));
        command.Subcommands.Add(List(global, "list", "List the configuration of the stack"));
        return command;
    }

    private static Command Set(GlobalOptions global)
    {
        var key = Key();
        var value = new Argument<string?>("value")
        {
            Description = "The value; read from standard input when it is missing",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var secret = new Option<bool>("--secret") { Description = "Encrypt the value" };
        var plaintext = new Option<bool>("--plaintext") { Description = "Keep the value in clear (the default)" };
        var command = new Command("set", "Set a configuration value") { key, value, secret, plaintext };
        command.SetAction(async (parsed, cancel) =>
        {
            using var session = global.Open(parsed).Stack();
            var name = ConfigKey.Parse(parsed.GetRequiredValue(key), session.Project.Name);
            if (parsed.GetValue(secret) && parsed.GetValue(plaintext))
                throw new EngineException("--secret and --plaintext exclude each other; give one");
            var text = parsed.GetValue(value) ?? (await Console.In.ReadToEndAsync(cancel)).TrimEnd('\n', '\r');
            if (parsed.GetValue(secret)) session.Config.Set(name, session.ConfigCipher().Encrypt(text), secure: true);
            else session.Config.Set(name, text, secure: false);
        });
        return command;
    }

    private static Command Get(GlobalOptions global)
    {
        var key = Key();
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        var command = new Command("get", "Print one configuration value in clear") { key, json };
        command.SetAction(parsed =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var name = ConfigKey.Parse(parsed.GetRequiredValue(key), session.Project.Name);
            if (Find(session, name) is not { } value)
                throw new EngineException($"the configuration key '{name}' is not set for stack '{session.Name}'; "
                    + $"run 'LocalEngine config set {name} <value>'");
            workspace.Output.WriteLine(
                parsed.GetValue(json) ? Entry(value, show: true).ToJsonString(Indented) : value.Text);
        });
        return command;
    }

    private static Command Remove(GlobalOptions global)
    {
        var key = Key();
        var command = new Command("rm", "Remove a configuration value") { key };
        command.SetAction(parsed =>
        {
            using var session = global.Open(parsed).Stack();
            var name = ConfigKey.Parse(parsed.GetRequiredValue(key), session.Project.Name);
            if (!session.Config.Remove(name))
                throw new EngineException($"the configuration key '{name}' is not set for stack '{session.Name}'; "
                    + "'LocalEngine config' lists those that are");
        });
        return command;
    }

    private static Command List(GlobalOptions global, string name, string description)
    {
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        var show = new Option<bool>("--show-secrets") { Description = "Print secrets in clear" };
        var command = new Command(name, description) { json, show };
        command.SetAction(parsed =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var clear = parsed.GetValue(show);
            var values = All(session, clear);
            workspace.Output.Write(parsed.GetValue(json)
                ? new JsonObject(
                    values.Select(v => KeyValuePair.Create(v.Key.ToString(), (JsonNode?)Entry(v.Value, clear))))
                    .ToJsonString(Indented) + "\n"
                : TextTable.Of(["KEY", "VALUE"],
                    [.. values.Select(v => new[] { v.Key.ToString(), Shown(v.Value, clear) })]));
        });
        return command;
    }

    private static Argument<string> Key() => new("key") { Description = "name (of the project) or namespace:name" };

    private static ConfigValue? Find(StackSession session, ConfigKey key)
    {
        if (session.Config.Nodes().TryGetValue(key, out var node))
            return session.Config.Read(node, text => session.ConfigCipher().Decrypt(text));
        return session.Project.Config.FirstOrDefault(c => c.Key == key)?.Default;
    }

    /// <summary>
    /// The stack's own values and the project's defaults; without the passphrase unless secrets are shown.
    /// </summary>
    private static SortedDictionary<ConfigKey, ConfigValue> All(StackSession session, bool show)
    {
        var values = new SortedDictionary<ConfigKey, ConfigValue>(ConfigKey.Order);
        foreach (var declared in session.Project.Config)
            if (declared.Default is { } preset)
                values[declared.Key] = preset with { Secret = preset.Secret || declared.Secret };
        foreach (var (key, node) in session.Config.Nodes())
            values[key] = session.Config.Read(node, text => show ? session.ConfigCipher().Decrypt(text) : "");
        return values;
    }

    private static string Shown(ConfigValue value, bool show) =>
        value.Secret && !show ? PropertyText.HiddenSecret : value.Text;

    private static JsonObject Entry(ConfigValue value, bool show)
    {
        var json = new JsonObject();
        if (!value.Secret || show) json["value"] = value.Text;
        json["secret"] = value.Secret;
        return json;
    }
}
