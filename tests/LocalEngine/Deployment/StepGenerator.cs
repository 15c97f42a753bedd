using System.Collections.Immutable;
using LocalEngine.Deployment.Steps;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>Decides what to do with one registered resource. Called for one resource at a time.</summary>
internal sealed class StepGenerator(RunContext run, KnownResources known)
{
    private readonly ReplacementPlanner replacements = new(run, known);

    public async Task<StepPlan> GenerateAsync(string urn, string provider, IResourceOperations? operations)
    {
        var entry = known[urn];
        var goal = entry.Goal;
        var old = known.Old(urn, entry.Aliases);
        var state = StateOf(urn, provider, goal, entry.Aliases, old);
        if (operations is null)
            return Component(old, state);
        if (goal.ImportId.Length > 0 && (old is null || old.External
            || (old.ImportId.Length > 0 ? old.ImportId : old.Id) != goal.ImportId))
            return await ImportAsync(old, state, entry, operations);
        if (known.DeletedEarly.TryGetValue(old?.Urn ?? urn, out var deleted))
            return await RecreateAsync(deleted, state, entry, operations);

        var news = old is null ? goal.Inputs : PropertyReset.Apply(old.Inputs, goal.Inputs, goal.IgnoreChanges);
        var forced = old is not null && IsForced(old);
        var olds = old is null || old.External || old.PendingReplacement || forced ? null : old.Inputs;
        state = state with { Inputs = await CheckAsync(urn, olds, news, entry, operations) };
        if (old is null)
            return StepPlan.Of(new CreateStep(StepOp.Create, operations, null, state, false));
        if (old.External || old.PendingReplacement)
            return StepPlan.Of(
                new CreateStep(StepOp.CreateReplacement, operations, old, state, false), new ReplaceStep(old, state));
        if (!old.Custom)
            return StepPlan.Of(
                new CreateStep(StepOp.CreateReplacement, operations, old, state, true), new ReplaceStep(old, state));

        var diff = forced || await ProviderReplacesAsync(old, state)
            ? new DiffAnswer { Changes = DiffChanges.Some, ReplaceKeys = ["provider"] }
            : await DiffAsync(old, state, entry, operations);
        if (forced)
            diff = diff with { ReplaceKeys = ["id"] };
        if (diff.Replaces)
            return await ReplaceAsync(old, state, entry, operations, diff);
        if (diff.Changes == DiffChanges.None && old.InitErrors.Length == 0)
            return StepPlan.Of(new SameStep(operations, old, state));
        return StepPlan.Of(new UpdateStep(operations, old, state, goal.IgnoreChanges) { Diff = diff });
    }

    private static StepPlan Component(ResourceState? old, ResourceState state)
    {
        if (old is null)
            return StepPlan.Of(new CreateStep(StepOp.Create, null, null, state, false));
        if (old.Custom)
            return StepPlan.Of(
                new CreateStep(StepOp.CreateReplacement, null, old, state, true), new ReplaceStep(old, state));
        var diff = DiffAnswer.Of(PropertyComparison.Compare(old.Inputs, state.Inputs));
        return diff.Changes == DiffChanges.None
            ? StepPlan.Of(new SameStep(null, old, state))
            : StepPlan.Of(new UpdateStep(null, old, state, []) { Diff = diff });
    }

    private async Task<StepPlan> RecreateAsync(
        EarlyDeletion deleted, ResourceState state, Registered entry, IResourceOperations operations)
    {
        state = state with { Inputs = await CheckAsync(state.Urn, null, entry.Goal.Inputs, entry, operations) };
        known.Replaced.Add(state.Urn);
        var diff = new DiffAnswer { Changes = DiffChanges.Some, ReplaceKeys = deleted.ReplaceKeys };
        var old = deleted.AwaitingReplacement;
        return new StepPlan(
            [
                new ReplaceStep(old, state) { Diff = diff },
                new CreateStep(StepOp.CreateReplacement, operations, old, state, false) { Diff = diff },
            ],
            deleted.Done);
    }

    private async Task<StepPlan> ReplaceAsync(
        ResourceState old, ResourceState state, Registered entry, IResourceOperations operations, DiffAnswer diff)
    {
        if (old.Protect)
            throw new EngineException(
                $"unable to replace resource \"{old.Urn}\" as it is currently marked for protection. "
                + "To unprotect it, remove the `protect` option from the program and run an update first.");
        if (entry.Goal.ImportId.Length > 0 && !ImportMayReplace(old.Urn))
            throw new RegistrationFailedException(old.Urn);

        // Generated values must not be taken over from the object that goes.
        state = state with { Inputs = await CheckAsync(state.Urn, null, entry.Goal.Inputs, entry, operations) };
        known.Replaced.Add(state.Urn);
        known.Replaced.Add(old.Urn);
        if (!(entry.Goal.DeleteBeforeReplace ?? diff.DeleteBeforeReplace))
            return StepPlan.Of(
                new CreateStep(StepOp.CreateReplacement, operations, old, state, true) { Diff = diff },
                new ReplaceStep(old, state) { Diff = diff });
        return await replacements.DeleteFirstAsync(old, state, operations, diff);
    }

    private async Task<StepPlan> ImportAsync(
        ResourceState? old, ResourceState state, Registered entry, IResourceOperations operations)
    {
        var id = entry.Goal.ImportId;
        var read =
            await operations.ReadAsync(state.Urn, id, null, null, state.CustomTimeouts.Read, CancellationToken.None);
        if (read.Outputs is null)
            throw new EngineException($"resource '{id}' does not exist");
        if (read.Inputs is null)
            throw new EngineException($"the provider of {state.Type} does not support importing resources; "
                + "a newer version of its plugin may");

        var imported = state with
        {
            Id = read.Id.Length > 0 ? read.Id : id,
            Inputs = read.Inputs,
            Outputs = read.Outputs,
            InitErrors = read.InitErrors,
            ImportId = id,
        };
        var news = PropertyReset.Apply(read.Inputs, entry.Goal.Inputs, entry.Goal.IgnoreChanges);
        var wanted = imported with { Inputs = await CheckAsync(state.Urn, read.Inputs, news, entry, operations) };
        var diff = await DiffAsync(imported, wanted, entry, operations);
        if (diff.Replaces && !ImportMayReplace(state.Urn))
            throw new RegistrationFailedException(state.Urn);
        var updates = diff.Changes != DiffChanges.None && !diff.Replaces;
        var import = new ImportStep(old, updates || diff.Replaces ? imported : wanted, old is { External: false });
        ImmutableArray<Step> steps = old is null ? [import] : [import, new ReplaceStep(old, imported)];
        return updates
            ? StepPlan.Of(steps.Add(
                new ImportedUpdate(import, operations, wanted, entry.Goal.IgnoreChanges) { Diff = diff }))
            : StepPlan.Of(steps);
    }

    private bool ImportMayReplace(string urn)
    {
        const string message = "previously-imported resources that still specify an ID may not be replaced; "
            + "remove the `import` option from the resource";
        if (run.Preview)
            run.Warn(urn, message);
        else
            run.Fail(urn, message);
        return run.Preview;
    }

    private bool IsForced(ResourceState old) => old.Taint || run.Request.Replace.Contains(old.Urn)
        || (old.DeletedWith.Length > 0 && known.Replaced.Contains(known.Now(old.DeletedWith)));

    private async Task<bool> ProviderReplacesAsync(ResourceState old, ResourceState state)
    {
        if (old.Provider == state.Provider || old.Provider.Length == 0)
            return false;
        var before = ProviderReference.Parse(old.Provider);
        var now = ProviderReference.Parse(state.Provider);
        // The same provider under another id was replaced itself; one that only changed its name kept its id.
        if (known.Now(before.ProviderUrn) == now.ProviderUrn)
            return before.Id != now.Id;
        var instance = await run.Providers.GetAsync(state.Provider, known.Start, CancellationToken.None);
        var from = known.Start.Resources.First(r => r.Urn == before.ProviderUrn && r.Id == before.Id);
        var diff = await instance.DiffConfigAsync(
            now.ProviderUrn, new ProviderConfiguration(from.Inputs, from.Outputs), run.Preview, CancellationToken.None);
        return diff.Replaces;
    }

    private async Task<DiffAnswer> DiffAsync(
        ResourceState old, ResourceState state, Registered entry, IResourceOperations operations)
    {
        var diff = await operations.DiffAsync(
            new DiffQuestion(
                state.Urn, old.Id, old.Inputs, old.Outputs, state.Inputs, entry.Goal.IgnoreChanges, run.Preview),
            CancellationToken.None);
        if (diff.Changes == DiffChanges.Unknown)
            diff = DiffAnswer.Of(PropertyComparison.Compare(old.Inputs, state.Inputs));
        return ReplaceOnChanges.Apply(diff, entry.Goal.ReplaceOnChanges, old.InitErrors.Length > 0);
    }

    private async Task<PropertyMap> CheckAsync(
        string urn, PropertyMap? olds, PropertyMap news, Registered entry, IResourceOperations operations)
    {
        var answer =
            await operations.CheckAsync(urn, olds, news, entry.RandomSeed, run.Preview, CancellationToken.None);
        if (answer.Problems.Length == 0)
            return answer.Inputs;
        foreach (var problem in answer.Problems)
            run.Fail(urn, CheckProblems.Describe(urn, problem, news));
        throw new RegistrationFailedException(urn);
    }

    private static ResourceState StateOf(
        string urn, string provider, ResourceGoal goal, ImmutableArray<string> aliases, ResourceState? old) => new()
        {
            Urn = urn,
            Type = goal.Type,
            Custom = goal.Custom,
            Inputs = goal.Inputs,
            Parent = goal.Parent,
            Protect = goal.Protect ?? false,
            Dependencies = goal.Dependencies,
            PropertyDependencies = goal.PropertyDependencies,
            Provider = provider,
            AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
            Aliases = aliases,
            CustomTimeouts = goal.CustomTimeouts,
            ImportId = goal.ImportId,
            RetainOnDelete = goal.RetainOnDelete ?? false,
            DeletedWith = goal.DeletedWith,
            IgnoreChanges = goal.IgnoreChanges,
            ReplaceOnChanges = goal.ReplaceOnChanges,
            // Where in which program's text a resource stood does not outlive that program's run.
            OtherFields = (old?.OtherFields ?? ImmutableSortedDictionary<string, System.Text.Json.JsonElement>.Empty)
                .RemoveRange(["sourcePosition", "stackTrace"]),
        };
}
