using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment.Steps;

/// <summary>
/// Creates a resource, possibly in place of <paramref name="old"/>: then the old one waits for its deletion at the end,
/// or (deleted ahead, or never ours) is forgotten now.
/// </summary>
internal sealed class CreateStep(
    StepOp op, IResourceOperations? operations, ResourceState? old, ResourceState @new, bool deleteOldLater)
    : Step(op, old, @new)
{
    public override string? PendingType => operations is null ? null : "creating";

    public override async Task ApplyAsync(RunContext run)
    {
        var now = run.Clock.GetUtcNow();
        var created = operations is null
            ? new CreateAnswer("", PropertyMap.Empty)
            : await operations.CreateAsync(
                New!.Urn, New.Inputs, New.CustomTimeouts.Create, run.Preview, CancellationToken.None);
        New = New! with { Id = created.Id, Outputs = created.Outputs, Created = now, Modified = now };
    }

    public override bool KeepsPartial(ProviderException failure)
    {
        if (failure.InitFailure is not { } partial)
            return false;
        var now = TimeProvider.System.GetUtcNow();
        New = New! with
        {
            Id = partial.Id,
            Outputs = partial.Outputs,
            InitErrors = partial.Reasons,
            Created = now,
            Modified = now,
        };
        return true;
    }

    public override void Record(SnapshotManager state)
    {
        if (Old is null)
            state.Put(New!, null);
        else if (deleteOldLater)
        {
            state.Rewrite(Old, Old with { Delete = true });
            state.Put(New!, null);
        }
        else
            state.Put(New!, Old);
    }
}
