using LocalEngine.Events;
using LocalEngine.State;

namespace LocalEngine.Display;

internal enum RowPhase { Idle, Planned, Running, Done, Failed }

/// <summary>All that is known of one resource while a deployment runs.</summary>
internal sealed class ResourceRow(string urn)
{
    private readonly List<ResourceStep> _steps = [];

    public string Urn { get; } = urn;

    public string Type { get; } = LocalEngine.State.Urn.TypeOf(urn);

    public string Name { get; } = LocalEngine.State.Urn.NameOf(urn);

    public string Parent => Step?.Parent() ?? "";

    public RowPhase Phase { get; private set; }

    public TimeSpan Duration { get; private set; }

    public long StartedAt { get; private set; }

    /// <summary>The latest progress message; gone when the step ends.</summary>
    public string Status { get; set; } = "";

    public List<Diagnostic> Diagnostics { get; } = [];

    public bool IsStack => Type == LocalEngine.State.Urn.StackType;

    /// <summary>
    /// The step that says what happened: of a replacement that is the replace itself, whose diff is whole; of a refresh
    /// followed by an update that changes nothing, the refresh.
    /// </summary>
    public ResourceStep? Step => _steps.LastOrDefault(s => s.Op is StepOp.Replace)
        ?? _steps.LastOrDefault(s => s.Outcome() != StepOp.Same) ?? _steps.LastOrDefault();

    /// <summary>The step in progress; a replacement shows its parts while it runs.</summary>
    public ResourceStep? Current => _steps.LastOrDefault();

    /// <summary>The parts of a replacement count as the replacement.</summary>
    public StepOp Op => Step switch
    {
        null => StepOp.Same,
        { Op: StepOp.CreateReplacement or StepOp.DeleteReplaced } => StepOp.Replace,
        var step => step.Outcome(),
    };

    public bool IsShown => IsStack || Phase == RowPhase.Failed || Diagnostics.Count > 0 || Op != StepOp.Same;

    public void Plan(ResourceStep step)
    {
        Put(step);
        if (Phase is RowPhase.Idle or RowPhase.Done) Phase = RowPhase.Planned;
    }

    public void Start(ResourceStep step, long now)
    {
        Put(step);
        if (Phase == RowPhase.Failed) return;
        Phase = RowPhase.Running;
        StartedAt = now;
    }

    public void End(ResourceStep step, RowPhase phase, TimeSpan duration)
    {
        Put(step);
        // What failed stays failed, whatever else is tried with the resource.
        if (Phase != RowPhase.Failed) Phase = phase;
        Duration += duration;
        Status = "";
    }

    /// <summary>The same step again, further along (with outputs), takes the place of what was known of it.</summary>
    private void Put(ResourceStep step)
    {
        var known = _steps.FindIndex(s => s.Op == step.Op);
        if (known >= 0) _steps.RemoveAt(known);
        _steps.Add(step);
    }
}

/// <summary>One message, or all the messages of one stream put together.</summary>
internal sealed record Diagnostic(DiagnosticSeverity Severity, string Message, int StreamId);
