using System.ComponentModel;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// A peering between an Atlas project on Azure and a VNet: /groups/{projectId}/peers, id `{projectId}/{peerId}`.
/// </summary>
internal sealed class AzureNetworkPeering(Session session)
    : NetworkPeering<AzureNetworkPeering.AzureInputs, AzureNetworkPeering.AzureState>(session)
{
    internal record AzureInputs : PeeringInputs, IRemoteBlocks
    {
        [Description("UUID of the Microsoft Entra directory (tenant) of the VNet. Changing it replaces the peering.")]
        [Replaces, Uuid("a Microsoft Entra directory")]
        public required string AzureDirectoryId { get; init; }

        [Description("UUID of the Azure subscription of the VNet. Changing it replaces the peering.")]
        [Replaces, Uuid("an Azure subscription")]
        public required string AzureSubscriptionId { get; init; }

        [Description("Name of the resource group of the VNet. Changing it replaces the peering.")]
        [Replaces, AzureName("a resource group")]
        public required string ResourceGroupName { get; init; }

        [Description("Name of your VNet. Changing it replaces the peering.")]
        [Replaces, AzureName("a VNet")]
        public required string VnetName { get; init; }

        public IReadOnlyList<string>? RemoteCidrBlocks { get; init; }
    }

    internal sealed record AzureState : AzureInputs, IPeeringState
    {
        public required string PeerId { get; init; }

        [Description("Status in Atlas: `ADDING_PEER`, `AVAILABLE`, `FAILED`, `DELETING` or `DELETION_FAILED`.")]
        public required string Status { get; init; }

        public string? ErrorMessage { get; init; }

        public string? AtlasCidrBlock { get; init; }

        [Description("Name of Atlas's VNet. Not set before Atlas has made it.")]
        [Stable]
        public string? AtlasVnetName { get; init; }
    }

    public override string Token => "peering:index:AzureNetworkPeering";

    protected override CloudProvider Cloud => CloudProvider.Azure;

    protected override AtlasPeer Write(AzureInputs inputs) => new()
    {
        ProviderName = Cloud.Wire(),
        ContainerId = inputs.ContainerId,
        AzureDirectoryId = inputs.AzureDirectoryId,
        AzureSubscriptionId = inputs.AzureSubscriptionId,
        ResourceGroupName = inputs.ResourceGroupName,
        VnetName = inputs.VnetName,
    };

    protected override AzureState Describe(AtlasPeer peer, AtlasContainer? container, string project) => new()
    {
        ProjectId = project,
        ContainerId = peer.ContainerId ?? "",
        AzureDirectoryId = peer.AzureDirectoryId ?? "",
        AzureSubscriptionId = peer.AzureSubscriptionId ?? "",
        ResourceGroupName = peer.ResourceGroupName ?? "",
        VnetName = peer.VnetName ?? "",
        PeerId = peer.Id ?? "",
        Status = peer.State,
        ErrorMessage = peer.Error,
        AtlasCidrBlock = container?.AtlasCidrBlock,
        AtlasVnetName = container?.VnetName,
    };

    protected override AtlasContainer? Remembered(AzureState known) =>
        known is { AtlasCidrBlock: { } block, AtlasVnetName: { } vnet }
            ? new() { AtlasCidrBlock = block, VnetName = vnet } : null;

    protected override IReadOnlyList<string> RemoteBlocks(AzureInputs inputs) => inputs.RemoteCidrBlocks ?? [];

    /// <summary>Rights are granted before, so there is no turn of the user's: AVAILABLE or nothing.</summary>
    protected override bool IsCreated(AtlasPeer peer, AtlasContainer? container) => false;
}
