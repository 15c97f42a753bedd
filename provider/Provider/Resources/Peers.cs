using Peering.Atlas;

namespace Peering.Resources;

/// <summary>The peerings of Atlas projects.</summary>
internal sealed class Peers
{
    private readonly AtlasClient client;
    private readonly SharedLists<(string Project, CloudProvider Cloud), AtlasPeer> lists;
    private readonly CoalescedReads<(string Project, CloudProvider Cloud), AtlasPeer> reads;

    public Peers(AtlasClient client)
    {
        this.client = client;
        lists = client.Share<(string Project, CloudProvider Cloud), AtlasPeer>(
            (key, cancel) => client.ListAsync(
                Of(key.Project, key.Cloud), WireJson.Default.AtlasPageAtlasPeer, cancel));
        reads = client.Coalesce(lists, (key, id, cancel) => GetAsync(key.Project, id, cancel), peer => peer.Id);
    }

    public Poll Poll => client.Poll;

    /// <summary>A peering by its id; null when it is gone.</summary>
    public Task<AtlasPeer?> FindAsync(string project, CloudProvider cloud, string id, CancellationToken cancel) =>
        UnlessGoneAsync(reads.ReadAsync((project, cloud), id, cancel));

    /// <summary>A peering of a cloud not known yet; null when it is gone.</summary>
    public Task<AtlasPeer?> FindAnyAsync(string project, string id, CancellationToken cancel) =>
        UnlessGoneAsync(GetAsync(project, id, cancel));

    /// <summary>All of one cloud: a list never tells of more than one.</summary>
    public Task<IReadOnlyList<AtlasPeer>> ListAsync(string project, CloudProvider cloud, CancellationToken cancel) =>
        ListAsync(project, cloud, TimeSpan.Zero, cancel);

    /// <param name="age">How old the answer may be.</param>
    public Task<IReadOnlyList<AtlasPeer>> ListAsync(
        string project, CloudProvider cloud, TimeSpan age, CancellationToken cancel) =>
        lists.ReadAsync((project, cloud), age, cancel);

    public Task<IReadOnlyList<AtlasPeer>> ListAsync(string project, CancellationToken cancel) =>
        ListAsync(project, TimeSpan.Zero, cancel);

    /// <param name="age">How old the answer may be.</param>
    public async Task<IReadOnlyList<AtlasPeer>> ListAsync(string project, TimeSpan age, CancellationToken cancel) =>
        [.. (await Task.WhenAll(CloudProviders.All.Select(cloud => ListAsync(project, cloud, age, cancel))))
            .SelectMany(list => list)];

    public Task<(AtlasPage<AtlasPeer> Page, bool More)> PageAsync(
        string project, CloudProvider cloud, int number, int size, CancellationToken cancel) => client.PageAsync(
            Of(project, cloud), number, size, WireJson.Default.AtlasPageAtlasPeer, cancel);

    public Task<AtlasPeer> CreateAsync(string project, AtlasPeer peer, CancellationToken cancel)
    {
        lists.Forget(key => key.Project == project);
        return client.PostAsync(All(project), peer, WireJson.Default.AtlasPeer, WireJson.Default.AtlasPeer, cancel);
    }

    public Task<AtlasPeer> UpdateAsync(string project, string id, AtlasPeer peer, CancellationToken cancel)
    {
        lists.Forget(key => key.Project == project);
        return client.PatchAsync(
            One(project, id), peer, WireJson.Default.AtlasPeer, WireJson.Default.AtlasPeer, cancel);
    }

    public Task DeleteAsync(string project, string id, CancellationToken cancel)
    {
        lists.Forget(key => key.Project == project);
        return client.DeleteAsync(One(project, id), cancel);
    }

    private Task<AtlasPeer> GetAsync(string project, string id, CancellationToken cancel) =>
        client.GetAsync(One(project, id), WireJson.Default.AtlasPeer, cancel);

    private static async Task<AtlasPeer?> UnlessGoneAsync(Task<AtlasPeer> read)
    {
        try
        {
            return await read;
        }
        catch (AtlasException failure) when (failure.IsGone)
        {
            return null;
        }
    }

    private static AtlasPath All(string project) => AtlasPath.Of(AtlasVersion.Peers, $"/groups/{project}/peers");

    private static AtlasPath Of(string project, CloudProvider cloud) =>
        All(project).With(("providerName", cloud.Wire()));

    private static AtlasPath One(string project, string id) =>
        AtlasPath.Of(AtlasVersion.Peers, $"/groups/{project}/peers/{id}");
}
