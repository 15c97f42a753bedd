using AtlasEmulator.World;

namespace AtlasEmulator.Control;

/// <summary>What customers, clouds and other AWS accounts do.</summary>
internal sealed partial class ControlPanel
{
    private static readonly string[] AwsErrors = ["REJECTED", "EXPIRED", "INVALID_ARGUMENT"];

    /// <summary>AWS: the request is accepted. GCP: the reciprocal peering is made. By peer id or pcx- id.</summary>
    public Peer Accept(string peer) => world.Run(() => world.Peers.Accept(FindPeer(peer)));

    public Peer Reject(string peer) => world.Run(() => world.Peers.Fail(Waiting(FindPeer(peer)), "REJECTED"));

    /// <summary>The seven days of an AWS request are over.</summary>
    public Peer Expire(string peer) => world.Run(() => world.Peers.Fail(Waiting(FindPeer(peer)), "EXPIRED"));

    /// <summary>FAILED from any state. AWS: REJECTED, EXPIRED or INVALID_ARGUMENT; elsewhere free text.</summary>
    public Peer Fail(string peer, string error) => world.Run(() =>
    {
        var found = FindPeer(peer);
        if (found.Provider == CloudProvider.AWS && !AwsErrors.Contains(error))
            throw new ControlException($"An AWS peer fails with one of {string.Join(", ", AwsErrors)}, not '{error}'.");
        return world.Peers.Fail(found, error);
    });

    /// <summary>An AVAILABLE connection is taken away on the other side.</summary>
    public Peer Lose(string peer) => world.Run(() =>
    {
        var found = FindPeer(peer);
        if (found.Status != PeerStatus.Available)
            throw new ControlException($"Peer {found.Id} is {found.Status}: there is no connection to lose.");
        return world.Peers.Fail(found, found.Provider == CloudProvider.AWS ? null : "The remote peering was removed.");
    });

    /// <summary>Azure: the deletion under way, or the next one, ends in DELETION_FAILED.</summary>
    public Peer FailDeletion(string peer, string error) =>
        world.Run(() => world.Peers.FailDeletion(FindPeer(peer), error));

    /// <summary>The peer is gone from one moment to the next, as if deleted by somebody else.</summary>
    public void RemovePeer(string peer) => Run(() => world.Peers.Remove(FindPeer(peer)));

    public Container Provision(string container) =>
        world.Run(() => world.Containers.Provision(FindContainer(container)));

    /// <summary>A cluster keeps the container in use and provisioned.</summary>
    public Container Hold(string container) => world.Run(() => world.Containers.Hold(FindContainer(container), true));

    /// <summary>The last cluster goes; the container is cleaned up some time later.</summary>
    public Container Release(string container) =>
        world.Run(() => world.Containers.Hold(FindContainer(container), false));

    /// <summary>The container is gone, whatever used it.</summary>
    public void RemoveContainer(string container) => Run(() =>
    {
        var found = FindContainer(container);
        var project = world.Project(found);
        foreach (var peer in project.Peers.All.Where(peer => peer.ContainerId == found.Id).ToList())
            project.Peers.Remove(peer.Id);
        project.Containers.Remove(found.Id);
    });

    public StreamsRequest ExpireRequest(string request) => world.Run(() => world.Streams.Expire(FindRequest(request)));

    /// <summary>AWS reports another cloudStatus; the set of words is open.</summary>
    public StreamsRequest ReportRequest(string request, string cloudStatus, string? message = null) =>
        world.Run(() => world.Streams.Report(FindRequest(request), cloudStatus, message));

    public StreamsRequest FailScan(string request, string message) =>
        world.Run(() => world.Streams.Fail(FindRequest(request), StreamsLocalStatus.ScanFailed, message));

    public StreamsRequest FailUpdate(string request, string message) =>
        world.Run(() => world.Streams.Fail(FindRequest(request), StreamsLocalStatus.UpdateFailed, message));

    public void RemoveRequest(string request) => Run(() => world.Streams.Remove(FindRequest(request)));

    private static Peer Waiting(Peer peer) =>
        peer is { Provider: CloudProvider.AWS, Status: PeerStatus.PendingAcceptance } ? peer
            : throw new ControlException($"Peer {peer.Id} is {peer.Status}: only a pending AWS request ends so.");

    private Peer? TryFindPeer(string idOrConnection) => world.Projects
        .Select(project => project.Peers.Find(idOrConnection)
            ?? project.Peers.All.FirstOrDefault(peer => peer.ConnectionId == idOrConnection))
        .FirstOrDefault(peer => peer is not null);

    private Peer FindPeer(string idOrConnection) =>
        TryFindPeer(idOrConnection) ?? throw new ControlException($"There is no peer {idOrConnection}.");

    private Container? TryFindContainer(string id) =>
        world.Projects.Select(project => project.Containers.Find(id)).FirstOrDefault(found => found is not null);

    private Container FindContainer(string id) =>
        TryFindContainer(id) ?? throw new ControlException($"There is no container {id}.");

    private StreamsRequest FindRequest(string idOrName) =>
        world.Projects.SelectMany(project => project.Streams.All)
            .FirstOrDefault(request => request.Id == idOrName || request.Name == idOrName)
        ?? throw new ControlException($"There is no streams request {idOrName}.");
}
