using System.CommandLine;
using LocalEngine.State;

namespace LocalEngine.Cli;

/// <summary><c>stack export</c> and <c>stack import</c>: the state as Pulumi's deployment JSON.</summary>
internal static class StackTransfer
{
    public static Command Export(GlobalOptions global)
    {
        var file =
            new Option<string?>("--file") { Description = "Write here instead of standard output", HelpName = "FILE" };
        var show = new Option<bool>("--show-secrets") { Description = "Write secrets in clear" };
        var command = new Command("export", "Write the state of the stack as JSON") { file, show };
        command.SetAction(parsed =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var text = File.ReadAllText(session.StatePath);
            if (parsed.GetValue(show))
            {
                var json = new SnapshotJson(session.StateCipher());
                text = json.Write(json.Read(text), showSecrets: true);
            }
            if (parsed.GetValue(file) is { } path) File.WriteAllText(path, text);
            else workspace.Output.Write(text);
        });
        return command;
    }

    public static Command Import(GlobalOptions global)
    {
        var file =
            new Option<string?>("--file") { Description = "Read here instead of standard input", HelpName = "FILE" };
        var force = new Option<bool>("--force", "-f") { Description = "Accept resources of another stack or project" };
        var command = new Command("import", "Replace the state of the stack by an exported one") { file, force };
        command.SetAction(async (parsed, cancel) =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var where = parsed.GetValue(file);
            if (where is not null && !File.Exists(where))
                throw new EngineException($"the file {where} does not exist; name an exported state with --file");
            var text = where is null
                ? await Console.In.ReadToEndAsync(cancel)
                : await File.ReadAllTextAsync(where, cancel);
            var name = where ?? "the imported state";
            if (string.IsNullOrWhiteSpace(text))
                throw new EngineException($"{name} is empty; give the JSON that 'stack export' wrote");
            var snapshot = new SnapshotJson(session.CipherOf(text, name)).Read(text);
            if (!parsed.GetValue(force)) CheckStack(snapshot, session);
            // A writer of its own: it has read nothing, so every secret is encrypted anew for this stack.
            using (StackLock.Take(session.StatePath, session.Name))
                new StateFile(session.StatePath, session.StateCipher()).Write(snapshot);
            workspace.Terminal.Line(
                $"Import complete: {snapshot.Resources.Length} resource(s) in stack '{session.Name}'");
        });
        return command;
    }

    private static void CheckStack(Snapshot snapshot, StackSession session)
    {
        foreach (var resource in snapshot.Resources.Where(r => Urn.IsValid(r.Urn)))
        {
            if (Urn.StackOf(resource.Urn) == session.Name
                && Urn.ProjectOf(resource.Urn) == session.Project.Name) continue;
            throw new EngineException($"{resource.Urn} belongs to stack '{Urn.StackOf(resource.Urn)}' of project "
                + $"'{Urn.ProjectOf(resource.Urn)}', not to '{session.Name}' of '{session.Project.Name}'; choose the "
                + "stack with --stack or take it nevertheless with --force");
        }
    }
}
