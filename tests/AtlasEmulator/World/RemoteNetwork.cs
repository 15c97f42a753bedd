namespace AtlasEmulator.World;

/// <summary>The customer's side of a peering.</summary>
internal abstract record RemoteNetwork(CloudProvider Provider)
{
    /// <summary>The name a person uses for the network, and the key of its NetworkBehaviour.</summary>
    public abstract string Key { get; }

    /// <summary>Two peers of one project may not share it: PEER_ALREADY_EXISTS is decided on this.</summary>
    public virtual string Twin => Key;
}

internal sealed record AwsNetwork(string AccountId, string VpcId, string CidrBlock, string Region)
    : RemoteNetwork(CloudProvider.AWS)
{
    public override string Key => $"{AccountId}/{VpcId}";
}

internal sealed record AzureNetwork(string DirectoryId, string SubscriptionId, string ResourceGroup, string VnetName)
    : RemoteNetwork(CloudProvider.AZURE)
{
    public override string Key => $"{SubscriptionId}/{ResourceGroup}/{VnetName}";

    // Atlas compares directory and VNet name only; group and subscription do not take part.
    public override string Twin => $"{DirectoryId}/{VnetName}";
}

internal sealed record GcpNetwork(string GcpProjectId, string NetworkName) : RemoteNetwork(CloudProvider.GCP)
{
    public override string Key => $"{GcpProjectId}/{NetworkName}";
}

/// <summary>What the other side does, or lacks, when Atlas wants to peer with it.</summary>
internal sealed record NetworkBehaviour
{
    /// <summary>Error code of a refused POST, for example AZURE_CUSTOMER_NETWORK_VALIDATION_FAILED.</summary>
    public string? RefuseWith { get; init; }

    /// <summary>The first step ends in FAILED with this (AWS: REJECTED, EXPIRED or INVALID_ARGUMENT).</summary>
    public string? FailWith { get; init; }

    /// <summary>Azure: deleting ends in DELETION_FAILED with this text.</summary>
    public string? DeletionFailsWith { get; init; }

    /// <summary>The user accepts (AWS) or makes the reciprocal peering (GCP) by itself after this time.</summary>
    public TimeSpan? AcceptAfter { get; init; }
    public TimeSpan? RejectAfter { get; init; }
}
