using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment.Steps;

/// <summary>Nothing to do but to remember the program's latest inputs and options.</summary>
internal sealed class SameStep(IResourceOperations? operations, ResourceState old, ResourceState @new)
    : Step(StepOp.Same, old, @new with
    {
        Id = old.Id,
        Outputs = old.Outputs,
        InitErrors = old.InitErrors,
        Created = old.Created,
        Modified = old.Modified,
    })
{
    public override Task ApplyAsync(RunContext run) =>
        operations?.SameAsync(New!.Urn, Old!.Id, Old.Inputs, CancellationToken.None) ?? Task.CompletedTask;

    public override void Record(SnapshotManager state) => state.Put(New!, Old);
}

/// <summary>Says that a resource is replaced; the work is in the create and delete steps around it.</summary>
internal sealed class ReplaceStep(ResourceState old, ResourceState @new) : Step(StepOp.Replace, old, @new)
{
    public override Task ApplyAsync(RunContext run) => Task.CompletedTask;

    public override void Record(SnapshotManager state)
    {
    }
}

/// <summary>Forgets a resource that was deleted for a replacement nobody wants any more.</summary>
internal sealed class RemovePendingReplaceStep(ResourceState old) : Step(StepOp.RemovePendingReplace, old, null)
{
    public override Task ApplyAsync(RunContext run) => Task.CompletedTask;

    public override void Record(SnapshotManager state) => state.Drop(Old!);
}

/// <summary>Puts a resource into the state that exists already; it was read while the step was decided.</summary>
internal sealed class ImportStep(ResourceState? old, ResourceState imported, bool deleteOldLater)
    : Step(old is null ? StepOp.Import : StepOp.ImportReplacement, old, imported)
{
    public override Task ApplyAsync(RunContext run)
    {
        var now = run.Clock.GetUtcNow();
        New = New! with { Created = now, Modified = now };
        return Task.CompletedTask;
    }

    public override void Record(SnapshotManager state)
    {
        if (Old is not null && deleteOldLater)
        {
            state.Rewrite(Old, Old with { Delete = true });
            state.Put(New!, null);
        }
        else
            state.Put(New!, Old);
    }
}

/// <summary>A resource the program only looks at. One it owned before is deleted at the end of the run.</summary>
internal sealed class ReadStep(IResourceOperations operations, ResourceState? old, ResourceState @new)
    : Step(old is null || old.External ? StepOp.Read : StepOp.ReadReplacement, old, @new)
{
    public override string PendingType => "reading";

    public override async Task ApplyAsync(RunContext run)
    {
        // An id that is only known after the update cannot be looked up yet.
        if (New!.Id.Length == 0)
            return;
        var read = await operations.ReadAsync(
            New.Urn, New.Id, New.Inputs, New.Inputs, New.CustomTimeouts.Read, CancellationToken.None);
        if (read.Outputs is null)
            throw new EngineException($"resource '{New.Id}' does not exist");
        New = New with
        {
            Id = read.Id.Length > 0 ? read.Id : New.Id,
            Outputs = read.Outputs,
            InitErrors = read.InitErrors,
            Modified = run.Clock.GetUtcNow(),
            Created = Old?.Created ?? run.Clock.GetUtcNow(),
        };
    }

    public override void Record(SnapshotManager state)
    {
        if (Op == StepOp.ReadReplacement)
        {
            state.Rewrite(Old!, Old! with { Delete = true });
            state.Put(New!, null);
        }
        else
            state.Put(New!, Old);
    }
}

/// <summary>The point of a replacement at which everything old is gone: who waited for that may go on.</summary>
internal sealed class SignalStep(ResourceState old, ResourceState @new, TaskCompletionSource reached)
    : Step(StepOp.Replace, old, @new)
{
    public override Task ApplyAsync(RunContext run)
    {
        reached.SetResult();
        return Task.CompletedTask;
    }

    public override void Record(SnapshotManager state)
    {
    }
}
