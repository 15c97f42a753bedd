using AtlasEmulator.Endpoints;
using AtlasEmulator.World;

namespace AtlasEmulator.Control;

/// <summary>Projects and what is in them before anybody calls the API. Limits do not apply to seeds.</summary>
internal sealed partial class ControlPanel
{
    public IReadOnlyList<string> Projects => world.Run(() => world.Projects.Select(project => project.Id).ToList());

    public string CreateProject(string? id = null) => world.Run(() =>
    {
        var wanted = id ?? Ids.Object();
        if (!Ids.IsObject(wanted))
            throw new ControlException($"{wanted} is not a project id: 24 lower-case hex digits.");
        return world.AddProject(wanted).Id;
    });

    public bool RemoveProject(string id) => world.Run(() => world.RemoveProject(id));

    public IReadOnlyList<Peer> Peers(string projectId) => world.Run(() => FindProject(projectId).Peers.All.ToList());

    /// <summary>By peer id or pcx- id; null when it is gone.</summary>
    public Peer? Peer(string idOrConnection) => world.Run(() => TryFindPeer(idOrConnection));

    public IReadOnlyList<Container> Containers(string projectId) =>
        world.Run(() => FindProject(projectId).Containers.All.ToList());

    public IReadOnlyList<StreamsRequest> StreamsRequests(string projectId) =>
        world.Run(() => FindProject(projectId).Streams.All.ToList());

    /// <summary>Turns on the old "peering only" mode, which the API can only turn off.</summary>
    public void SetPrivateIpMode(string projectId, bool enabled) =>
        Run(() => FindProject(projectId).PrivateIpMode = enabled);

    /// <summary>
    /// Region in Atlas's dialect (default US_EAST_1 or US_EAST_2). Held: a cluster uses it, so it is provisioned.
    /// </summary>
    public Container SeedContainer(
        string projectId, CloudProvider provider, string? region = null, string? cidrBlock = null,
        IReadOnlyList<string>? regions = null, bool held = false) => world.Run(() =>
    {
        var project = FindProject(projectId);
        var place = provider == CloudProvider.GCP ? null : region ?? DefaultRegion(provider);
        if (place is not null) ContainerRules.DemandRegion(provider, place);
        var block = cidrBlock ?? DefaultBlock(project, provider);
        ContainerRules.DemandBlock(provider, block, regions);
        ContainerRules.DemandOnlyOne(project, provider, place);
        var container = world.Containers.Create(project, provider, place, block, regions);
        return held ? world.Containers.Hold(container, true) : container;
    });

    /// <summary>A peer with a history. Without a container, the cloud's first one is used, or made.</summary>
    public Peer SeedPeer(
        string projectId, RemoteNetwork remote, string status = PeerStatus.Available, string? containerId = null,
        string? error = null) => world.Run(() =>
    {
        var project = FindProject(projectId);
        if (!PeerStatus.Of(remote.Provider).Contains(status))
            throw new ControlException($"{remote.Provider} peers know no status {status}.");
        if (remote is AwsNetwork aws) PeerFields.CheckedAws(aws);
        var container = containerId is null ? ContainerOf(project, remote.Provider)
            : PeerRules.ContainerFor(project, containerId, remote.Provider);
        return world.Peers.Place(project, container, remote, status, error);
    });

    /// <summary>So many AVAILABLE peers nobody manages, spread evenly over the three clouds.</summary>
    public IReadOnlyList<Peer> SeedPeers(string projectId, int count) => world.Run(() =>
    {
        if (count < 0) throw new ControlException("The number of peers cannot be negative.");
        var project = FindProject(projectId);
        var from = project.Peers.Count;
        return Enumerable.Range(from, count).Select(i => SeedPeer(projectId, (i % 3) switch
        {
            0 => new AwsNetwork(
                $"{210000000000 + i}", Ids.Vpc(), $"10.{128 + i / 256 % 128}.{i % 256}.0/24", "us-west-2"),
            1 => new AzureNetwork(Ids.Uuid(), Ids.Uuid(), $"group-{i}", $"vnet-{i}"),
            _ => new GcpNetwork($"customer-{i:d6}", $"network-{i}"),
        })).ToList();
    });

    /// <summary>
    /// Another AWS account asks for a peering with Atlas Stream Processing in that region. The name is AWS's pcx- id,
    /// made up unless it is given.
    /// </summary>
    public StreamsRequest SeedStreamsRequest(
        string projectId, string requesterAccountId, string requesterVpcId, string requesterCidr = "10.1.0.0/16",
        string region = "US_EAST_1", string? name = null) => world.Run(() =>
    {
        PeerFields.CheckedAws(new AwsNetwork(requesterAccountId, requesterVpcId, requesterCidr, "us-east-1"));
        ContainerRules.DemandRegion(CloudProvider.AWS, region);
        return world.Streams.Appear(FindProject(projectId), requesterAccountId, requesterVpcId, requesterCidr, region, name);
    });

    private Project FindProject(string id) =>
        world.FindProject(id) ?? throw new ControlException($"There is no project {id}.");

    private Container ContainerOf(Project project, CloudProvider provider) =>
        project.Containers.All.FirstOrDefault(container => container.Provider == provider)
        ?? world.Containers.Create(project, provider, DefaultRegion(provider), DefaultBlock(project, provider));

    private static string? DefaultRegion(CloudProvider provider) => provider switch
    {
        CloudProvider.AWS => "US_EAST_1",
        CloudProvider.AZURE => "US_EAST_2",
        _ => null,
    };

    private static string DefaultBlock(Project project, CloudProvider provider) =>
        provider == CloudProvider.GCP ? "172.16.0.0/18" : ContainerRules.DefaultBlock(project);
}
