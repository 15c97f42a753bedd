using LocalEngine.Deployment;
using LocalEngine.Events;
using Spectre.Console;

namespace LocalEngine.Display;

/// <summary>For a terminal somebody watches: the tree is painted over until it is final.</summary>
internal sealed class LiveDisplay(Terminal terminal, DeploymentView view, bool diff)
    : DeploymentDisplay(terminal, view, diff)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);
    private readonly Lock _one = new();

    public override async Task<DeploymentResult> WatchAsync(
        Func<Action<EngineEvent>, Task<DeploymentResult>> deployment)
    {
        DeploymentResult result = null!;
        await Terminal.Console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop)
            .StartAsync(async live =>
            {
                var running = deployment(On);
                while (await Task.WhenAny(running, Task.Delay(Refresh)) != running) live.UpdateTarget(Picture());
                result = await running;
                live.UpdateTarget(Picture());
            });
        ShowHeading(View.Operation);
        Terminal.Lines(Diff ? DiffLines.Of(View) : TreeLines.Of(View));
        Terminal.Line();
        ShowSummary();
        return result;
    }

    public override void On(EngineEvent change)
    {
        lock (_one) View.Apply(change);
    }

    private Rows Picture()
    {
        // One terminal line per resource: folded rows would jump about while they are painted.
        var width = Terminal.Console.Profile.Width - 1;
        lock (_one)
        {
            return new Rows([
                Terminal.Paint(StyledText.Of(Title(View.Operation), Heading)), new Text(" "),
                .. TreeLines.Of(View).Select(line => Terminal.Paint(line.Crop(width))),
            ]);
        }
    }
}
