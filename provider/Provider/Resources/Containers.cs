using Peering.Atlas;

namespace Peering.Resources;

/// <summary>The network containers of Atlas projects.</summary>
internal sealed class Containers
{
    private readonly AtlasClient client;
    private readonly SharedLists<string, AtlasContainer> lists;
    private readonly CoalescedReads<string, AtlasContainer> reads;

    public Containers(AtlasClient client)
    {
        this.client = client;
        // All clouds in one list, which the list by cloud could not give.
        lists = client.Share<string, AtlasContainer>((project, cancel) => client.ListAsync(
            AtlasPath.Of(AtlasVersion.Containers, $"/groups/{project}/containers/all"),
            WireJson.Default.AtlasPageAtlasContainer, cancel));
        reads = client.Coalesce(
            lists,
            (project, id, cancel) => client.GetAsync(One(project, id), WireJson.Default.AtlasContainer, cancel),
            container => container.Id);
    }

    public Poll Poll => client.Poll;

    /// <summary>A container by its id; null when it is gone.</summary>
    public async Task<AtlasContainer?> FindAsync(string project, string id, CancellationToken cancel)
    {
        try
        {
            return await reads.ReadAsync(project, id, cancel);
        }
        catch (AtlasException failure) when (failure.IsGone)
        {
            return null;
        }
    }

    /// <summary>Those of all clouds.</summary>
    public Task<IReadOnlyList<AtlasContainer>> ListAsync(string project, CancellationToken cancel) =>
        ListAsync(project, TimeSpan.Zero, cancel);

    /// <param name="age">How old the answer may be.</param>
    public Task<IReadOnlyList<AtlasContainer>> ListAsync(string project, TimeSpan age, CancellationToken cancel) =>
        lists.ReadAsync(project, age, cancel);

    public Task<(AtlasPage<AtlasContainer> Page, bool More)> PageAsync(
        string project, CloudProvider cloud, int number, int size, CancellationToken cancel) => client.PageAsync(
            All(project).With(("providerName", cloud.Wire())), number, size, WireJson.Default.AtlasPageAtlasContainer,
                cancel);

    public Task<AtlasContainer> CreateAsync(string project, AtlasContainer container, CancellationToken cancel)
    {
        lists.Forget(key => key == project);
        return client.PostAsync(
            All(project), container, WireJson.Default.AtlasContainer, WireJson.Default.AtlasContainer, cancel);
    }

    public Task<AtlasContainer> UpdateAsync(
        string project, string id, AtlasContainer container, CancellationToken cancel)
    {
        lists.Forget(key => key == project);
        return client.PatchAsync(
            One(project, id), container, WireJson.Default.AtlasContainer, WireJson.Default.AtlasContainer, cancel);
    }

    public Task DeleteAsync(string project, string id, CancellationToken cancel)
    {
        lists.Forget(key => key == project);
        return client.DeleteAsync(One(project, id), cancel);
    }

    private static AtlasPath All(string project) =>
        AtlasPath.Of(AtlasVersion.Containers, $"/groups/{project}/containers");

    private static AtlasPath One(string project, string id) =>
        AtlasPath.Of(AtlasVersion.Containers, $"/groups/{project}/containers/{id}");
}
