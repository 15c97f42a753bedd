using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;

namespace LocalEngine.Display;

/// <summary>What a deployment looks like so far: the events put together by resource.</summary>
internal sealed class DeploymentView(SecretFilter secrets, TimeProvider clock)
{
    private readonly Dictionary<string, ResourceRow> _rows = [];
    private readonly List<ResourceStep> _finished = [];
    private readonly List<string> _programOutput = [];

    public OperationStarted Operation { get; private set; } = new(DeploymentKind.Update, true, "", "");

    public StackOutputsChanged? Outputs { get; private set; }

    public DeploymentResult? Result { get; private set; }

    public IReadOnlyList<string> ProgramOutput => _programOutput;

    public IEnumerable<ResourceRow> Rows => _rows.Values;

    /// <summary>Steps that ended well, without those of default providers.</summary>
    public IReadOnlyList<ResourceStep> Finished => _finished;

    public TimeSpan Running(ResourceRow row) => clock.GetElapsedTime(row.StartedAt);

    public void Apply(EngineEvent change)
    {
        switch (change)
        {
            case OperationStarted started: Operation = started; break;
            case StepPlanned { Step: var step } when !step.IsDefaultProvider(): Row(step.Urn).Plan(step); break;
            case StepStarted { Step: var step } when !step.IsDefaultProvider():
                Row(step.Urn).Start(step, clock.GetTimestamp());
                break;
            case StepFinished { Step: var step } finished when !step.IsDefaultProvider():
                _finished.Add(step);
                Row(step.Urn).End(step, RowPhase.Done, finished.Duration);
                break;
            case StepFailed { Step: var step } failed: Row(step.Urn).End(step, RowPhase.Failed, failed.Duration); break;
            case DiagnosticRaised diagnostic: Raise(diagnostic); break;
            case ProgramOutput output: _programOutput.Add(secrets.Hide(output.Line)); break;
            case StackOutputsChanged outputs: Outputs = outputs; break;
            case OperationFinished finished: Result = finished.Result; break;
            default: break; // steps of default providers
        }
    }

    public bool HasEnded(string urn) =>
        _rows.TryGetValue(urn, out var row) && row.Phase is RowPhase.Done or RowPhase.Failed;

    public string Hide(string message) => secrets.Hide(message);

    private void Raise(DiagnosticRaised raised)
    {
        if (raised.Severity == DiagnosticSeverity.Debug) return;
        var row = Row(Urn.IsValid(raised.Urn) ? raised.Urn : StackUrn());
        var message = secrets.Hide(raised.Message);
        if (raised.Ephemeral)
        {
            row.Status = message;
            return;
        }
        var stream = raised.StreamId == 0 ? -1 : row.Diagnostics.FindIndex(
            d => d.StreamId == raised.StreamId && d.Severity == raised.Severity);
        if (stream < 0) row.Diagnostics.Add(new Diagnostic(raised.Severity, message, raised.StreamId));
        else row.Diagnostics[stream] =
            row.Diagnostics[stream] with { Message = row.Diagnostics[stream].Message + message };
    }

    private string StackUrn() => Urn.Create(
        Operation.Stack, Operation.Project, "", Urn.StackType, $"{Operation.Project}-{Operation.Stack}");

    private ResourceRow Row(string urn) => _rows.TryGetValue(urn, out var row)
        ? row
        : _rows[urn] = new ResourceRow(urn);
}
