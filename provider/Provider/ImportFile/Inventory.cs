using Peering.Resources;

namespace Peering.ImportFile;

/// <summary>Everything of a project that the package has a resource for.</summary>
internal sealed class Inventory(Session session, string project)
{
    /// <summary>Containers first, for peerings name them; within these always in the same order.</summary>
    public async Task<IReadOnlyList<RemoteObject>> ReadAsync(
        CloudProvider? only, bool streams, CancellationToken cancel)
    {
        var lists = await Task.WhenAll(
            ContainersAsync(cancel),
            PeeringsAsync(only, cancel),
            // Another account's VPC, so it is AWS or nothing.
            streams && only is null or CloudProvider.Aws ? StreamsAsync(cancel) : NothingAsync());
        return
        [
            .. lists.SelectMany(list => list
                .Where(found => only is null || found.Cloud == only)
                .OrderBy(found => found.Cloud)
                .ThenBy(found => found.Place, StringComparer.Ordinal)
                .ThenBy(found => found.Id, StringComparer.Ordinal)),
        ];
    }

    private async Task<IEnumerable<RemoteObject>> ContainersAsync(CancellationToken cancel) =>
        (await session.Containers.ListAsync(project, cancel)).Select(container => RemoteObject.Of(container, project));

    private async Task<IEnumerable<RemoteObject>> PeeringsAsync(CloudProvider? only, CancellationToken cancel) =>
        (only is { } cloud
            ? await session.Peers.ListAsync(project, cloud, cancel)
            : await session.Peers.ListAsync(project, cancel)).Select(peer => RemoteObject.Of(peer, project));

    private async Task<IEnumerable<RemoteObject>> StreamsAsync(CancellationToken cancel) =>
        (await session.Streams.ListActiveAsync(project, cancel))
            .Select(connection => RemoteObject.Of(connection, project));

    private static Task<IEnumerable<RemoteObject>> NothingAsync() => Task.FromResult<IEnumerable<RemoteObject>>([]);
}
