using System.CommandLine;
using LocalEngine.Deployment;

namespace LocalEngine.Cli;

/// <summary>What the verbs that run a deployment take, each only some of it.</summary>
internal sealed class DeploymentOptions
{
    public Option<bool> Diff { get; } = new("--diff") { Description = "Show every property that differs" };

    public Option<bool> Refresh { get; } = new("--refresh", "-r")
    {
        Description = "Read the real state of all resources first",
    };

    public Option<bool> NoBuild { get; } = new("--no-build")
    {
        Description = "Run the program as it was built last (.NET)",
    };

    public Option<string[]> Replace { get; } = new("--replace")
    {
        Description = "URN of a resource to replace even if nothing changed; may be repeated",
        HelpName = "URN",
    };

    public Option<bool> SkipPreview { get; } = new("--skip-preview", "-f")
    {
        Description = "Do not run a preview first",
    };

    public Option<bool> PreviewOnly { get; } = new("--preview-only") { Description = "Only show what would be done" };

    public Option<bool> ClearPendingCreates { get; } = new("--clear-pending-creates")
    {
        Description = "Forget creations that an earlier run began and never finished",
    };

    public Option<bool> Json { get; } = new("--json", "-j") { Description = "Print one JSON document instead of text" };

    public Option<bool> ExpectNoChanges { get; } = new("--expect-no-changes")
    {
        Description = "Fail when anything would change",
    };

    /// <summary>Only some verbs have it.</summary>
    public bool PreviewOnlyIn(ParseResult parsed) =>
        parsed.GetResult(PreviewOnly) is not null && parsed.GetValue(PreviewOnly);

    /// <summary>Builds the program and asks for an update with it.</summary>
    public async Task<DeploymentRequest> UpdateAsync(DeploymentRun run, ParseResult parsed, CancellationToken cancel) =>
        run.Request(DeploymentKind.Update) with
        {
            Refresh = parsed.GetValue(Refresh),
            Replace = [.. parsed.GetValue(Replace) ?? []],
            Program = await run.PrepareProgramAsync(parsed.GetValue(NoBuild), cancel),
        };

    /// <summary>Accepted for those used to typing it: this command never asks.</summary>
    public static Option<bool> ImpliedYes() => new("--yes", "-y") { Description = "Implied: nothing is ever asked" };
}
