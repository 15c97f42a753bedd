using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;

namespace LocalEngine.Deployment.Steps;

/// <summary>Brings a resource that was just imported to what the program wants.</summary>
internal sealed class ImportedUpdate(
    ImportStep import, IResourceOperations operations, ResourceState wanted, ImmutableArray<string> ignoreChanges)
    : Step(StepOp.Update, import.New, wanted)
{
    public override string PendingType => "updating";

    public override async Task ApplyAsync(RunContext run)
    {
        var imported = import.New!;
        var outputs = await operations.UpdateAsync(
            new UpdateQuestion(
                imported.Urn, imported.Id, imported.Inputs, imported.Outputs, New!.Inputs, New.CustomTimeouts.Update,
                ignoreChanges, run.Preview),
            CancellationToken.None);
        New = New with { Outputs = outputs, Created = imported.Created, Modified = run.Clock.GetUtcNow() };
    }

    public override bool KeepsPartial(ProviderException failure)
    {
        if (failure.InitFailure is not { } partial)
            return false;
        New = import.New! with { Outputs = partial.Outputs, InitErrors = partial.Reasons };
        return true;
    }

    public override void Record(SnapshotManager state) => state.Put(New!, import.New);
}
