using System.ComponentModel;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>What the containers of all clouds take.</summary>
internal abstract record ContainerInputs : ProjectInputs
{
    [Description("Whether a container that exists already is taken over instead of refused. Atlas makes one by "
        + "itself with the "
        + "first cluster in a region. One taken over so is never deleted. Default: false.")]
    [NotSent, DefaultValue(false)]
    public bool? AdoptExisting { get; init; }
}

/// <summary>What Atlas tells of the containers of all clouds.</summary>
internal interface IContainerState
{
    [Description("Id of the container in Atlas, 24 hexadecimal digits: what a peering's `containerId` takes.")]
    [Stable]
    string ContainerId { get; }

    [Description("Whether Atlas has built the network in the cloud. From then on the block cannot be changed in "
        + "place.")]
    [Stable]
    bool Provisioned { get; }

    [Description("Whether the container existed before and was taken over: it is not deleted then.")]
    [NotSent, Stable]
    bool Adopted { get; }

    string? AtlasCidrBlock { get; }
}

/// <summary>
/// The behaviour that the containers of all clouds share. A cloud's own file says what it sends and reads.
/// </summary>
internal abstract class NetworkContainer<TInputs, TState>(Session session) : ResourceKind<TInputs, TState>
    where TInputs : ContainerInputs
    where TState : TInputs, IContainerState
{
    protected abstract CloudProvider Cloud { get; }

    public sealed override Shape ListInputs => Shape.Of<ProjectInputs>();

    public sealed override TimeSpan DefaultTimeout => TimeSpan.FromMinutes(10);

    /// <summary>
    /// The body of POST and PATCH. A PATCH without the region is answered with a bare 500, so it is always there.
    /// </summary>
    protected abstract AtlasContainer Write(TInputs inputs);

    protected abstract TState Describe(AtlasContainer container, string project, bool adopted);

    protected sealed override string? ProviderDefault(string field) => session.ProjectId;

    protected override async Task PreflightAsync(TInputs inputs, bool preview, Operation operation)
    {
        // The real create looks for itself; a look ahead only helps a preview.
        if (!preview || session.Preflight == PreflightMode.Off || inputs.ProjectId is null
            || Write(inputs) is not { Place: not "" } wanted)
        {
            return;
        }

        if (await ExistingAsync(inputs.ProjectId, wanted, Preflight.AgeOf(preview), operation.Cancel) is { } existing
            && Refusal(inputs, wanted, existing, operation) is { } refusal)
        {
            var isLeaving = session.Leaving.Contains($"{inputs.ProjectId}/{existing.Id}");
            Preflight.Report(
                isLeaving ? [] : [new Finding(refusal, IsCertain: false)], session.Preflight, preview, operation);
        }
    }

    protected override async Task<(string Id, TState State)> CreateAsync(TInputs inputs, Operation operation)
    {
        var (project, wanted) = (inputs.ProjectId!, Write(inputs));
        if (await ExistingAsync(project, wanted, TimeSpan.Zero, operation.Cancel) is { } existing)
        {
            return Adopt(inputs, wanted, existing, operation);
        }

        try
        {
            var made = await session.Containers.CreateAsync(project, wanted, operation.Cancel);
            return ($"{project}/{made.Id}", Describe(made, project, adopted: false));
        }
        catch (AtlasException failure) when (failure.Has("CONTAINER_ALREADY_EXISTS"))
        {
            // A cluster made one between our look and our request.
            if (await ExistingAsync(project, wanted, TimeSpan.Zero, operation.Cancel) is { } other)
            {
                return Adopt(inputs, wanted, other, operation);
            }

            throw;
        }
        catch (Exception lost) when (LostAnswer.Is(lost))
        {
            operation.Warn("The answer to the request was lost; looking whether Atlas has made the container.");
            // There was none before, and a place has only one: what is there now is ours.
            var ours = await LostAnswer.ResolveAsync(
                lost, cancel => ExistingAsync(project, wanted, TimeSpan.Zero, cancel),
                $"there is no {Cloud.Wire()} container in {wanted.Place}",
                "Run `pulumi up` again: it makes the container, or tells that it is there. Then take it over with "
                + $"{TakeOver.With(operation, Token, $"{project}/{wanted.Place}")}.");
            return ($"{project}/{ours.Id}", Describe(ours, project, adopted: false));
        }
    }

    protected override async Task<(string Id, TState State)?> ReadAsync(string id, TState? known, Operation operation)
    {
        var lookup = new ContainerLookup(session, Cloud);
        return await lookup.FindAsync(id, isImport: known is null, operation.Cancel) is var (project, container)
            ? ($"{project}/{container.Id}", Describe(container, project, adopted: false))
            : null;
    }

    protected override async Task<TState> UpdateAsync(
        string id, TState state, TInputs inputs, IReadOnlyList<Change> changes, Operation operation)
    {
        if (changes.All(change => change.Root != "atlasCidrBlock"))
        {
            return state;
        }

        var (project, containerId) = PeeringId.Parse(id);
        var wanted = Write(inputs);
        AtlasContainer changed;
        try
        {
            changed = await session.Containers.UpdateAsync(project, containerId, wanted, operation.Cancel);
        }
        catch (AtlasException failure) when (failure.Has("CONTAINERS_IN_USE"))
        {
            // The state may be from before its first peering, and only a refresh makes a replacement of this change.
            throw new OperationFailedException(FailureKind.Precondition,
                $"{failure.Message} Or run `pulumi up --refresh`: its preview shows what replacing the container takes "
                + "along.", failure);
        }
        catch (Exception lost) when (LostAnswer.Is(lost))
        {
            changed = await LostAnswer.ResolveAsync(lost,
                async cancel => await session.Containers.FindAsync(project, containerId, cancel) is { } now
                    && now.AtlasCidrBlock == wanted.AtlasCidrBlock ? now : null,
                $"its block is not {wanted.AtlasCidrBlock}", "Run `pulumi up` again: it sends the block once more.");
        }

        return Describe(changed, project, state.Adopted);
    }

    protected override async Task DeleteAsync(string id, TState state, Operation operation)
    {
        if (state.Adopted)
        {
            operation.Info($"The container {id} existed before it was taken over, so it stays in Atlas.");
            return;
        }

        var (project, containerId) = PeeringId.Parse(id);
        var refusal = "";
        try
        {
            await session.Containers.Poll.UntilAsync(DeleteOnceAsync, gone =>
            {
                operation.Status(gone ? "Deleted" : refusal);
                return gone ? PollVerdict.Done : PollVerdict.Waiting;
            }, Timeout.InfiniteTimeSpan, PollStart.Now, operation.Cancel);
        }
        catch (OperationCanceledException) when (operation.IsTimedOut && refusal.Length > 0)
        {
            throw new OperationFailedException(
                FailureKind.TimedOut, $"The container {id} could not be deleted in time: {refusal}");
        }

        async Task<bool> DeleteOnceAsync(CancellationToken cancel)
        {
            try
            {
                await session.Containers.DeleteAsync(project, containerId, cancel);
                return true;
            }
            catch (AtlasException failure) when (failure.IsGone)
            {
                return true;
            }
            catch (AtlasException failure) when (
                failure.Has("CONTAINERS_IN_USE", "CANNOT_DELETE_RECENTLY_CREATED_CONTAINER"))
            {
                refusal = await HoldersAsync(project, containerId, failure, cancel);
                return false;
            }
        }
    }

    /// <summary>
    /// Once the network is built, or when the block is a small one of GCP's, Atlas takes no other block.
    /// </summary>
    protected override bool Replaces(Change change, TState state) => change.Root == "atlasCidrBlock"
        && (state.Provisioned
            || (Cloud == CloudProvider.Gcp && Cidr.TryParse(state.AtlasCidrBlock, out var block) && block.Prefix > 18));

    protected override void Leaves(string id) => session.Leaving.Add(id);

    /// <summary>
    /// A place has one container: CONTAINER_ALREADY_EXISTS. One that was taken over is never deleted, so nothing is to
    /// go first, least of all what depends on it; the create says that it cannot be.
    /// </summary>
    protected override bool IsTwin(TState state, TInputs inputs) =>
        !state.Adopted && state.ProjectId == inputs.ProjectId && Write(state).Place == Write(inputs).Place;

    public sealed override async Task<ListedPage> ListAsync(
        Value.Map query, string? continuation, int pageSize, Operation operation)
    {
        var project = session.ProjectOf(Codec.Decode<ProjectInputs>(query).ProjectId);
        var number = int.TryParse(continuation, out var next) ? next : 1;
        var (page, more) = await session.Containers.PageAsync(project, Cloud, number, pageSize, operation.Cancel);
        return new ListedPage(
            [.. page.Results.Select(container => new Listed($"{project}/{container.Id}", container.Place))],
            more ? $"{number + 1}" : null);
    }

    private async Task<AtlasContainer?> ExistingAsync(
        string project, AtlasContainer wanted, TimeSpan age, CancellationToken cancel) =>
        (await session.Containers.ListAsync(project, age, cancel))
            .FirstOrDefault(container => container.Cloud == Cloud && container.Place == wanted.Place);

    private (string Id, TState State) Adopt(
        TInputs inputs, AtlasContainer wanted, AtlasContainer existing, Operation operation)
    {
        var project = inputs.ProjectId!;
        if (Refusal(inputs, wanted, existing, operation) is { } refusal)
        {
            throw new OperationFailedException(FailureKind.Precondition, refusal);
        }

        operation.Info($"Took over the container {existing.Id} ({existing.AtlasCidrBlock}); "
            + "it will not be deleted with this resource.");
        return ($"{project}/{existing.Id}", Describe(existing, project, adopted: true));
    }

    /// <summary>Why an existing container cannot stand for the wanted one; null when it can.</summary>
    private string? Refusal(TInputs inputs, AtlasContainer wanted, AtlasContainer existing, Operation operation)
    {
        var project = inputs.ProjectId;
        var what = $"Project {project} has a network container of {Cloud.Wire()} in {existing.Place} already, "
            + $"{existing.Id} with the block {existing.AtlasCidrBlock}";
        if (inputs.AdoptExisting != true)
        {
            return $"{what}, and Atlas allows one. Share it with adoptExisting, which never deletes it, or take it "
                + $"over with {TakeOver.With(operation, Token, $"{project}/{existing.Id}")}. If this stack has it "
                + "under a former name, give the resource option aliases.";
        }

        return wanted switch
        {
            { AtlasCidrBlock: { } block } when block != existing.AtlasCidrBlock =>
                $"{what}; it cannot be taken over with the block {block}. Give its own block.",
            { Regions: { } regions } when !regions.ToHashSet().SetEquals(existing.Regions ?? []) =>
                $"{what}; its regions are {(existing.Regions is { Count: > 0 } own ? string.Join(", ", own) : "all")}, "
                + "and it cannot be taken over with others. Give its own.",
            _ => null,
        };
    }

    /// <summary>What keeps a container: its peerings by name, or else what only Atlas knows.</summary>
    private async Task<string> HoldersAsync(
        string project, string containerId, AtlasException failure, CancellationToken cancel)
    {
        if (failure.Has("CANNOT_DELETE_RECENTLY_CREATED_CONTAINER"))
        {
            return $"CANNOT_DELETE_RECENTLY_CREATED_CONTAINER: {failure.Detail ?? "it was created a moment ago"}. "
                + "Run the destroy again later.";
        }

        var peers = (await session.Peers.ListAsync(project, Cloud, cancel))
            .Where(peer => peer.ContainerId == containerId).ToList();
        return "CONTAINERS_IN_USE: " + (peers.Count == 0
            ? "clusters or cloud backups in its region hold it, or Atlas is still cleaning up after the last of "
                + "them. Delete them, or keep "
                + "the container with the resource option retainOnDelete."
            : "these peerings hold it: "
                + string.Join(
                    ", ", peers.Select(peer => $"{project}/{peer.Id} with {peer.RemoteNetwork} ({peer.State})"))
                + ". Delete them first.");
    }
}
