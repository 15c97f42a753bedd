using System.CommandLine;
using LocalEngine.State;

namespace LocalEngine.Cli;

/// <summary><c>stack init | ls | rm</c>.</summary>
internal static class StackCommands
{
    public static Command Create(GlobalOptions global) => new("stack", "Manage the stacks of the project")
    {
        Init(global), List(global), Remove(global),
        StackOutputCommand.Create(global), StackTransfer.Export(global), StackTransfer.Import(global),
    };

    private static Command Init(GlobalOptions global)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Name of the new stack; default --stack",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("init", "Create a stack") { name };
        command.SetAction(parsed =>
        {
            var workspace = global.Open(parsed);
            var stack = Workspace.Checked(parsed.GetValue(name) ?? workspace.GivenStack
                ?? throw new EngineException("the new stack has no name; write 'LocalEngine stack init dev'"));
            if (workspace.Stacks.Contains(stack))
                throw new EngineException($"the stack '{stack}' exists already; use it with --stack {stack}");
            using var session = new StackSession(
                workspace.Project, stack, workspace.Backend.StateFile(workspace.Project.Name, stack));
            session.StateFile().Write(Snapshot.Empty with { Time = TimeProvider.System.GetUtcNow() });
            workspace.Terminal.Line($"Created stack '{stack}'");
        });
        return command;
    }

    private static Command List(GlobalOptions global)
    {
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        var command = new Command("ls", "List the stacks of the project") { json };
        command.SetAction(parsed =>
        {
            var workspace = global.Open(parsed);
            var rows = workspace.Stacks.Select(stack =>
            {
                var path = workspace.Backend.StateFile(workspace.Project.Name, stack);
                return new StackListing(stack, StackListing.CountResources(path));
            }).ToList();
            if (parsed.GetValue(json)) workspace.Output.WriteLine(StackListing.Json(rows));
            else workspace.Output.Write(StackListing.Table(rows));
        });
        return command;
    }

    private static Command Remove(GlobalOptions global)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Stack to remove; default --stack",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var force = new Option<bool>("--force", "-f") { Description = "Forget the stack although it holds resources" };
        var preserve = new Option<bool>("--preserve-config") { Description = "Keep Pulumi.<stack>.yaml" };
        var command = new Command("rm", "Remove a stack and its configuration") { name, force, preserve };
        command.Options.Add(DeploymentOptions.ImpliedYes());
        command.SetAction(parsed =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack(parsed.GetValue(name));
            using (StackLock.Take(session.StatePath, session.Name))
            {
                var count = StackListing.CountResources(session.StatePath);
                if (count > 0 && !parsed.GetValue(force))
                    throw new EngineException($"the stack '{session.Name}' still holds {count} resource(s); run "
                        + $"'LocalEngine destroy --stack {session.Name}' first, or forget them with --force");
                File.Delete(session.StatePath);
                if (!parsed.GetValue(preserve)) File.Delete(session.Config.Path);
            }
            workspace.Terminal.Line($"Stack '{session.Name}' has been removed");
        });
        return command;
    }
}
