using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;

namespace LocalEngine.Deployment.Steps;

internal sealed class UpdateStep(
    IResourceOperations? operations, ResourceState old, ResourceState @new, ImmutableArray<string> ignoreChanges)
    : Step(StepOp.Update, old, @new)
{
    public override string? PendingType => operations is null ? null : "updating";

    public override async Task ApplyAsync(RunContext run)
    {
        var outputs = operations is null
            ? Old!.Outputs
            : await operations.UpdateAsync(
                new UpdateQuestion(
                    New!.Urn, Old!.Id, Old!.Inputs, Old!.Outputs, New.Inputs, New.CustomTimeouts.Update, ignoreChanges,
                    run.Preview),
                CancellationToken.None);
        New = New! with { Id = Old!.Id, Outputs = outputs, Created = Old!.Created, Modified = run.Clock.GetUtcNow() };
    }

    /// <summary>Old inputs with new outputs: the next run still sees the change and takes it up again.</summary>
    public override bool KeepsPartial(ProviderException failure)
    {
        if (failure.InitFailure is not { } partial)
            return false;
        New = New! with
        {
            Id = Old!.Id,
            Inputs = Old!.Inputs,
            Outputs = partial.Outputs,
            InitErrors = partial.Reasons,
            Created = Old!.Created,
            Modified = TimeProvider.System.GetUtcNow(),
        };
        return true;
    }

    public override void Record(SnapshotManager state) => state.Put(New!, Old);
}
