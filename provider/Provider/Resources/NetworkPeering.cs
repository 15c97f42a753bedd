using System.ComponentModel;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>What every resource within a project takes.</summary>
internal record ProjectInputs
{
    [Description("Id of the Atlas project, 24 hexadecimal digits. Default: the provider's `projectId`. Changing it "
        + "replaces the resource.")]
    [Replaces, FromProvider, ObjectId("an Atlas project")]
    public string? ProjectId { get; init; }
}

/// <summary>What the peerings of all clouds take.</summary>
internal abstract record PeeringInputs : ProjectInputs
{
    [Description("Id of the network container on Atlas's side of the peering, 24 hexadecimal digits. It must be a "
        + "container "
        + "of the same cloud. Changing it replaces the peering.")]
    [Replaces, ObjectId("a network container")]
    public required string ContainerId { get; init; }
}

/// <summary>Azure and GCP peerings name a network, not its addresses, so only the program can tell them.</summary>
internal interface IRemoteBlocks
{
    [Description("IPv4 blocks of your network, such as `10.1.0.0/16`. Atlas is not told them: they are only held "
        + "against the "
        + "blocks of the container and of other peerings, so that an overlap shows in the preview. Changing them "
        + "touches nothing.")]
    [NotSent, Unordered, Cidr]
    IReadOnlyList<string>? RemoteCidrBlocks { get; }
}

/// <summary>What Atlas tells of the peerings of all clouds.</summary>
internal interface IPeeringState
{
    [Description("Id of the peering in Atlas, 24 hexadecimal digits. For the id of the AWS connection (`pcx-...`) "
        + "see `connectionId`.")]
    [Stable]
    string PeerId { get; }

    [Description("Why the peering failed, in the words of Atlas; not set while nothing is wrong.")]
    string? ErrorMessage { get; }

    [Description("IPv4 block of the container: what the other side routes to Atlas. Not set on an import after the "
        + "container is gone.")]
    [Stable]
    string? AtlasCidrBlock { get; }

    string Status { get; }
}

/// <summary>
/// The behaviour that the peerings of all clouds share. A cloud's own file says what it sends and reads.
/// </summary>
internal abstract class NetworkPeering<TInputs, TState>(Session session) : ResourceKind<TInputs, TState>
    where TInputs : PeeringInputs
    where TState : TInputs, IPeeringState
{
    protected Session Session => session;

    protected abstract CloudProvider Cloud { get; }

    public sealed override Shape ListInputs => Shape.Of<ProjectInputs>();

    public sealed override TimeSpan DefaultTimeout => TimeSpan.FromMinutes(30);

    /// <summary>The body of the POST.</summary>
    protected abstract AtlasPeer Write(TInputs inputs);

    protected abstract TState Describe(AtlasPeer peer, AtlasContainer? container, string project);

    /// <summary>The blocks of the other network, as far as the program says them.</summary>
    protected abstract IReadOnlyList<string> RemoteBlocks(TInputs inputs);

    /// <summary>
    /// The container as the state tells it, when that is all there is to tell: one with a peering keeps its block and
    /// its network, for Atlas refuses to change it (CONTAINERS_IN_USE). So a refresh need not ask for it.
    /// </summary>
    protected abstract AtlasContainer? Remembered(TState known);

    /// <summary>Whether a create is done: as far as it can get without the other side.</summary>
    protected abstract bool IsCreated(AtlasPeer peer, AtlasContainer? container);

    /// <summary>What the owner of the other network has to do now.</summary>
    protected virtual string UserStep(AtlasPeer peer, AtlasContainer? container) => "the other side has to act";

    protected sealed override string? ProviderDefault(string field) => session.ProjectId;

    protected override async Task PreflightAsync(TInputs inputs, bool preview, Operation operation)
    {
        if (session.Preflight != PreflightMode.Off && inputs.ProjectId is not null)
        {
            var plan = new PlannedPeer(inputs.ProjectId, Write(inputs), RemoteBlocks(inputs));
            var look = new Preflight(session, Token, plan, operation);
            Preflight.Report(
                await look.FindAsync(preview), session.Preflight, preview, operation);
        }
    }

    protected override async Task<(string Id, TState State)> CreateAsync(TInputs inputs, Operation operation)
    {
        var (project, wanted) = (inputs.ProjectId!, Write(inputs));
        operation.Status($"Asking Atlas for the peering with {wanted.RemoteNetwork}");
        var creation = new PeerCreation(session.Peers, Token, operation);
        var peer = await creation.CreateAsync(project, wanted);
        return ($"{project}/{peer.Id}", Describe(peer, null, project));
    }

    protected override async Task SettleAsync(string id, TState state, Action<TState> seen, Operation operation)
    {
        var (project, peerId) = PeeringId.Parse(id);
        var end = await session.Peers.Poll.UntilAsync(ReadAsync, found =>
        {
            var peer = found.Peer ?? throw new OperationFailedException(FailureKind.Precondition,
                $"The peering {id} was deleted in Atlas meanwhile. Run `pulumi refresh`, then `pulumi up`.");
            seen(Describe(peer, found.Container, project));
            return Judge(peer, found.Container, operation);
        }, Timeout.InfiniteTimeSpan, PollStart.Now, operation.Cancel);
        if (end.Last.Peer is { } last && last.Stage() == PeeringStage.UserTurn)
        {
            operation.Info($"{last.State}: {UserStep(last, end.Last.Container)}");
        }

        async Task<(AtlasPeer? Peer, AtlasContainer? Container)> ReadAsync(CancellationToken cancel)
        {
            var peer = await session.Peers.FindAsync(project, Cloud, peerId, cancel);
            // The container has nothing to tell while Atlas is still at work.
            return (peer, peer?.Stage() == PeeringStage.Moving ? null : await ContainerOf(project, peer, cancel));
        }
    }

    protected override async Task<(string Id, TState State)?> ReadAsync(string id, TState? known, Operation operation)
    {
        var lookup = new PeerLookup(session, Cloud, Token);
        if (await lookup.FindAsync(id, isImport: known is null, operation.Cancel) is not var (project, peer))
        {
            return null;
        }

        if (peer.Stage() == PeeringStage.Failed)
        {
            // Only a read can say why at length: a diff has no words but the properties it names.
            operation.Warn($"The peering {project}/{peer.Id} is {peer.FailureText()}");
        }

        var container = known is not null && known.ContainerId == peer.ContainerId && Remembered(known) is { } same
            ? same : await ContainerOf(project, peer, operation.Cancel);
        return ($"{project}/{peer.Id}", Describe(peer, container, project));
    }

    /// <summary>Nothing of a peering can be changed in place, except where a cloud says otherwise.</summary>
    protected override Task<TState> UpdateAsync(
        string id, TState state, TInputs inputs, IReadOnlyList<Change> changes, Operation operation) =>
            Task.FromResult(state);

    protected override async Task DeleteAsync(string id, TState state, Operation operation)
    {
        var (project, peerId) = PeeringId.Parse(id);
        try
        {
            await session.Peers.DeleteAsync(project, peerId, operation.Cancel);
        }
        catch (AtlasException failure) when (failure.IsGone)
        {
            return;
        }
        catch (AtlasException failure) when (failure.Has("PEER_ALREADY_REQUESTED_DELETION"))
        {
            // Somebody was faster; wait with them.
        }

        await session.Peers.Poll.UntilAsync(cancel => session.Peers.FindAsync(project, Cloud, peerId, cancel), peer =>
        {
            operation.Status(peer is null ? "Deleted" : $"{peer.State}: waiting until the peering is gone");
            return peer switch
            {
                null => PollVerdict.Done,
                { State: "DELETION_FAILED" } => throw new OperationFailedException(FailureKind.Precondition,
                    $"Atlas could not delete the peering {id}. {peer.FailureText()}"),
                _ => PollVerdict.Waiting,
            };
        }, Timeout.InfiniteTimeSpan, PollStart.Now, operation.Cancel);
    }

    /// <summary>A failed peering never recovers; only a new one can. The second change shows the reason.</summary>
    protected override IEnumerable<Change> Drift(string id, TState state, TInputs inputs)
    {
        if (state.Status == "FAILED")
        {
            yield return new Change("status", ChangeKind.Update, Replaces: true, OfInput: false);
            if (state.ErrorMessage is not null)
            {
                yield return new Change("errorMessage", ChangeKind.Update, Replaces: false, OfInput: false);
            }
        }
    }

    protected override void Leaves(string id) => session.Leaving.Add(id);

    /// <summary>
    /// Atlas answers PEER_ALREADY_EXISTS to a second peering with one network, and OVERLAPPING_CIDR_BLOCK to one whose
    /// addresses another has.
    /// </summary>
    protected override bool IsTwin(TState state, TInputs inputs) => state.ProjectId == inputs.ProjectId
        && (Write(state).MayExclude(Write(inputs))
            || Cidr.FirstOverlap(RemoteBlocks(inputs), RemoteBlocks(state)) is not null);

    public sealed override async Task<ListedPage> ListAsync(
        Value.Map query, string? continuation, int pageSize, Operation operation)
    {
        var project = session.ProjectOf(Codec.Decode<ProjectInputs>(query).ProjectId);
        var number = int.TryParse(continuation, out var next) ? next : 1;
        var (page, more) = await session.Peers.PageAsync(project, Cloud, number, pageSize, operation.Cancel);
        return new ListedPage(
            [.. page.Results.Select(peer => new Listed($"{project}/{peer.Id}", peer.RemoteNetwork))],
            more ? $"{number + 1}" : null);
    }

    private PollVerdict Judge(AtlasPeer peer, AtlasContainer? container, Operation operation)
    {
        switch (peer.Stage())
        {
            case PeeringStage.Failed:
                throw new OperationFailedException(FailureKind.Precondition, $"The peering is {peer.FailureText()}");
            case PeeringStage.Leaving:
                throw new OperationFailedException(FailureKind.Precondition, $"The peering is {peer.LeavingText()}");
            case var stage when stage == PeeringStage.Available || IsCreated(peer, container):
                return PollVerdict.Done;
            case PeeringStage.UserTurn:
                operation.Status($"{peer.State}: {UserStep(peer, container)}");
                return PollVerdict.Waiting;
            default:
                operation.Status($"{peer.State}: waiting for Atlas");
                return PollVerdict.Waiting;
        }
    }

    private async Task<AtlasContainer?> ContainerOf(string project, AtlasPeer? peer, CancellationToken cancel) =>
        peer?.ContainerId is { } id ? await session.Containers.FindAsync(project, id, cancel) : null;
}
