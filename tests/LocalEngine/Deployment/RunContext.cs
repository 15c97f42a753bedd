using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>
/// What all parts of one run share: the request, the state, the providers, the way to the user, the brake.
/// </summary>
internal sealed class RunContext : IDisposable
{
    private readonly Lock gate = new();
    private readonly Action<EngineEvent> events;
    private readonly CancellationTokenSource stop = new();
    private readonly SortedDictionary<StepOp, int> changes = [];

    public RunContext(DeploymentRequest request, Action<EngineEvent> events, SnapshotManager state, TimeProvider clock)
    {
        Request = request;
        this.events = events;
        State = state;
        Clock = clock;
        Workers = new SemaphoreSlim(Math.Max(1, request.Parallel));
    }

    public DeploymentRequest Request { get; }

    public SnapshotManager State { get; }

    public TimeProvider Clock { get; }

    public SemaphoreSlim Workers { get; }

    public required ProviderRegistry Providers { get; init; }

    public bool Preview => Request.Preview;

    public bool Failed { get; private set; }

    public bool MayBeCorrupt { get; private set; }

    /// <summary>The user wants to stop. Unlike a failure this also ends a refresh.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>Something failed or the user wants to stop: what runs is finished, nothing new is begun.</summary>
    public CancellationToken Stopping => stop.Token;

    public ImmutableSortedDictionary<StepOp, int> Changes
    {
        get
        {
            lock (gate)
                return changes.ToImmutableSortedDictionary();
        }
    }

    public void Emit(EngineEvent happened)
    {
        lock (gate)
            events(happened);
    }

    public void Diagnose(DiagnosticRaised diagnostic) => Emit(diagnostic);

    public void Warn(string urn, string message) =>
        Emit(new DiagnosticRaised(DiagnosticSeverity.Warning, urn, message));

    /// <summary>Tells the user and lets the run fail; what runs already is finished.</summary>
    public void Fail(string urn, string message, Exception? cause = null)
    {
        Emit(new DiagnosticRaised(DiagnosticSeverity.Error, urn, message));
        Failed = true;
        MayBeCorrupt |= cause is ProviderException { OutcomeUnknown: true };
        Stop();
    }

    /// <summary>Lets the run fail for a reason the user was told by someone else.</summary>
    public void FailQuietly()
    {
        Failed = true;
        Stop();
    }

    public void Cancel()
    {
        Cancelled = true;
        Stop();
    }

    /// <summary>Who waits is woken elsewhere: their work must not run inside the step that failed.</summary>
    public void Stop() => _ = stop.CancelAsync();

    public void Count(StepOp op)
    {
        lock (gate)
            changes[op] = changes.GetValueOrDefault(op) + 1;
    }

    public void Dispose()
    {
        stop.Dispose();
        Workers.Dispose();
    }
}
