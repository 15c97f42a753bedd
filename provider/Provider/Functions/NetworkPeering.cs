using System.ComponentModel;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>A peering of any cloud as a look-up tells it; what a cloud does not have is not set.</summary>
[Description("A network peering of any cloud. Which of the fields are set depends on the cloud.")]
internal sealed record NetworkPeering
{
    [Description("Id of the Atlas project.")]
    public required string ProjectId { get; init; }

    [Description("Id of the peering in Atlas.")]
    public required string PeerId { get; init; }

    [Description("The id to use with `pulumi import` and with `NetworkPeeringActivation`: project/peer.")]
    public required string ImportId { get; init; }

    [Description("The cloud of the peering.")]
    public required CloudProvider ProviderName { get; init; }

    [Description("Id of the network container on Atlas's side.")]
    public string? ContainerId { get; init; }

    [Description("Status in Atlas; the values differ from cloud to cloud, and Atlas may add some.")]
    public required string Status { get; init; }

    [Description("Why the peering failed; not set while nothing is wrong.")]
    public string? ErrorMessage { get; init; }

    [Description("AWS: region of the VPC, as AWS spells it. Not set when it is the container's.")]
    public string? AccepterRegionName { get; init; }

    [Description("AWS: account of the VPC.")]
    public string? AwsAccountId { get; init; }

    [Description("AWS: id of the VPC.")]
    public string? VpcId { get; init; }

    [Description("AWS: block that Atlas routes to the VPC.")]
    public string? RouteTableCidrBlock { get; init; }

    [Description("AWS: id of the peering connection, `pcx-...`.")]
    public string? ConnectionId { get; init; }

    [Description("Azure: directory of the VNet.")]
    public string? AzureDirectoryId { get; init; }

    [Description("Azure: subscription of the VNet.")]
    public string? AzureSubscriptionId { get; init; }

    [Description("Azure: resource group of the VNet.")]
    public string? ResourceGroupName { get; init; }

    [Description("Azure: name of the VNet.")]
    public string? VnetName { get; init; }

    [Description("GCP: project of the network.")]
    public string? GcpProjectId { get; init; }

    [Description("GCP: name of the network.")]
    public string? NetworkName { get; init; }

    public static NetworkPeering From(AtlasPeer peer, string project) => new()
    {
        ProjectId = project,
        PeerId = peer.Id ?? "",
        ImportId = $"{project}/{peer.Id}",
        ProviderName = peer.Cloud,
        ContainerId = peer.ContainerId,
        Status = peer.State,
        ErrorMessage = peer.Error,
        AccepterRegionName = peer.AccepterRegionName,
        AwsAccountId = peer.AwsAccountId,
        VpcId = peer.VpcId,
        RouteTableCidrBlock = peer.RouteTableCidrBlock,
        ConnectionId = peer.ConnectionId,
        AzureDirectoryId = peer.AzureDirectoryId,
        AzureSubscriptionId = peer.AzureSubscriptionId,
        ResourceGroupName = peer.ResourceGroupName,
        VnetName = peer.VnetName,
        GcpProjectId = peer.GcpProjectId,
        NetworkName = peer.NetworkName,
    };
}
