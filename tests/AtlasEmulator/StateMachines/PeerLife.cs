using AtlasEmulator.Control;
using AtlasEmulator.World;

namespace AtlasEmulator.StateMachines;

/// <summary>
/// AWS    INITIATING, PENDING_ACCEPTANCE, FINALIZING, AVAILABLE; deletion TERMINATING
/// Azure  ADDING_PEER, AVAILABLE; deletion DELETING, perhaps DELETION_FAILED
/// GCP    ADDING_PEER, WAITING_FOR_USER, AVAILABLE; deletion DELETING
/// and FAILED from anywhere. Methods expect the world's lock to be held.
/// </summary>
internal sealed class PeerLife(AtlasWorld world)
{
    /// <summary>Shortest pause before a user who found no GCP names to peer with looks again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    public Peer Begin(Project project, Container container, RemoteNetwork remote)
    {
        var peer = new Peer(Ids.Object(), project.Id, container.Id, remote, world.Now) { Status = First(remote) };
        world.Containers.BeginProvisioning(container);
        return Enter(peer, peer.Status);
    }

    /// <summary>Puts a peer straight into a state, as if it had a history.</summary>
    public Peer Place(Project project, Container container, RemoteNetwork remote, string status, string? error)
    {
        var peer = new Peer(Ids.Object(), project.Id, container.Id, remote, world.Now)
        {
            Status = status,
            ConnectionId = remote is AwsNetwork && status != PeerStatus.Initiating ? Ids.PeeringConnection() : null,
            Reciprocal = remote is GcpNetwork && status == PeerStatus.Available,
        };
        if (status is PeerStatus.Initiating or PeerStatus.AddingPeer or PeerStatus.WaitingForUser)
            world.Containers.BeginProvisioning(container);
        else
            world.Containers.Provision(container);
        return Enter(peer, status, error);
    }

    /// <summary>A PATCH that names the account and the VPC starts over: the user has to accept again.</summary>
    public Peer Restart(Peer peer, RemoteNetwork remote) =>
        Enter(peer with { Remote = remote, ConnectionId = null, Reciprocal = false }, First(remote));

    public static bool CanStep(Peer peer) =>
        peer.Status is PeerStatus.Initiating or PeerStatus.Finalizing or PeerStatus.AddingPeer
        || PeerStatus.IsGoing(peer.Status) || (peer.Status == PeerStatus.WaitingForUser && peer.Reciprocal);

    /// <summary>Enters into the timetable what comes next from the present state.</summary>
    public void Plan(Peer peer)
    {
        if (CanStep(peer))
            Later(peer, world.Options.Pace.In(peer.Status), Step);
        else if (peer.Status is PeerStatus.PendingAcceptance or PeerStatus.WaitingForUser)
            AwaitUser(peer);
    }

    /// <summary>The one thing Atlas does next by itself.</summary>
    public void Step(Peer peer)
    {
        var behaviour = world.Behaviour(peer.Remote);
        switch (peer.Status)
        {
            case PeerStatus.Initiating or PeerStatus.AddingPeer when behaviour.FailWith is { } error:
                Enter(peer, PeerStatus.Failed, error);
                break;
            case PeerStatus.Initiating:
                ProvisionContainer(peer);
                Enter(peer with { ConnectionId = Ids.PeeringConnection() }, PeerStatus.PendingAcceptance);
                break;
            case PeerStatus.AddingPeer when peer.Provider == CloudProvider.GCP:
                // The container may still lack the names the user needs: that is how Atlas behaves.
                Enter(peer, PeerStatus.WaitingForUser);
                break;
            case PeerStatus.AddingPeer:
                ProvisionContainer(peer);
                Enter(peer, PeerStatus.Available);
                break;
            case PeerStatus.Finalizing:
            case PeerStatus.WaitingForUser when peer.Reciprocal:
                Enter(peer, PeerStatus.Available);
                break;
            case PeerStatus.Deleting when peer.Provider == CloudProvider.AZURE
                && (peer.DeletionError ?? behaviour.DeletionFailsWith) is { } error:
                Enter(peer with { DeletionError = null }, PeerStatus.DeletionFailed, error);
                break;
            case PeerStatus.Terminating or PeerStatus.Deleting:
                Remove(peer);
                break;
            default:
                throw new ControlException($"Peer {peer.Id} is {peer.Status}: Atlas does nothing there by itself.");
        }
    }

    public Peer Accept(Peer peer)
    {
        if (peer.Status == PeerStatus.PendingAcceptance) return Enter(peer, PeerStatus.Finalizing);
        if (peer.Status != PeerStatus.WaitingForUser)
            throw new ControlException($"Peer {peer.Id} is {peer.Status}: it does not wait for the other side.");
        if (!ContainerOf(peer).Provisioned)
            throw new ControlException($"Container {peer.ContainerId} has no network yet: provision it first.");
        return Enter(peer with { Reciprocal = true }, PeerStatus.WaitingForUser);
    }

    public Peer Fail(Peer peer, string? error) => PeerStatus.IsGoing(peer.Status)
        ? throw new ControlException($"Peer {peer.Id} is {peer.Status}: too late to fail.")
        : Enter(peer, PeerStatus.Failed, error);

    public Peer Delete(Peer peer) =>
        Enter(peer, peer.Provider == CloudProvider.AWS ? PeerStatus.Terminating : PeerStatus.Deleting);

    /// <summary>Fails the deletion under way, or the next one.</summary>
    public Peer FailDeletion(Peer peer, string error)
    {
        if (peer.Provider != CloudProvider.AZURE)
            throw new ControlException($"Peer {peer.Id}: only Azure peers know DELETION_FAILED.");
        if (PeerStatus.IsGoing(peer.Status)) return Enter(peer, PeerStatus.DeletionFailed, error);
        var planned = peer with { DeletionError = error };
        world.Project(peer).Peers.Put(planned);
        return planned;
    }

    public void Remove(Peer peer)
    {
        world.Project(peer).Peers.Remove(peer.Id);
        world.Containers.PeerGone(ContainerOf(peer));
    }

    private static string First(RemoteNetwork remote) =>
        remote.Provider == CloudProvider.AWS ? PeerStatus.Initiating : PeerStatus.AddingPeer;

    private Peer Enter(Peer peer, string status, string? error = null)
    {
        var entered = peer with { Status = status, Error = error, Ticket = world.NextTicket() };
        world.Project(entered).Peers.Put(entered);
        Plan(entered);
        return entered;
    }

    private void AwaitUser(Peer peer)
    {
        var behaviour = world.Behaviour(peer.Remote);
        Later(peer, behaviour.AcceptAfter, AcceptWhenPossible);
        Later(peer, behaviour.RejectAfter, p => Fail(p, p.Provider == CloudProvider.AWS ? "REJECTED" : "Rejected."));
        if (peer.Provider == CloudProvider.AWS)
            Later(peer, world.Options.Pace.Expiry, p => Fail(p, "EXPIRED"));
    }

    private void AcceptWhenPossible(Peer peer)
    {
        if (peer.Provider == CloudProvider.AWS || ContainerOf(peer).Provisioned) Accept(peer);
        else Later(peer, LookAgain, AcceptWhenPossible);
    }

    private void Later(Peer peer, TimeSpan? delay, Action<Peer> transition) =>
        world.Later(peer, project => project.Peers, delay, transition);

    private void ProvisionContainer(Peer peer) => world.Containers.Provision(ContainerOf(peer));

    // A container cannot go while it has peers, so it is there.
    private Container ContainerOf(Peer peer) => world.Project(peer).Containers.Find(peer.ContainerId)!;
}
