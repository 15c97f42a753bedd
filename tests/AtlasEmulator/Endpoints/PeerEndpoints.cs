using AtlasEmulator.Auth;
using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

internal sealed class PeerEndpoints(AtlasWorld world)
{
    private const string Version = "2023-01-01";

    public IEnumerable<Endpoint> All =>
    [
        New("GET", "peers", Access.Read, Queries.ListOfCloud, List),
        New("POST", "peers", Access.WritePeers, Queries.One, Create),
        New("GET", "peers/{id}", Access.Read, Queries.One, Get),
        New("PATCH", "peers/{id}", Access.WritePeers, Queries.One, Update),
        New("DELETE", "peers/{id}", Access.WritePeers, Queries.One, Delete),
    ];

    private static Endpoint New(
        string method, string pattern, Access access, string[] query, Func<Call, Answer> handle) =>
        new(method, pattern, Version, access, EndpointSet.NetworkPeering, query, handle);

    private static Answer List(Call call)
    {
        // One call shows one cloud, and without a name that is AWS.
        var provider = Query.OneOf<CloudProvider>("providerName", call.Query.Text("providerName") ?? "AWS");
        var peers = call.Project.Peers.All.Where(peer => peer.Provider == provider).ToList();
        return Page.Of(call, peers, (writer, peer) => PeerJson.Write(writer, peer, ContainerOf(call.Project, peer)));
    }

    private Answer Create(Call call)
    {
        var body = call.ReadBody();
        var provider = PeerFields.Provider(body);
        PeerFields.CheckNames(body, provider);
        body.Demand(["containerId", .. PeerFields.Of(provider)]);
        var remote = PeerFields.Read(body, provider);
        var container = PeerRules.ContainerFor(call.Project, body.Text("containerId")!, provider);
        PeerRules.DemandNoTwin(call.Project, container, remote);
        PeerRules.DemandRoom(call.Project, world.Options);
        PeerRules.DemandOwnBlock(call.Project, container, remote);
        PeerRules.DemandReachable(remote, world.Behaviour(remote));
        return Show(call, world.Peers.Begin(call.Project, container, remote));
    }

    private static Answer Get(Call call) => Show(call, Find(call));

    private Answer Update(Call call)
    {
        var body = call.ReadBody();
        var provider = PeerFields.Provider(body);
        var peer = Find(call);
        if (peer.Provider != provider) throw PeerRules.NotFound(peer.Id, call.Project);
        body.Demand("containerId");
        PeerFields.CheckNames(body, provider);
        PeerRules.ContainerFor(call.Project, body.Text("containerId")!, provider);
        if (body.Text("containerId") != peer.ContainerId)
            throw Errors.Attribute("containerId", "a peering stays in its container.");
        return peer.Remote is AwsNetwork aws ? UpdateAws(call, body, peer, aws) : RefuseFields(call, body, peer);
    }

    /// <summary>Azure and GCP peers have nothing that can be changed.</summary>
    private static Answer RefuseFields(Call call, Body body, Peer peer)
    {
        var own = body.Names.FirstOrDefault(PeerFields.Of(peer.Provider).Contains);
        return own is null ? Show(call, peer)
            : throw Errors.Attribute(own, $"{peer.Provider} peerings cannot be changed.");
    }

    private Answer UpdateAws(Call call, Body body, Peer peer, AwsNetwork old)
    {
        if (world.Options.RequireFullPeerPatch) body.Demand(PeerFields.Of(CloudProvider.AWS));
        if (PeerStatus.IsGoing(peer.Status)) throw PeerRules.Going(peer.Id);
        if (peer.Status is PeerStatus.Initiating or PeerStatus.Finalizing) throw PeerRules.Moving(peer);
        var (account, vpc) = (body.Text("awsAccountId"), body.Text("vpcId"));
        var remote = PeerFields.CheckedAws(old with
        {
            AccountId = account ?? old.AccountId,
            VpcId = vpc ?? old.VpcId,
            CidrBlock = body.Text("routeTableCidrBlock") ?? old.CidrBlock,
            Region = body.Text("accepterRegionName") ?? old.Region,
        });
        if (remote.Region != old.Region) throw Errors.Attribute("accepterRegionName", "the region cannot be changed.");
        var container = ContainerOf(call.Project, peer);
        PeerRules.DemandNoTwin(call.Project, container, remote, peer.Id);
        PeerRules.DemandOwnBlock(call.Project, container, remote, peer.Id);

        // Account and VPC together start the peering anew, even when both are what they were.
        if ((account is not null && vpc is not null) || remote.Key != old.Key)
            return Show(call, world.Peers.Restart(peer, remote));
        var changed = peer with { Remote = remote };
        call.Project.Peers.Put(changed);
        return Show(call, changed);
    }

    private Answer Delete(Call call)
    {
        var peer = Find(call);
        if (PeerStatus.IsGoing(peer.Status)) throw PeerRules.Going(peer.Id);
        world.Peers.Delete(peer);
        return call.Reply(202, writer =>
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        });
    }

    private static Peer Find(Call call)
    {
        // The pcx- id of AWS is the usual mistake here.
        if (!Ids.IsObject(call.Id!)) throw Errors.PathParameter("peerId", call.Id!);
        return call.Project.Peers.Find(call.Id!) ?? throw PeerRules.NotFound(call.Id!, call.Project);
    }

    private static Answer Show(Call call, Peer peer) =>
        call.Ok(writer => PeerJson.Write(writer, peer, ContainerOf(call.Project, peer)));

    private static Container ContainerOf(Project project, Peer peer) => project.Containers.Find(peer.ContainerId)!;
}
