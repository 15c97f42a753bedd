using System.Text;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>Finds the peering that an id means, or tells what there is instead.</summary>
internal sealed class PeerLookup(Session session, CloudProvider cloud, string token)
{
    /// <param name="isImport">
    /// Whether a person typed the id, who is better served by a list of what exists than by "does not exist". For an
    /// id from state, gone is an answer.
    /// </param>
    public async Task<(string Project, AtlasPeer Peer)?> FindAsync(string text, bool isImport, CancellationToken cancel)
    {
        var id = PeeringId.Read(text) ?? throw new OperationFailedException(FailureKind.InvalidInput,
            $"'{text}' is not an id of a network peering. Use {Forms}; "
            + "the project may be left out when the provider has one.");
        var project = session.ProjectOf(id.Project);
        if (id is PeeringId.Canonical canonical
            && await session.Peers.FindAsync(project, cloud, canonical.PeerId, cancel) is { } peer)
        {
            return peer.Cloud == cloud ? (project, peer) : throw new OperationFailedException(FailureKind.InvalidInput,
                $"The peering {project}/{peer.Id} is one of {peer.Cloud.Wire()}, not of {cloud.Wire()}: "
                + $"its resource type is {TypeOf(peer.Cloud)}.");
        }

        if (id is PeeringId.Canonical && !isImport)
        {
            return null;
        }

        var all = await session.Peers.ListAsync(project, cancel);
        var meant = all.Where(candidate => candidate.Cloud == cloud && id.Means(candidate)).ToList();
        return meant switch
        {
            [var only] => (project, only),
            [] => throw new OperationFailedException(FailureKind.NotFound,
                $"There is no {cloud.Wire()} peering '{text}' in project {project}. {Table(project, all)}"),
            _ => throw new OperationFailedException(FailureKind.InvalidInput,
                $"'{text}' means several peerings in project {project}; use the id of one. {Table(project, meant)}"),
        };
    }

    /// <summary>The forms of id that fit the cloud, for a message.</summary>
    private string Forms => cloud switch
    {
        CloudProvider.Aws => "project/peer, project/pcx-..., project/vpc-... or project-peer-AWS",
        CloudProvider.Azure => "project/peer, project/subscription/group/vnet or project-peer-AZURE",
        _ => "project/peer, project/gcp-project/network or project-peer-GCP",
    };

    private string TypeOf(CloudProvider other) =>
        token.Replace(Prefix(cloud), Prefix(other), StringComparison.Ordinal);

    private static string Prefix(CloudProvider cloud) => $":{cloud}";

    private static string Table(string project, IReadOnlyList<AtlasPeer> peers)
    {
        if (peers.Count == 0)
        {
            return "The project has no network peerings; is it the right one?";
        }

        var table = new StringBuilder("These exist:");
        foreach (var peer in peers.OrderBy(peer => peer.Cloud)
            .ThenBy(peer => peer.RemoteNetwork, StringComparer.Ordinal))
        {
            table.Append($"\n  {peer.Cloud.Wire(),-5}  {peer.RemoteNetwork}  {peer.State}  {project}/{peer.Id}");
        }

        return table.ToString();
    }
}
