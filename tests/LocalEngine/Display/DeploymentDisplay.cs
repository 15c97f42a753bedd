using LocalEngine.Deployment;
using LocalEngine.Events;
using Spectre.Console;

namespace LocalEngine.Display;

/// <summary>Shows one deployment from its first event to its last.</summary>
internal abstract class DeploymentDisplay(Terminal terminal, DeploymentView view, bool diff)
{
    protected static readonly Style Heading = new(Color.Magenta1, decoration: Decoration.Bold);

    protected Terminal Terminal { get; } = terminal;

    protected DeploymentView View { get; } = view;

    protected bool Diff { get; } = diff;

    /// <summary>Events come one at a time, from any thread.</summary>
    public abstract void On(EngineEvent change);

    /// <summary>Runs the deployment while showing it.</summary>
    public abstract Task<DeploymentResult> WatchAsync(Func<Action<EngineEvent>, Task<DeploymentResult>> deployment);

    public static DeploymentDisplay Create(Terminal terminal, DeploymentView view, bool diff) =>
        terminal.Interactive ? new LiveDisplay(terminal, view, diff) : new PlainDisplay(terminal, view, diff);

    protected void ShowHeading(OperationStarted started)
    {
        Terminal.Line(StyledText.Of(Title(started), Heading));
        Terminal.Line();
    }

    protected void ShowSummary()
    {
        Terminal.Lines(SummaryLines.Of(View));
        if (!View.Operation.Preview) Terminal.Line();
    }

    protected static string Title(OperationStarted started)
    {
        var (running, plan) = started.Kind switch
        {
            DeploymentKind.Update => ("Updating", "update"),
            DeploymentKind.Refresh => ("Refreshing", "refresh"),
            DeploymentKind.Destroy => ("Destroying", "destroy"),
            DeploymentKind.Import => ("Importing", "import"),
            _ => throw new ArgumentOutOfRangeException(nameof(started), started.Kind, "unknown operation"),
        };
        return $"{(started.Preview ? $"Previewing {plan}" : running)} ({started.Stack})";
    }
}
