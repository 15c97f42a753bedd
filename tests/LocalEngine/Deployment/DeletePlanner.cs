using LocalEngine.Deployment.Steps;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>
/// Deletes resources, each as soon as nothing that is left depends on it. What a protected resource forbids is found
/// before anything is deleted.
/// </summary>
internal sealed class DeletePlanner(RunContext run, Snapshot start)
{
    private readonly StepExecutor executor = new(run);

    public async Task DeleteAsync(IReadOnlyList<ResourceState> resources)
    {
        var allowed = true;
        foreach (var resource in resources.Where(r => r.Protect && !r.PendingReplacement))
        {
            run.Fail(resource.Urn, $"resource \"{resource.Urn}\" cannot be deleted because it is protected. Remove the "
                + "`protect` option from the resource in the program and run an update first.");
            allowed = false;
        }

        if (!allowed)
            return;
        var gone = resources.Select(r => r.Urn).ToHashSet(StringComparer.Ordinal);
        var steps = new Dictionary<ResourceState, Step>(ReferenceEqualityComparer.Instance);
        foreach (var resource in resources.Reverse())
        {
            var step = await StepAsync(resource, gone);
            steps.Add(resource, step);
            run.Emit(new StepPlanned(step.Describe()));
        }

        var running = new Dictionary<ResourceState, Task<bool>>(ReferenceEqualityComparer.Instance);
        // The state stands in order of dependency, so what depends on a resource comes after it.
        for (var i = resources.Count - 1; i >= 0; i--)
        {
            var resource = resources[i];
            var dependants = resources.Skip(i + 1).Where(later => DependsOn(later, resource)).Select(d => running[d]);
            running.Add(resource, DeleteAfterAsync([.. dependants], steps[resource]));
        }

        await Task.WhenAll(running.Values);
    }

    private async Task<bool> DeleteAfterAsync(Task<bool>[] dependants, Step step)
    {
        var all = await Task.WhenAll(dependants);
        return all.All(ok => ok) && await executor.ExecuteAsync(step);
    }

    private async Task<Step> StepAsync(ResourceState resource, HashSet<string> gone)
    {
        if (resource.PendingReplacement)
            return new RemovePendingReplaceStep(resource);
        var op = (resource.External, resource.Delete) switch
        {
            (true, true) => StepOp.DiscardReplaced,
            (true, false) => StepOp.Discard,
            (false, true) => StepOp.DeleteReplaced,
            _ => StepOp.Delete,
        };
        var forgotten = !resource.Custom || resource.External || resource.RetainOnDelete
            || (resource.DeletedWith.Length > 0 && gone.Contains(resource.DeletedWith));
        return new DeleteStep(op, forgotten ? null : await OperationsAsync(resource), resource);
    }

    private async Task<IResourceOperations?> OperationsAsync(ResourceState resource)
    {
        if (run.Preview)
            return null;
        if (Urn.IsProviderType(resource.Type))
            return run.Providers;
        return await run.Providers.GetAsync(resource.Provider, start, CancellationToken.None);
    }

    private static bool DependsOn(ResourceState later, ResourceState earlier) =>
        SnapshotIntegrity.References(later).Any(r => r.Urn == earlier.Urn)
        || (later.Provider.Length > 0 && later.Provider == $"{earlier.Urn}::{earlier.Id}");
}
