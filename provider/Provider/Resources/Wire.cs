using System.Text.Json.Serialization;
using Peering.Atlas;

namespace Peering.Resources;

/// <summary>
/// A peering as Atlas speaks it, of any cloud: the clouds share hardly a field, and name even status and error apart.
/// What a cloud does not have stays null, and null is not sent.
/// </summary>
internal sealed record AtlasPeer
{
    public string? Id { get; init; }

    public string? ProviderName { get; init; }

    public string? ContainerId { get; init; }

    // AWS
    public string? AccepterRegionName { get; init; }
    public string? AwsAccountId { get; init; }
    public string? RouteTableCidrBlock { get; init; }
    public string? VpcId { get; init; }
    public string? ConnectionId { get; init; }
    public string? StatusName { get; init; }
    public string? ErrorStateName { get; init; }

    // Azure
    public string? AzureDirectoryId { get; init; }
    public string? AzureSubscriptionId { get; init; }
    public string? ResourceGroupName { get; init; }
    public string? VnetName { get; init; }
    public string? ErrorState { get; init; }

    // GCP
    public string? GcpProjectId { get; init; }
    public string? NetworkName { get; init; }
    public string? ErrorMessage { get; init; }

    // Azure and GCP
    public string? Status { get; init; }

    [JsonIgnore]
    public string State => StatusName ?? Status ?? "";

    [JsonIgnore]
    public string? Error => ErrorStateName ?? ErrorState ?? ErrorMessage;

    /// <summary>Old answers lack providerName, so the fields themselves may have to tell.</summary>
    [JsonIgnore]
    public CloudProvider Cloud => this switch
    {
        { ProviderName: "AZURE" } or { ProviderName: null, VnetName: not null } => CloudProvider.Azure,
        { ProviderName: "GCP" } or { ProviderName: null, NetworkName: not null } => CloudProvider.Gcp,
        _ => CloudProvider.Aws,
    };

    /// <summary>Nothing of the network at the other end is left open, as it may be in a preview.</summary>
    [JsonIgnore]
    public bool NamesNetwork => Cloud switch
    {
        CloudProvider.Aws => AwsAccountId is not null && VpcId is not null,
        CloudProvider.Azure => AzureSubscriptionId is not null && ResourceGroupName is not null && VnetName is not null,
        _ => GcpProjectId is not null && NetworkName is not null,
    };

    /// <summary>The network at the other end.</summary>
    [JsonIgnore]
    public string RemoteNetwork => Cloud switch
    {
        CloudProvider.Aws => $"{AwsAccountId}/{VpcId}",
        CloudProvider.Azure => PeeringId.Azure(AzureSubscriptionId, ResourceGroupName, VnetName),
        _ => $"{GcpProjectId}/{NetworkName}",
    };

    /// <summary>Whether both lead to the same network at the other end.</summary>
    public bool HasSameNetwork(AtlasPeer other) => Cloud == other.Cloud && RemoteNetwork == other.RemoteNetwork;

    /// <summary>
    /// Atlas allows one peering between a container and a network. A network may have one with each container: so
    /// deployments in several regions reach it. What is unknown in a preview is no twin.
    /// </summary>
    public bool IsTwin(AtlasPeer other) =>
        HasSameNetwork(other) && ContainerId is not null && ContainerId == other.ContainerId;

    /// <summary>
    /// Whether Atlas may refuse one while the other exists. By its documents it tells VNets apart by directory and name
    /// alone, which is not enough to tell that two are the same.
    /// </summary>
    public bool MayExclude(AtlasPeer other) => RemoteNetwork == other.RemoteNetwork
        || (VnetName is { } vnet && AzureDirectoryId == other.AzureDirectoryId
            && vnet.Equals(other.VnetName, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A network container as Atlas speaks it, of any cloud.</summary>
internal sealed record AtlasContainer
{
    public string? Id { get; init; }

    public string? ProviderName { get; init; }

    public string? AtlasCidrBlock { get; init; }

    public bool? Provisioned { get; init; }

    // AWS
    public string? RegionName { get; init; }
    public string? VpcId { get; init; }

    // Azure; the subscription is an id of Atlas's own, not a UUID
    public string? Region { get; init; }
    public string? AzureSubscriptionId { get; init; }
    public string? VnetName { get; init; }

    // GCP
    public string? GcpProjectId { get; init; }
    public string? NetworkName { get; init; }
    public IReadOnlyList<string>? Regions { get; init; }

    [JsonIgnore]
    public CloudProvider Cloud => this switch
    {
        { ProviderName: "AZURE" } or { ProviderName: null, Region: not null } => CloudProvider.Azure,
        { ProviderName: "GCP" } or { ProviderName: null, RegionName: null } => CloudProvider.Gcp,
        _ => CloudProvider.Aws,
    };

    /// <summary>What Atlas has one container for: a region, or all of GCP.</summary>
    [JsonIgnore]
    public string Place => Cloud == CloudProvider.Gcp ? "GCP" : RegionName ?? Region ?? "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AtlasPeer))]
[JsonSerializable(typeof(AtlasContainer))]
[JsonSerializable(typeof(AtlasPage<AtlasPeer>))]
[JsonSerializable(typeof(AtlasPage<AtlasContainer>))]
internal sealed partial class WireJson : JsonSerializerContext;
