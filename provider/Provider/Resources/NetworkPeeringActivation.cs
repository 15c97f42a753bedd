using System.ComponentModel;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// The wait until a peering of any cloud is AVAILABLE, as a resource of its own: it can come after the resource that
/// accepts the
/// peering, which a wait inside the peering's create never could. Its id is the peering's; Atlas knows nothing of it.
/// </summary>
internal sealed class NetworkPeeringActivation(Session session)
    : ResourceKind<NetworkPeeringActivation.ActivationInputs, NetworkPeeringActivation.ActivationState>
{
    private const string Active = "AVAILABLE";

    internal record ActivationInputs
    {
        [Description("The `id` of a network peering of any cloud: project/peer. Changing it replaces the activation.")]
        [Replaces, PeeringIdFormat]
        public required string PeeringId { get; init; }
    }

    internal sealed record ActivationState : ActivationInputs
    {
        [Description("The cloud of the peering.")]
        [Stable]
        public required CloudProvider ProviderName { get; init; }

        [Description("Status of the peering in Atlas: `AVAILABLE` unless the connection was lost since.")]
        public required string Status { get; init; }
    }

    public override string Token => "peering:index:NetworkPeeringActivation";

    public override TimeSpan DefaultTimeout => TimeSpan.FromMinutes(60);

    protected override string? ProviderDefault(string field) => null;

    protected override async Task<(string Id, ActivationState State)> CreateAsync(
        ActivationInputs inputs, Operation operation) =>
        await FindAsync(inputs.PeeringId, operation.Cancel) is { } peer
            ? (inputs.PeeringId, Describe(inputs.PeeringId, peer))
            : throw Gone(inputs.PeeringId);

    protected override Task SettleAsync(
        string id, ActivationState state, Action<ActivationState> seen, Operation operation)
    {
        var (project, peerId) = PeeringId.Parse(id);
        // The cloud is known by now, so waits for many peerings look together with one list.
        return session.Peers.Poll.UntilAsync(cancel => session.Peers.FindAsync(
            project, state.ProviderName, peerId, cancel), found =>
        {
            var peer = found ?? throw Gone(id);
            seen(Describe(id, peer));
            operation.Status(peer.State + peer.Stage() switch
            {
                PeeringStage.UserTurn => ": waiting for the owner of the other network",
                PeeringStage.Moving => ": waiting for Atlas",
                _ => "",
            });
            return peer.Stage() switch
            {
                PeeringStage.Available => PollVerdict.Done,
                PeeringStage.Failed => throw new OperationFailedException(
                    FailureKind.Precondition, $"The peering {id} is {peer.FailureText("pulumi up --refresh")}"),
                PeeringStage.Leaving => throw new OperationFailedException(
                    FailureKind.Precondition, $"The peering {id} is {peer.LeavingText()}"),
                _ => PollVerdict.Waiting,
            };
        }, Timeout.InfiniteTimeSpan, PollStart.Now, operation.Cancel);
    }

    protected override async Task<(string Id, ActivationState State)?> ReadAsync(
        string id, ActivationState? known, Operation operation) =>
        new PeeringIdFormatAttribute().Problem(id) is { } problem
            ? throw new OperationFailedException(FailureKind.InvalidInput, $"'{id}' {problem}.")
            : await FindAsync(id, operation.Cancel) is { } peer ? (id, Describe(id, peer)) : null;

    /// <summary>There is nothing to send; the wait that follows is the whole update.</summary>
    protected override Task<ActivationState> UpdateAsync(string id, ActivationState state, ActivationInputs inputs,
        IReadOnlyList<Change> changes, Operation operation) => Task.FromResult(state);

    protected override Task DeleteAsync(string id, ActivationState state, Operation operation) => Task.CompletedTask;

    /// <summary>A connection that was lost is waited for again.</summary>
    protected override IEnumerable<Change> Drift(string id, ActivationState state, ActivationInputs inputs) =>
        state.Status == Active
        ? []
        : [new Change("status", ChangeKind.Update, Replaces: false, OfInput: false)];

    private static ActivationState Describe(string id, AtlasPeer peer) =>
        new() { PeeringId = id, ProviderName = peer.Cloud, Status = peer.State };

    private static OperationFailedException Gone(string id) => new(FailureKind.NotFound,
        $"There is no peering {id} (any more). Run `pulumi refresh`, then `pulumi up`.");

    private async Task<AtlasPeer?> FindAsync(string id, CancellationToken cancel)
    {
        var (project, peerId) = PeeringId.Parse(id);
        return await session.Peers.FindAnyAsync(project, peerId, cancel);
    }
}
