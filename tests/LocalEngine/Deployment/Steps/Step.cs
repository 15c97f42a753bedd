using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;

namespace LocalEngine.Deployment.Steps;

/// <summary>One thing to do to one resource: how to do it, and what it leaves in the state.</summary>
internal abstract class Step(StepOp op, ResourceState? old, ResourceState? @new)
{
    public StepOp Op => op;

    public ResourceState? Old => old;

    /// <summary>Grows ids and outputs while the step is done.</summary>
    public ResourceState? New { get; set; } = @new;

    public DiffAnswer? Diff { get; init; }

    public string Urn => (New ?? old)!.Urn;

    /// <summary>What a killed run leaves behind as a pending operation; null for steps that touch nothing.</summary>
    public virtual string? PendingType => null;

    /// <exception cref="ProviderException">The provider failed.</exception>
    public abstract Task ApplyAsync(RunContext run);

    public abstract void Record(SnapshotManager state);

    /// <summary>
    /// True when the failed call still left something that belongs into the state, now in <see cref="New"/>.
    /// </summary>
    public virtual bool KeepsPartial(ProviderException failure) => false;

    public ResourceStep Describe() => new(op, Urn, (New ?? old)!.Type, (New ?? old)!.Name, old, New)
    {
        ChangedKeys = Diff?.ChangedKeys ?? [],
        ReplaceKeys = Diff?.ReplaceKeys ?? [],
        DetailedDiff = Diff?.Detailed,
    };
}
