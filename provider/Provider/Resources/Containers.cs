using Peering.Atlas;

namespace Peering.Resources;

/// <summary>The network containers of Atlas projects.</summary>
internal sealed class Containers
{
    private readonly AtlasClient client;
    private readonly CoalescedReads<string, AtlasContainer> reads;

    public Containers(AtlasClient client)
    {
        this.client = client;
        reads = client.Coalesce<string, AtlasContainer>(
            ListAsync,
            (project, id, cancel) => client.GetAsync(One(project, id), WireJson.Default.AtlasContainer, cancel),
            container => container.Id);
    }

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

    /// <summary>All clouds in one list, which the list by cloud could not give.</summary>
    public Task<IReadOnlyList<AtlasContainer>> ListAsync(string project, CancellationToken cancel) => client.ListAsync(
        AtlasPath.Of(AtlasVersion.Containers, $"/groups/{project}/containers/all"), WireJson.Default.AtlasPageAtlasContainer, cancel);

    private static AtlasPath One(string project, string id) =>
        AtlasPath.Of(AtlasVersion.Containers, $"/groups/{project}/containers/{id}");
}
