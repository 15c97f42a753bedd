using System.ComponentModel;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// Atlas's network on Google Cloud, one for all regions of a project: /groups/{projectId}/containers, id
/// `{projectId}/{containerId}`.
/// </summary>
internal sealed class GcpNetworkContainer(Session session)
    : NetworkContainer<GcpNetworkContainer.GcpContainerInputs, GcpNetworkContainer.GcpContainerState>(session)
{
    internal record GcpContainerInputs : ContainerInputs
    {
        [Description("IPv4 block of Atlas's network, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, without "
            + "host bits: /18 or "
            + "larger for all regions, or /24 to /21 with `regions`. Changing a block of /18 or larger updates the "
            + "container until "
            + "Atlas has built the network; every other change replaces it.")]
        [PrivateCidr(8, 24)]
        public required string AtlasCidrBlock { get; init; }

        [Description("The only regions the project may use then, by Atlas's names for them such as `CENTRAL_US`; for "
            + "small blocks: "
            + "1 to 8 regions with /21, 1 to 4 with /22, 1 or 2 with /23, 1 with /24. Changing them replaces the "
            + "container.")]
        [Replaces, Unordered, AtlasRegion]
        public IReadOnlyList<string>? Regions { get; init; }
    }

    internal sealed record GcpContainerState : GcpContainerInputs, IContainerState
    {
        public required string ContainerId { get; init; }

        public required bool Provisioned { get; init; }

        public required bool Adopted { get; init; }

        [Description("Id of Atlas's GCP project. Not set before Atlas has built the network.")]
        [Stable]
        public string? GcpProjectId { get; init; }

        [Description("Name of Atlas's network. Not set before Atlas has built it.")]
        [Stable]
        public string? NetworkName { get; init; }
    }

    public override string Token => "peering:index:GcpNetworkContainer";

    protected override CloudProvider Cloud => CloudProvider.Gcp;

    /// <summary>
    /// How many regions a small block has room for; Atlas says ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER.
    /// </summary>
    protected override IEnumerable<CheckFailure> Validate(GcpContainerInputs inputs, Value.Map given)
    {
        if (!Cidr.TryParse(inputs.AtlasCidrBlock, out var block))
        {
            yield break;
        }

        if (block.Prefix <= 18)
        {
            if (given["regions"] is not null)
            {
                yield return new CheckFailure("regions",
                    $"must be left out with a block of /{block.Prefix}, which is for all regions");
            }

            yield break;
        }

        var most = block.Prefix switch { 21 => 8, 22 => 4, 23 => 2, 24 => 1, _ => 0 };
        if (most == 0)
        {
            yield return new CheckFailure("atlasCidrBlock",
                $"has the size /{block.Prefix}: it must be /18 or larger, or /21 to /24 together with regions");
        }
        else if (given["regions"] is null)
        {
            yield return new CheckFailure("regions",
                $"is missing: a block of /{block.Prefix} takes 1 to {most}; without regions it must be /18 or larger");
        }
        else if (inputs.Regions is { } regions && (regions.Count == 0 || regions.Count > most))
        {
            yield return new CheckFailure(
                "regions", $"has {regions.Count} entries; a block of /{block.Prefix} takes 1 to {most}");
        }
    }

    protected override AtlasContainer Write(GcpContainerInputs inputs) => new()
    {
        ProviderName = Cloud.Wire(),
        AtlasCidrBlock = inputs.AtlasCidrBlock,
        Regions = inputs.Regions is null ? null : [.. inputs.Regions.Select(AtlasRegionAttribute.ToAtlas)],
    };

    protected override GcpContainerState Describe(AtlasContainer container, string project, bool adopted) => new()
    {
        ProjectId = project,
        AtlasCidrBlock = container.AtlasCidrBlock ?? "",
        // Of a large one they would be no choice of anybody's.
        Regions = container.Regions is { Count: > 0 } && Cidr.TryParse(container.AtlasCidrBlock, out var block)
            && block.Prefix > 18 ? container.Regions : null,
        ContainerId = container.Id ?? "",
        Provisioned = container.Provisioned ?? false,
        Adopted = adopted,
        GcpProjectId = container.GcpProjectId,
        NetworkName = container.NetworkName,
    };
}
