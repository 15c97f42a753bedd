using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;

namespace LocalEngine.Deployment.Steps;

/// <summary>
/// Deletes a resource; without <paramref name="operations"/> it is only forgotten (components, retained and external
/// ones, those that go down with another).
/// </summary>
internal sealed class DeleteStep(StepOp op, IResourceOperations? operations, ResourceState old) : Step(op, old, null)
{
    /// <summary>Deleted ahead of its replacement: the state remembers that until the new one exists.</summary>
    public ResourceState? AwaitingReplacement { get; init; }

    public override string? PendingType => operations is null ? null : "deleting";

    public override Task ApplyAsync(RunContext run) => operations is null || run.Preview
        ? Task.CompletedTask
        : operations.DeleteAsync(
            Old!.Urn, Old.Id, Old.Inputs, Old.Outputs, Old.CustomTimeouts.Delete, CancellationToken.None);

    public override void Record(SnapshotManager state)
    {
        if (AwaitingReplacement is null)
            state.Drop(Old!);
        else
            state.Rewrite(Old!, AwaitingReplacement);
    }
}
