using AtlasEmulator.Http;
using AtlasEmulator.StateMachines;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

/// <summary>Blocks, regions and numbers of containers.</summary>
internal static class ContainerRules
{
    private static readonly string[] Common = ["providerName", "atlasCidrBlock"];
    private static readonly string[] ReadOnly =
        ["id", "provisioned", "vpcId", "vnetName", "azureSubscriptionId", "gcpProjectId", "networkName"];
    private static readonly string[] Placement = ["regionName", "region", "regions"];

    public static string RegionAttribute(CloudProvider provider) => provider switch
    {
        CloudProvider.AWS => "regionName",
        CloudProvider.AZURE => "region",
        _ => "regions",
    };

    public static void CheckNames(Body body, CloudProvider provider)
    {
        foreach (var name in body.Names)
        {
            if (Common.Contains(name) || name == RegionAttribute(provider)) continue;
            if (ReadOnly.Contains(name)) throw Errors.ReadOnly(name);
            if (!Placement.Contains(name)) throw Errors.Attribute(name, "it does not exist.");
            throw new AtlasError(400, "INVALID_PROVIDER_PARAMETERS",
                $"The attribute {name} does not belong to provider {provider}.", name, provider.ToString());
        }
    }

    public static void DemandRegion(CloudProvider provider, string region)
    {
        if (Regions.Of(provider).Contains(region)) return;
        // us-east-1 does not even fit the type Atlas reads it into; an unknown US_EAST_9 does.
        if (region.Any(c => char.IsAsciiLetterLower(c) || c == '-'))
            throw Errors.JsonAttribute(RegionAttribute(provider));
        throw new AtlasError(400, "INVALID_REGION", $"{provider} has no region {region}.", region);
    }

    /// <summary>AWS and Azure: /24 to /21. GCP: /18 or larger, or /24 to /21 for a few named regions.</summary>
    public static void DemandBlock(CloudProvider provider, string text, IReadOnlyList<string>? regions)
    {
        if (!Cidr.TryParse(text, out var block))
            throw new AtlasError(400, "INVALID_CIDR_BLOCK", $"{text} is not a CIDR block.", text);
        if (block.HasHostBits)
            throw new AtlasError(400, "ATLAS_NON_CANONICAL_CIDR_BLOCK", $"{text} has host bits set.", text);
        if (!block.IsPrivate)
            throw new AtlasError(400, "ATLAS_INVALID_CIDR_RANGE", $"{text} is not a private block.", text);
        var small = block.Prefix is >= 21 and <= 24;
        if (regions is not null)
        {
            var most = small ? 1 << (24 - block.Prefix) : 0;
            if (regions.Count < 1 || regions.Count > most)
            {
                throw new AtlasError(400, "ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER",
                    $"{text} does not fit {regions.Count} regions.", text, regions.Count);
            }
        }
        else if (provider == CloudProvider.GCP ? block.Prefix > 18 : !small)
        {
            throw new AtlasError(400, "ATLAS_INVALID_CIDR_BLOCK", $"{text} has the wrong size for {provider}.", text);
        }
    }

    /// <summary>The blocks Atlas takes when nobody asked for one, from 192.168.248.0/21 downwards.</summary>
    public static string DefaultBlock(Project project)
    {
        var taken = project.Containers.All.Select(container => Cidr.Parse(container.CidrBlock)).ToList();
        for (var third = 248; third >= 0; third -= 8)
        {
            var block = Cidr.Parse($"192.168.{third}.0/21");
            if (!taken.Any(block.Overlaps)) return block.ToString();
        }

        throw new AtlasError(400, "ATLAS_INVALID_CIDR_BLOCK", "No default CIDR block is left in this group.");
    }

    public static void DemandOnlyOne(Project project, CloudProvider provider, string? region)
    {
        var twin = project.Containers.All.FirstOrDefault(c => c.Provider == provider && c.Region == region);
        if (twin is null) return;
        var place = region ?? "the group";
        throw new AtlasError(409, "CONTAINER_ALREADY_EXISTS", $"{place} has a container of {provider} already.", place);
    }

    public static void DemandUnused(AtlasWorld world, Container container)
    {
        if (world.Containers.HasPeers(container) || ContainerLife.InUse(container))
            throw new AtlasError(409, "CONTAINERS_IN_USE", $"The container {container.Id} is in use.", container.Id);
    }

    public static void DemandAge(AtlasWorld world, Container container)
    {
        var from = container.CreatedAt + world.Options.ContainerMinimumAge;
        if (world.Now >= from) return;
        throw new AtlasError(409, "CANNOT_DELETE_RECENTLY_CREATED_CONTAINER",
            $"The container {container.Id} is too young to be deleted; try again at {from.UtcDateTime:O}.",
            container.Id, from.UtcDateTime.ToString("O"));
    }

    public static AtlasError NotFound(string id) =>
        new(404, "CLOUD_PROVIDER_CONTAINER_NOT_FOUND", $"There is no container {id}.", id);
}
