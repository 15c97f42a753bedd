using System.Collections.Immutable;
using LocalEngine.Deployment.Steps;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>
/// Replacement in the order delete, then create. What depends on the old object and could not live with another one is
/// deleted before it, and created again when the program registers it.
/// </summary>
internal sealed class ReplacementPlanner(RunContext run, KnownResources known)
{
    public async Task<StepPlan> DeleteFirstAsync(
        ResourceState old, ResourceState state, IResourceOperations operations, DiffAnswer diff)
    {
        var deleted = new TaskCompletionSource();
        var steps = new List<Step>();
        foreach (var (dependent, keys) in await DependentsAsync(old))
        {
            if (dependent.Protect)
                throw new EngineException(
                    $"unable to replace resource \"{old.Urn}\": \"{dependent.Urn}\" has to be replaced "
                    + "with it and is marked for protection");
            var awaiting = dependent with { PendingReplacement = true };
            known.DeletedEarly[dependent.Urn] = new EarlyDeletion(awaiting, keys, deleted.Task);
            known.Replaced.Add(dependent.Urn);
            steps.Add(await DeleteAsync(dependent, awaiting, diff: null));
        }

        var pending = old with { PendingReplacement = true };
        steps.Add(await DeleteAsync(old, pending, diff));
        steps.Add(new SignalStep(pending, state, deleted) { Diff = diff });
        steps.Add(new CreateStep(StepOp.CreateReplacement, operations, pending, state, false) { Diff = diff });
        return StepPlan.Of(steps);
    }

    private async Task<DeleteStep> DeleteAsync(ResourceState resource, ResourceState awaiting, DiffAnswer? diff)
    {
        IResourceOperations? operations = resource.RetainOnDelete
            ? null
            : Urn.IsProviderType(resource.Type)
                ? run.Providers
                : await run.Providers.GetAsync(resource.Provider, known.Start, CancellationToken.None);
        return new DeleteStep(StepOp.DeleteReplaced, operations, resource)
        {
            AwaitingReplacement = awaiting,
            Diff = diff,
        };
    }

    /// <summary>Furthest dependants first.</summary>
    private async Task<IReadOnlyList<(ResourceState Resource, ImmutableArray<string> Keys)>> DependentsAsync(
        ResourceState root)
    {
        var replaced = new HashSet<string>(StringComparer.Ordinal) { root.Urn };
        var found = new List<(ResourceState, ImmutableArray<string>)>();
        foreach (var resource in known.Start.Resources)
        {
            if (!resource.Custom || resource.External || resource.Delete || resource.PendingReplacement
                || known.Contains(resource.Urn) || known.DeletedEarly.ContainsKey(resource.Urn))
                continue;
            if (await MustBeReplacedAsync(resource, replaced) is not { } keys)
                continue;
            replaced.Add(resource.Urn);
            found.Add((resource, keys));
        }

        found.Reverse();
        return found;
    }

    private async Task<ImmutableArray<string>?> MustBeReplacedAsync(ResourceState resource, HashSet<string> replaced)
    {
        if (ProviderReference.TryParse(resource.Provider) is { } provider && replaced.Contains(provider.ProviderUrn))
            return ["provider"];
        var inputs = resource.Inputs.Select((name, value) =>
            resource.PropertyDependencies.TryGetValue(name, out var urns) && urns.Any(replaced.Contains)
                ? PropertyValue.Unknown
                : value);
        if (inputs.Equals(resource.Inputs) || resource.Provider.Length == 0)
            return null;
        var instance = await run.Providers.GetAsync(resource.Provider, known.Start, CancellationToken.None);
        // Unknowns occur here even in an update, so the provider is asked as in a preview.
        var diff = await instance.DiffAsync(
            new DiffQuestion(resource.Urn, resource.Id, resource.Inputs, resource.Outputs, inputs,
                resource.IgnoreChanges, Preview: true),
            CancellationToken.None);
        return diff.Replaces ? diff.ReplaceKeys : null;
    }
}
