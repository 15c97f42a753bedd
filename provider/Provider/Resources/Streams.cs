using System.Text.Json.Serialization;
using Peering.Atlas;

namespace Peering.Resources;

/// <summary>A VPC peering request to Atlas Stream Processing as Atlas speaks it.</summary>
internal sealed record AtlasStreamsPeering
{
    [JsonPropertyName("_id")]
    public string? Id { get; init; }

    /// <summary>The AWS id, `pcx-...`: what the paths take.</summary>
    public string? Name { get; init; }

    public string? AccepterAccountId { get; init; }

    public string? AccepterCidr { get; init; }

    public string? AccepterVpcId { get; init; }

    public string? RequesterAccountId { get; init; }

    public string? RequesterCidr { get; init; }

    public string? RequesterVpcId { get; init; }

    public string? CloudStatus { get; init; }

    public string? LocalStatus { get; init; }

    public string? StatusMessage { get; init; }

    public string? ExpirationTime { get; init; }
}

/// <summary>
/// Where Atlas Stream Processing lives in a region, of any cloud: real answers do not say which, so nothing may depend
/// on it.
/// </summary>
internal sealed record AtlasStreamsAccount
{
    public string? AwsAccountId { get; init; }

    public string? AzureSubscriptionId { get; init; }

    public string? GcpProjectId { get; init; }

    public string? CidrBlock { get; init; }

    public string? VpcId { get; init; }

    public string? VirtualNetworkName { get; init; }

    public string? VpcNetworkName { get; init; }
}

/// <summary>The side of Atlas Stream Processing.</summary>
internal sealed class Streams(AtlasClient client)
{
    public Task<IReadOnlyList<AtlasStreamsPeering>> ListAsync(
        string project, string requester, CancellationToken cancel) =>
        client.ListAsync(
            AtlasPath.Of(AtlasVersion.Streams, $"/groups/{project}/streams/vpcPeeringConnections",
                ("requesterAccountId", requester)),
            StreamsJson.Default.AtlasPageAtlasStreamsPeering, cancel);

    public Task<IReadOnlyList<AtlasStreamsPeering>> ListActiveAsync(string project, CancellationToken cancel) =>
        client.ListAsync(
        AtlasPath.Of(AtlasVersion.StreamsActive, $"/groups/{project}/streams/activeVpcPeeringConnections"),
        StreamsJson.Default.AtlasPageAtlasStreamsPeering, cancel);

    /// <summary>The query takes the cloud in lower case and the region in Atlas's spelling.</summary>
    public Task<AtlasStreamsAccount> AccountAsync(
        string project, CloudProvider cloud, string region, CancellationToken cancel) =>
        client.GetAsync(
            AtlasPath.Of(AtlasVersion.StreamsAccountDetails, $"/groups/{project}/streams/accountDetails",
                ("cloudProvider", cloud.Wire().ToLowerInvariant()),
                    ("regionName", AtlasRegionAttribute.ToAtlas(region))),
            StreamsJson.Default.AtlasStreamsAccount, cancel);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AtlasStreamsAccount))]
[JsonSerializable(typeof(AtlasPage<AtlasStreamsPeering>))]
internal sealed partial class StreamsJson : JsonSerializerContext;
