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

/// <summary>Proof that who accepts a request knows it: Atlas compares both with the request.</summary>
internal sealed record AtlasStreamsChallenge(string RequesterAccountId, string RequesterVpcId);

/// <summary>The side of Atlas Stream Processing.</summary>
internal sealed class Streams
{
    private readonly AtlasClient client;
    private readonly SharedLists<(string Project, string Requester), AtlasStreamsPeering> lists;

    public Streams(AtlasClient client)
    {
        this.client = client;
        lists = client.Share<(string Project, string Requester), AtlasStreamsPeering>((key, cancel) => client.ListAsync(
            AtlasPath.Of(AtlasVersion.Streams, $"/groups/{key.Project}/streams/vpcPeeringConnections",
                ("requesterAccountId", key.Requester)),
            StreamsJson.Default.AtlasPageAtlasStreamsPeering, cancel));
    }

    public Poll Poll => client.Poll;

    public Task<IReadOnlyList<AtlasStreamsPeering>> ListAsync(
        string project, string requester, CancellationToken cancel) =>
        ListAsync(project, requester, TimeSpan.Zero, cancel);

    /// <param name="age">How old the answer may be.</param>
    public Task<IReadOnlyList<AtlasStreamsPeering>> ListAsync(
        string project, string requester, TimeSpan age, CancellationToken cancel) =>
        lists.ReadAsync((project, requester), age, cancel);

    /// <summary>
    /// A request by its `pcx-...` name; null when the account has none of that name (any more). There is no GET of one.
    /// </summary>
    public async Task<AtlasStreamsPeering?> FindAsync(
        string project, string requester, string name, CancellationToken cancel) =>
        (await ListAsync(project, requester, cancel)).FirstOrDefault(request => request.Name == name);

    public Task<IReadOnlyList<AtlasStreamsPeering>> ListActiveAsync(string project, CancellationToken cancel) =>
        client.ListAsync(Active(project), StreamsJson.Default.AtlasPageAtlasStreamsPeering, cancel);

    public Task<(AtlasPage<AtlasStreamsPeering> Page, bool More)> ActivePageAsync(
        string project, int number, int size, CancellationToken cancel) =>
        client.PageAsync(Active(project), number, size, StreamsJson.Default.AtlasPageAtlasStreamsPeering, cancel);

    public Task AcceptAsync(string project, string name, AtlasStreamsChallenge challenge, CancellationToken cancel)
    {
        lists.Forget(key => key.Project == project);
        return client.PostAsync(
            AtlasPath.Of(AtlasVersion.Streams, $"/groups/{project}/streams/vpcPeeringConnections/{name}:accept"),
            challenge, StreamsJson.Default.AtlasStreamsChallenge, cancel);
    }

    public Task RejectAsync(string project, string name, CancellationToken cancel)
    {
        lists.Forget(key => key.Project == project);
        return client.PostAsync(AtlasPath.Of(
            AtlasVersion.Streams, $"/groups/{project}/streams/vpcPeeringConnections/{name}:reject"), cancel);
    }

    public Task DeleteAsync(string project, string name, CancellationToken cancel)
    {
        lists.Forget(key => key.Project == project);
        return client.DeleteAsync(
            AtlasPath.Of(AtlasVersion.Streams, $"/groups/{project}/streams/vpcPeeringConnections/{name}"), cancel);
    }

    /// <summary>The query takes the cloud in lower case and the region in Atlas's spelling.</summary>
    public Task<AtlasStreamsAccount> AccountAsync(
        string project, CloudProvider cloud, string region, CancellationToken cancel) =>
        client.GetAsync(
            AtlasPath.Of(AtlasVersion.StreamsAccountDetails, $"/groups/{project}/streams/accountDetails",
                ("cloudProvider", cloud.Wire().ToLowerInvariant()),
                    ("regionName", AtlasRegionAttribute.ToAtlas(region))),
            StreamsJson.Default.AtlasStreamsAccount, cancel);

    private static AtlasPath Active(string project) =>
        AtlasPath.Of(AtlasVersion.StreamsActive, $"/groups/{project}/streams/activeVpcPeeringConnections");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AtlasStreamsAccount))]
[JsonSerializable(typeof(AtlasStreamsChallenge))]
[JsonSerializable(typeof(AtlasPage<AtlasStreamsPeering>))]
internal sealed partial class StreamsJson : JsonSerializerContext;
