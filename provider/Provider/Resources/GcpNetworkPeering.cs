using System.ComponentModel;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// A peering between an Atlas project on Google Cloud and a VPC network: /groups/{projectId}/peers, id
/// `{projectId}/{peerId}`.
/// </summary>
internal sealed class GcpNetworkPeering(Session session)
    : NetworkPeering<GcpNetworkPeering.GcpInputs, GcpNetworkPeering.GcpState>(session)
{
    internal record GcpInputs : PeeringInputs, IRemoteBlocks
    {
        [Description("Id of the GCP project of your network. Changing it replaces the peering.")]
        [Replaces, GcpProjectId]
        public required string GcpProjectId { get; init; }

        [Description("Name of your VPC network. Changing it replaces the peering.")]
        [Replaces, GcpNetworkName]
        public required string NetworkName { get; init; }

        public IReadOnlyList<string>? RemoteCidrBlocks { get; init; }
    }

    internal sealed record GcpState : GcpInputs, IPeeringState
    {
        public required string PeerId { get; init; }

        [Description("Status in Atlas: `ADDING_PEER`, `WAITING_FOR_USER` (your network has to be peered with Atlas's), "
            + "`AVAILABLE`, `FAILED` or `DELETING`.")]
        public required string Status { get; init; }

        public string? ErrorMessage { get; init; }

        public string? AtlasCidrBlock { get; init; }

        [Description("Id of Atlas's GCP project: the other end for your network's peering.")]
        [Stable]
        public string? AtlasGcpProjectId { get; init; }

        [Description("Name of Atlas's network: the other end for your network's peering.")]
        [Stable]
        public string? AtlasNetworkName { get; init; }
    }

    public override string Token => "peering:index:GcpNetworkPeering";

    protected override CloudProvider Cloud => CloudProvider.Gcp;

    protected override AtlasPeer Write(GcpInputs inputs) => new()
    {
        ProviderName = Cloud.Wire(),
        ContainerId = inputs.ContainerId,
        GcpProjectId = inputs.GcpProjectId,
        NetworkName = inputs.NetworkName,
    };

    protected override GcpState Describe(AtlasPeer peer, AtlasContainer? container, string project) => new()
    {
        ProjectId = project,
        ContainerId = peer.ContainerId ?? "",
        GcpProjectId = peer.GcpProjectId ?? "",
        NetworkName = peer.NetworkName ?? "",
        PeerId = peer.Id ?? "",
        Status = peer.State,
        ErrorMessage = peer.Error,
        AtlasCidrBlock = container?.AtlasCidrBlock,
        AtlasGcpProjectId = container?.GcpProjectId,
        AtlasNetworkName = container?.NetworkName,
    };

    protected override AtlasContainer? Remembered(GcpState known) =>
        known is { AtlasCidrBlock: { } block, AtlasGcpProjectId: { } project, AtlasNetworkName: { } network }
            ? new() { AtlasCidrBlock = block, GcpProjectId = project, NetworkName = network } : null;

    protected override IReadOnlyList<string> RemoteBlocks(GcpInputs inputs) => inputs.RemoteCidrBlocks ?? [];

    /// <summary>
    /// WAITING_FOR_USER alone is too early: until the container is provisioned there is no network of Atlas's to peer
    /// with.
    /// </summary>
    protected override bool IsCreated(AtlasPeer peer, AtlasContainer? container) =>
        peer.Stage() == PeeringStage.UserTurn
            && container is { Provisioned: true, GcpProjectId: not null, NetworkName: not null };

    protected override string UserStep(AtlasPeer peer, AtlasContainer? container) => container?.NetworkName is null
        ? "Atlas is making its network"
        : $"peer network {peer.NetworkName} of GCP project {peer.GcpProjectId} with network {container.NetworkName} "
            + $"of project {container.GcpProjectId}";
}
