using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

/// <summary>When Atlas refuses a peering although its body is in order.</summary>
internal static class PeerRules
{
    public static Container ContainerFor(Project project, string containerId, CloudProvider provider)
    {
        // Atlas parses this id without guarding: a composite or cut id is a server fault there.
        if (!Ids.IsObject(containerId)) throw Errors.Unexpected();
        var container = project.Containers.Find(containerId) ?? throw ContainerRules.NotFound(containerId);
        return container.Provider == provider ? container : throw new AtlasError(
            400, "INVALID_PROVIDER_PARAMETERS",
            $"The container {containerId} is one of {container.Provider}, not of {provider}.", containerId,
            provider.ToString());
    }

    /// <summary>A network may be peered with the containers of several regions, once with each.</summary>
    public static void DemandNoTwin(
        Project project, Container container, RemoteNetwork remote, string? exceptPeerId = null)
    {
        var twin = project.Peers.All.FirstOrDefault(peer => peer.Id != exceptPeerId && peer.ContainerId == container.Id
            && peer.Provider == remote.Provider && peer.Remote.Twin == remote.Twin);
        if (twin is null) return;
        var code = remote.Provider switch
        {
            CloudProvider.AWS => "PEER_ALREADY_EXISTS",
            CloudProvider.AZURE => "PEER_ALREADY_EXISTS_AZURE",
            _ => "PEER_ALREADY_EXISTS_GCP",
        };
        throw new AtlasError(409, code, $"The group already has a peering with {remote.Key}.", remote.Twin.Split('/'));
    }

    public static void DemandRoom(Project project, EmulatorOptions options)
    {
        var pending = project.Peers.All.Count(peer => PeerStatus.IsPending(peer.Status));
        if (project.Peers.Count >= options.MaximumPeers) throw Maximum(options.MaximumPeers, "peerings");
        if (pending >= options.MaximumPendingPeers) throw Maximum(options.MaximumPendingPeers, "pending peerings");
    }

    /// <summary>Only AWS peers tell their block; overlaps elsewhere surface later, as a failed peering.</summary>
    public static void DemandOwnBlock(
        Project project, Container container, RemoteNetwork remote, string? exceptPeerId = null)
    {
        if (remote is not AwsNetwork aws) return;
        var block = Cidr.Parse(aws.CidrBlock);
        if (block.Overlaps(Cidr.Parse(container.CidrBlock)))
        {
            throw new AtlasError(409, "OVERLAPPING_ATLAS_CIDR_BLOCK",
                $"{aws.CidrBlock} overlaps the Atlas CIDR block {container.CidrBlock}.",
                aws.CidrBlock, container.CidrBlock);
        }

        foreach (var peer in project.Peers.All)
        {
            if (peer.Id == exceptPeerId || peer.Remote is not AwsNetwork other || other.Twin == aws.Twin) continue;
            if (!block.Overlaps(Cidr.Parse(other.CidrBlock))) continue;
            throw new AtlasError(409, "OVERLAPPING_CIDR_BLOCK",
                $"{aws.CidrBlock} overlaps {other.CidrBlock} of another peering.", aws.CidrBlock, other.CidrBlock);
        }
    }

    public static void DemandReachable(RemoteNetwork remote, NetworkBehaviour behaviour)
    {
        if (behaviour.RefuseWith is not { } code) return;
        var status = ErrorCatalog.StatusOf(code) ?? 400;
        throw new AtlasError(status, code, $"Atlas cannot peer with {remote.Key}.", remote.Key);
    }

    public static AtlasError NotFound(string peerId, Project project) => new(
        404, "PEER_NOT_FOUND", $"There is no peering {peerId} in group {project.Id}.", peerId, project.Id);

    public static AtlasError Going(string peerId) => new(
        409, "PEER_ALREADY_REQUESTED_DELETION", $"The deletion of peering {peerId} was requested already.", peerId);

    public static AtlasError Moving(Peer peer) => new(
        409, "PEER_INVALID_STATE", $"The peering {peer.Id} is {peer.Status} and cannot be changed now.",
        peer.Id, peer.Status);

    private static AtlasError Maximum(int count, string what) =>
        new(409, "PEER_MAXIMUM_REACHED", $"The group has the maximum of {count} {what}.", count);
}
