namespace AtlasEmulator.World;

/// <summary>Whether the network of a container exists in the cloud.</summary>
internal enum ContainerPhase { Empty, Provisioning, Provisioned, CleaningUp }

internal sealed record Container(
    string Id, string ProjectId, CloudProvider Provider, string? Region, string CidrBlock, DateTimeOffset CreatedAt)
    : Entity(Id, ProjectId)
{
    /// <summary>GCP only, and only for blocks smaller than /18.</summary>
    public IReadOnlyList<string>? Regions { get; init; }
    public ContainerPhase Phase { get; init; }

    /// <summary>A cluster or backup keeps the container in use, with or without peerings.</summary>
    public bool Held { get; init; }

    /// <summary>AWS vpcId, Azure vnetName or GCP networkName, once provisioned.</summary>
    public string? NetworkName { get; init; }

    /// <summary>Azure subscription (24 hex digits, Atlas's own) or GCP project, once provisioned.</summary>
    public string? CloudAccount { get; init; }

    public bool Provisioned => Phase is ContainerPhase.Provisioned or ContainerPhase.CleaningUp;
    public bool IsSmallGcp => Regions is { Count: > 0 };
}
