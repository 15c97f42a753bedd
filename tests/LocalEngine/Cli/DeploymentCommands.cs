using System.CommandLine;
using LocalEngine.Deployment;
using LocalEngine.Events;

namespace LocalEngine.Cli;

/// <summary><c>preview</c>, <c>up</c>, <c>refresh</c>, <c>destroy</c>.</summary>
internal static class DeploymentCommands
{
    public static Command Preview(GlobalOptions global)
    {
        var options = new DeploymentOptions();
        var command = new Command("preview", "Show what an update would do")
        {
            options.Diff, options.Json, options.Refresh, options.NoBuild, options.Replace, options.ExpectNoChanges,
        };
        command.Aliases.Add("pre");
        command.SetAction(async (parsed, cancel) =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var run = new DeploymentRun(workspace, session, parsed.GetValue(options.Diff));
            var request = await options.UpdateAsync(run, parsed, cancel) with { Preview = true };
            var result = parsed.GetValue(options.Json)
                ? await run.DigestAsync(request, cancel)
                : await run.ShowAsync(request, cancel);
            if (!result.Succeeded) return 1;
            var changes = result.Changes.Where(c => c.Key.IsChange()).Sum(c => c.Value);
            return changes > 0 && parsed.GetValue(options.ExpectNoChanges)
                ? throw new EngineException($"no changes were expected, but {changes} would be made")
                : 0;
        });
        return command;
    }

    public static Command Up(GlobalOptions global)
    {
        var options = new DeploymentOptions();
        var command = new Command("up", "Create, update and delete resources as the program says")
        {
            options.Diff, options.SkipPreview, options.Refresh, options.NoBuild, options.Replace,
            DeploymentOptions.ImpliedYes(),
        };
        command.Aliases.Add("update");
        command.SetAction(async (parsed, cancel) =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var run = new DeploymentRun(workspace, session, parsed.GetValue(options.Diff));
            var request = await options.UpdateAsync(run, parsed, cancel);
            return await PreviewAndRunAsync(run, request, options, parsed, cancel);
        });
        return command;
    }

    public static Command Refresh(GlobalOptions global) =>
        WithoutProgram(global, DeploymentKind.Refresh, "refresh", "Read the real state of all resources");

    public static Command Destroy(GlobalOptions global) =>
        WithoutProgram(global, DeploymentKind.Destroy, "destroy", "Delete all resources of the stack");

    private static Command WithoutProgram(GlobalOptions global, DeploymentKind kind, string name, string description)
    {
        var options = new DeploymentOptions();
        var command = new Command(name, description)
        {
            options.Diff, options.SkipPreview, options.PreviewOnly, options.ClearPendingCreates,
            DeploymentOptions.ImpliedYes(),
        };
        if (kind == DeploymentKind.Destroy) command.Options.Add(options.Refresh);
        command.SetAction(async (parsed, cancel) =>
        {
            var workspace = global.Open(parsed);
            using var session = workspace.Stack();
            var run = new DeploymentRun(workspace, session, parsed.GetValue(options.Diff));
            var request = run.Request(kind) with
            {
                Refresh = kind == DeploymentKind.Destroy && parsed.GetValue(options.Refresh),
                ClearPendingCreates = parsed.GetValue(options.ClearPendingCreates),
            };
            return await PreviewAndRunAsync(run, request, options, parsed, cancel);
        });
        return command;
    }

    /// <summary>What is not understood in a preview is not tried in earnest.</summary>
    private static async Task<int> PreviewAndRunAsync(
        DeploymentRun run, DeploymentRequest request, DeploymentOptions options, ParseResult parsed,
        CancellationToken cancel)
    {
        var previewOnly = options.PreviewOnlyIn(parsed);
        if (previewOnly || !parsed.GetValue(options.SkipPreview))
        {
            var preview = await run.ShowAsync(request with { Preview = true }, cancel);
            if (previewOnly || !preview.Succeeded) return preview.Succeeded ? 0 : 1;
        }
        return (await run.ShowAsync(request, cancel)).Succeeded ? 0 : 1;
    }
}
