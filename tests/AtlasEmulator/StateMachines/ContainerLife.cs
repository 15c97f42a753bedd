using AtlasEmulator.Control;
using AtlasEmulator.World;

namespace AtlasEmulator.StateMachines;

/// <summary>
/// Empty, Provisioning with the first peering, Provisioned, and CleaningUp after the last peering or cluster is gone:
/// until that clean-up is through, Atlas still answers CONTAINERS_IN_USE.
/// </summary>
internal sealed class ContainerLife(AtlasWorld world)
{
    public Container Create(
        Project project, CloudProvider provider, string? region, string block, IReadOnlyList<string>? regions = null)
    {
        var container = new Container(Ids.Object(), project.Id, provider, region, block, world.Now)
        {
            Regions = regions,
        };
        project.Containers.Put(container);
        return container;
    }

    public void BeginProvisioning(Container container)
    {
        if (container.Phase == ContainerPhase.Empty) Enter(container, ContainerPhase.Provisioning);
        else if (container.Phase == ContainerPhase.CleaningUp) Enter(container, ContainerPhase.Provisioned);
    }

    public Container Provision(Container container) =>
        container.Phase == ContainerPhase.Provisioned ? container : Enter(Named(container), ContainerPhase.Provisioned);

    /// <summary>A cluster appears in the container's region, or the last one goes.</summary>
    public Container Hold(Container container, bool held)
    {
        var changed = container with { Held = held };
        world.Project(container).Containers.Put(changed);
        if (held) return Provision(changed);
        PeerGone(changed);
        return world.Project(changed).Containers.Find(changed.Id)!;
    }

    public void PeerGone(Container container)
    {
        if (container.Held || HasPeers(container)) return;
        if (container.Provisioned) Enter(container, ContainerPhase.CleaningUp);
        else if (container.Phase == ContainerPhase.Provisioning) Enter(container, ContainerPhase.Empty);
    }

    public static bool InUse(Container container) => container.Held || container.Phase != ContainerPhase.Empty;

    public bool HasPeers(Container container) =>
        world.Project(container).Peers.All.Any(peer => peer.ContainerId == container.Id);

    public static bool CanStep(Container container) =>
        container.Phase is ContainerPhase.Provisioning or ContainerPhase.CleaningUp;

    public void Plan(Container container)
    {
        var pace = world.Options.Pace;
        var delay = container.Phase == ContainerPhase.Provisioning ? pace.Provision : pace.CleanUp;
        if (CanStep(container)) world.Later(container, project => project.Containers, delay, Step);
    }

    public void Step(Container container)
    {
        if (container.Phase == ContainerPhase.Provisioning) Provision(container);
        else if (container.Phase == ContainerPhase.CleaningUp)
            Enter(container with { NetworkName = null, CloudAccount = null }, ContainerPhase.Empty);
        else
            throw new ControlException($"Container {container.Id} is {container.Phase}: Atlas does nothing by itself.");
    }

    private Container Enter(Container container, ContainerPhase phase)
    {
        var entered = container with { Phase = phase, Ticket = world.NextTicket() };
        world.Project(entered).Containers.Put(entered);
        Plan(entered);
        return entered;
    }

    private static Container Named(Container container) => container.NetworkName is not null ? container
        : container.Provider switch
        {
            CloudProvider.AWS => container with { NetworkName = Ids.Vpc() },
            CloudProvider.AZURE => container with
            {
                NetworkName = $"vnet_{container.Id}_{Ids.Letters(8)}",
                CloudAccount = Ids.Object(),
            },
            _ => container with
            {
                NetworkName = $"nt-{container.ProjectId}-{Ids.Letters(8)}",
                CloudAccount = $"p-{Ids.Letters(24)}",
            },
        };
}
