using System.ComponentModel;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>A container of any cloud as a look-up tells it; what a cloud does not have is not set.</summary>
[Description("A network container of any cloud. Which of the fields are set depends on the cloud.")]
internal sealed record NetworkContainer
{
    [Description("Id of the Atlas project.")]
    public required string ProjectId { get; init; }

    [Description("Id of the container in Atlas: what a peering's `containerId` takes.")]
    public required string ContainerId { get; init; }

    [Description("The id to use with `pulumi import`: project/container.")]
    public required string ImportId { get; init; }

    [Description("The cloud of the container.")]
    public required CloudProvider ProviderName { get; init; }

    [Description("IPv4 block of the container.")]
    public string? AtlasCidrBlock { get; init; }

    [Description("Whether Atlas has built the network in the cloud.")]
    public required bool Provisioned { get; init; }

    [Description("AWS and Azure: the region by Atlas's name for it.")]
    public string? Region { get; init; }

    [Description("GCP: the regions a small container is limited to.")]
    public IReadOnlyList<string>? Regions { get; init; }

    [Description("AWS: id of Atlas's VPC.")]
    public string? VpcId { get; init; }

    [Description("Azure: Atlas's id of its own subscription (not a UUID).")]
    public string? AtlasSubscriptionId { get; init; }

    [Description("Azure: name of Atlas's VNet.")]
    public string? VnetName { get; init; }

    [Description("GCP: Atlas's project.")]
    public string? GcpProjectId { get; init; }

    [Description("GCP: name of Atlas's network.")]
    public string? NetworkName { get; init; }

    public static NetworkContainer From(AtlasContainer container, string project) => new()
    {
        ProjectId = project,
        ContainerId = container.Id ?? "",
        ImportId = $"{project}/{container.Id}",
        ProviderName = container.Cloud,
        AtlasCidrBlock = container.AtlasCidrBlock,
        Provisioned = container.Provisioned ?? false,
        Region = container.RegionName ?? container.Region,
        Regions = container.Regions,
        VpcId = container.Cloud == CloudProvider.Aws ? container.VpcId : null,
        AtlasSubscriptionId = container.AzureSubscriptionId,
        VnetName = container.VnetName,
        GcpProjectId = container.GcpProjectId,
        NetworkName = container.NetworkName,
    };
}
