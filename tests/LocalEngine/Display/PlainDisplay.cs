using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;

namespace LocalEngine.Display;

/// <summary>
/// For pipes and logs: nothing is painted over. A preview ends with its tree; what changes something is told line by
/// line as it happens.
/// </summary>
internal sealed class PlainDisplay(Terminal terminal, DeploymentView view, bool diff)
    : DeploymentDisplay(terminal, view, diff)
{
    private readonly HashSet<string> _begun = [];
    private bool _told;

    public override async Task<DeploymentResult> WatchAsync(
        Func<Action<EngineEvent>, Task<DeploymentResult>> deployment)
    {
        var result = await deployment(On);
        if (View.Operation.Preview && !Diff) Tell(TreeLines.Of(View));
        if (Diff) Tell(DiffLines.Of(View));
        if (_told) Terminal.Line();
        ShowSummary();
        return result;
    }

    public override void On(EngineEvent change)
    {
        View.Apply(change);
        switch (change)
        {
            case OperationStarted started: ShowHeading(started); break;
            case DiagnosticRaised { Severity: not DiagnosticSeverity.Debug } raised: Say(raised); break;
            case StepStarted { Step: var step } when Told(step):
                _begun.Add(step.Urn);
                Step(step, OpText.Running(step.Op));
                break;
            case StepFinished { Step: var step } finished when Told(step):
                _begun.Remove(step.Urn);
                Step(step, Ended(OpText.Done(step.Outcome()), finished.Duration));
                break;
            case StepFailed { Step: var step } failed when !View.Operation.Preview:
                Step(step, Ended($"{OpText.Running(step.Op)} failed", failed.Duration));
                break;
            default: break;
        }
    }

    private bool Told(ResourceStep step) =>
        !View.Operation.Preview && !step.IsDefaultProvider() && (step.Op != StepOp.Same || _begun.Contains(step.Urn));

    private void Step(ResourceStep step, string what)
    {
        var op = step.Outcome();
        var line = StyledText.Of(" ").Add(OpText.Marker(op), OpText.Style(op))
            .Add($" {Steps.ShortType(step.Type)} {step.Name} ").Add(what, OpText.Style(op));
        var differs = TreeLines.DiffColumn(step);
        Tell([differs.Length == 0 ? line : line.Add(" ").Add(differs)]);
    }

    private void Tell(IEnumerable<StyledText> lines)
    {
        _told = true;
        Terminal.Lines(lines);
    }

    /// <summary>
    /// Only what a row would show while it runs; the whole message comes with the diagnostics at the end.
    /// </summary>
    private void Say(DiagnosticRaised raised)
    {
        var message = TreeLines.FirstLine(View.Hide(raised.Message));
        // Severity words are for what will stand under Diagnostics; progress is told as it is.
        var prefix = raised switch
        {
            { Ephemeral: true } => "",
            { Severity: DiagnosticSeverity.Error } => "error: ",
            { Severity: DiagnosticSeverity.Warning } => "warning: ",
            _ => "",
        };
        if (message.Length == 0 || View.Operation.Preview && !raised.Ephemeral) return;
        // A plugin's last progress may come after the answer it belongs to.
        if (raised.Ephemeral && View.HasEnded(raised.Urn)) return;
        var line = StyledText.Of(" @  ");
        if (Urn.IsValid(raised.Urn))
            line.Add($"{Steps.ShortType(Urn.TypeOf(raised.Urn))} {Urn.NameOf(raised.Urn)}: ");
        Tell([line.Add(prefix).Add(ColorTags.Parse(message))]);
    }

    private static string Ended(string what, TimeSpan duration) =>
        duration >= TimeSpan.FromSeconds(1) ? $"{what} ({TreeLines.Seconds(duration)})" : what;
}
