using System.ComponentModel;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>Atlas's network in an AWS region: /groups/{projectId}/containers, id `{projectId}/{containerId}`.</summary>
internal sealed class AwsNetworkContainer(Session session)
    : NetworkContainer<AwsNetworkContainer.AwsContainerInputs, AwsNetworkContainer.AwsContainerState>(session)
{
    internal record AwsContainerInputs : ContainerInputs
    {
        [Description("AWS region, as AWS spells it (`us-east-1`) or as Atlas does (`US_EAST_1`). Changing it "
            + "replaces the container.")]
        [Replaces, AwsRegion]
        public required string RegionName { get; init; }

        [Description("IPv4 block of Atlas's network: /24 to /21 within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, "
            + "without host "
            + "bits. Left out, Atlas chooses. Changing it updates the container until Atlas has built the network, and "
            + "replaces it afterwards.")]
        [AtlasChooses, PrivateCidr(21, 24)]
        public string? AtlasCidrBlock { get; init; }
    }

    internal sealed record AwsContainerState : AwsContainerInputs, IContainerState
    {
        public required string ContainerId { get; init; }

        public required bool Provisioned { get; init; }

        public required bool Adopted { get; init; }

        [Description("Id of Atlas's VPC. Not set before Atlas has built it.")]
        [Stable]
        public string? VpcId { get; init; }
    }

    public override string Token => "peering:index:AwsNetworkContainer";

    protected override CloudProvider Cloud => CloudProvider.Aws;

    protected override AtlasContainer Write(AwsContainerInputs inputs) => new()
    {
        ProviderName = Cloud.Wire(),
        RegionName = inputs.RegionName is { } region ? AwsRegionAttribute.ToAtlas(region) : null,
        AtlasCidrBlock = inputs.AtlasCidrBlock,
    };

    protected override AwsContainerState Describe(AtlasContainer container, string project, bool adopted) => new()
    {
        ProjectId = project,
        RegionName = container.RegionName ?? "",
        AtlasCidrBlock = container.AtlasCidrBlock,
        ContainerId = container.Id ?? "",
        Provisioned = container.Provisioned ?? false,
        Adopted = adopted,
        VpcId = container.VpcId,
    };
}
