using System.ComponentModel;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// Atlas's network in an Azure region: /groups/{projectId}/containers, id `{projectId}/{containerId}`.
/// </summary>
internal sealed class AzureNetworkContainer(Session session)
    : NetworkContainer<AzureNetworkContainer.AzureContainerInputs, AzureNetworkContainer.AzureContainerState>(session)
{
    internal record AzureContainerInputs : ContainerInputs
    {
        [Description("Azure region by Atlas's name for it, such as `US_EAST_2`. Changing it replaces the container.")]
        [Replaces, AtlasRegion]
        public required string Region { get; init; }

        [Description("IPv4 block of Atlas's network: /24 to /21 within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, "
            + "without host "
            + "bits. Changing it updates the container until Atlas has built the network, and replaces it afterwards.")]
        [PrivateCidr(21, 24)]
        public required string AtlasCidrBlock { get; init; }
    }

    internal sealed record AzureContainerState : AzureContainerInputs, IContainerState
    {
        public required string ContainerId { get; init; }

        public required bool Provisioned { get; init; }

        public required bool Adopted { get; init; }

        [Description("Id that Atlas gives its own Azure subscription, 24 hexadecimal digits: not a UUID. Not set "
            + "before Atlas "
            + "has built the network.")]
        [Stable]
        public string? AtlasSubscriptionId { get; init; }

        [Description("Name of Atlas's VNet. Not set before Atlas has built it.")]
        [Stable]
        public string? VnetName { get; init; }
    }

    public override string Token => "peering:index:AzureNetworkContainer";

    protected override CloudProvider Cloud => CloudProvider.Azure;

    protected override AtlasContainer Write(AzureContainerInputs inputs) => new()
    {
        ProviderName = Cloud.Wire(),
        Region = inputs.Region is { } region ? AtlasRegionAttribute.ToAtlas(region) : null,
        AtlasCidrBlock = inputs.AtlasCidrBlock,
    };

    protected override AzureContainerState Describe(AtlasContainer container, string project, bool adopted) => new()
    {
        ProjectId = project,
        Region = container.Region ?? "",
        AtlasCidrBlock = container.AtlasCidrBlock ?? "",
        ContainerId = container.Id ?? "",
        Provisioned = container.Provisioned ?? false,
        Adopted = adopted,
        AtlasSubscriptionId = container.AzureSubscriptionId,
        VnetName = container.VnetName,
    };
}
