using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>
/// Reads every resource of a provider and makes the state say what exists. A step begins as a refresh and ends as what
/// was found: same, update or delete.
/// </summary>
internal sealed class RefreshRun(RunContext run)
{
    private sealed record Found(ResourceState? Resource, StepOp Op, DiffAnswer? Diff = null);

    public async Task<Snapshot> RunAsync(Snapshot start)
    {
        var reading = start.Resources.ToDictionary(
            r => r, r => RefreshAsync(r, start),
            ReferenceEqualityComparer.Instance as IEqualityComparer<ResourceState>);
        var refreshed = new List<ResourceState>();
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in start.Resources)
        {
            var found = await reading[resource];
            if (found is not null)
                refreshed.Add(found);
            else if (!resource.Delete)
                gone.Add(resource.Urn);
        }

        run.State.Apply(null, s => s.Rebase(refreshed.Select(r => WithoutReferences(r, gone))));
        run.State.Flush();
        return run.State.Current;
    }

    /// <summary>
    /// Null when the object is gone. A resource that cannot be read stays as it is, and the run fails.
    /// </summary>
    private async Task<ResourceState?> RefreshAsync(ResourceState old, Snapshot start)
    {
        if (!old.Custom || Urn.IsProviderType(old.Type) || old.PendingReplacement || old.Id.Length == 0)
            return old;
        run.Emit(new StepPlanned(Describe(StepOp.Refresh, old, old, null)));
        await run.Workers.WaitAsync(CancellationToken.None);
        var started = run.Clock.GetTimestamp();
        try
        {
            if (run.Cancelled)
                return old;
            run.Emit(new StepStarted(Describe(StepOp.Refresh, old, old, null)));
            var found = await ReadAsync(old, start);
            run.Count(found.Op);
            run.Emit(new StepFinished(
                Describe(found.Op, old, found.Resource, found.Diff), run.Clock.GetElapsedTime(started)));
            return found.Resource;
        }
        catch (Exception failure) when (failure is ProviderException or EngineException)
        {
            run.Fail(old.Urn, failure.Message, failure);
            run.Emit(new StepFailed(
                Describe(StepOp.Refresh, old, old, null), failure.Message, run.Clock.GetElapsedTime(started)));
            return old;
        }
        finally
        {
            run.Workers.Release();
        }
    }

    private async Task<Found> ReadAsync(ResourceState old, Snapshot start)
    {
        var provider = await run.Providers.GetAsync(old.Provider, start, CancellationToken.None);
        var read = await provider.ReadAsync(
            old.Urn, old.Id, old.Inputs, old.Outputs, old.CustomTimeouts.Read, CancellationToken.None);
        if (read.Id.Length == 0 || read.Outputs is null)
            return new Found(null, StepOp.Delete);
        if (read.InitErrors.Length > 0)
            run.Warn(old.Urn, "the resource exists and is not what was asked for:\n"
                + string.Join("\n", read.InitErrors.Select(e => $"  * {e}")));

        var resource = SecretOutputs.Mark(old with
        {
            Id = read.Id,
            Inputs = read.Inputs ?? old.Inputs,
            Outputs = read.Outputs,
            InitErrors = read.InitErrors,
        }, run);
        var diff = old.External
            ? DiffAnswer.Of(PropertyComparison.Compare(old.Outputs, resource.Outputs), inputDiff: false)
            : await InvertedDiffAsync(provider, old, resource);
        // Nobody wants to see a date change alone; the values are rewritten all the same.
        var same = diff.Changes == DiffChanges.None;
        if (!resource.Inputs.Equals(old.Inputs) || !resource.Outputs.Equals(old.Outputs))
            resource = resource with { Modified = run.Clock.GetUtcNow() };
        return new Found(resource, same ? StepOp.Same : StepOp.Update, same ? null : diff);
    }

    /// <summary>
    /// What would bring the object back to what the program last wanted, turned around: that is what happened to it.
    /// </summary>
    private async Task<DiffAnswer> InvertedDiffAsync(ProviderInstance provider, ResourceState old, ResourceState now)
    {
        var diff = await provider.DiffAsync(
            new DiffQuestion(now.Urn, now.Id, now.Inputs, now.Outputs, old.Inputs, old.IgnoreChanges, run.Preview),
            CancellationToken.None);
        if (diff.Changes == DiffChanges.Unknown)
            diff = DiffAnswer.Of(PropertyComparison.Compare(now.Inputs, old.Inputs));
        return diff with
        {
            ReplaceKeys = [],
            Detailed = diff.Detailed?.ToImmutableSortedDictionary(
                d => d.Key, d => d.Value with { Kind = Inverted(d.Value.Kind) }, StringComparer.Ordinal),
        };
    }

    private static DifferenceKind Inverted(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Add or DifferenceKind.AddReplace => DifferenceKind.Delete,
        DifferenceKind.Delete or DifferenceKind.DeleteReplace => DifferenceKind.Add,
        _ => DifferenceKind.Update,
    };

    private static ResourceState WithoutReferences(ResourceState resource, HashSet<string> gone) => gone.Count == 0
        ? resource
        : resource with
        {
            Parent = gone.Contains(resource.Parent) ? "" : resource.Parent,
            DeletedWith = gone.Contains(resource.DeletedWith) ? "" : resource.DeletedWith,
            Dependencies = resource.Dependencies.RemoveAll(gone.Contains),
            PropertyDependencies = resource.PropertyDependencies.ToImmutableSortedDictionary(
                p => p.Key, p => p.Value.RemoveAll(gone.Contains), StringComparer.Ordinal),
        };

    private static ResourceStep Describe(StepOp op, ResourceState old, ResourceState? now, DiffAnswer? diff) =>
        new(op, old.Urn, old.Type, old.Name, old, now)
        {
            ChangedKeys = diff?.ChangedKeys ?? [],
            DetailedDiff = diff?.Detailed,
        };
}
