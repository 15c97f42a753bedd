using AtlasEmulator.Auth;
using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

internal sealed class ContainerEndpoints(AtlasWorld world)
{
    private const string Version = "2023-01-01";

    public IEnumerable<Endpoint> All =>
    [
        New("GET", "containers", Access.Read, Queries.ListOfCloud, List),
        New("POST", "containers", Access.WriteContainers, Queries.One, Create),
        New("GET", "containers/all", Access.Read, Queries.List, ListAll),
        New("GET", "containers/{id}", Access.Read, Queries.One, Get),
        New("PATCH", "containers/{id}", Access.WriteContainers, Queries.One, Update),
        New("DELETE", "containers/{id}", Access.WriteContainers, Queries.One, Delete),
    ];

    private static Endpoint New(
        string method, string pattern, Access access, string[] query, Func<Call, Answer> handle) =>
        new(method, pattern, Version, access, EndpointSet.NetworkPeering, query, handle);

    private static Answer List(Call call)
    {
        // Required here, unlike in the list of peers.
        var provider = Query.OneOf<CloudProvider>("providerName", call.Query.Required("providerName"));
        var containers = call.Project.Containers.All.Where(container => container.Provider == provider).ToList();
        return Page.Of(call, containers, ContainerJson.Write);
    }

    private static Answer ListAll(Call call) =>
        Page.Of(call, call.Project.Containers.All.ToList(), ContainerJson.Write);

    private Answer Create(Call call)
    {
        var body = call.ReadBody();
        var provider = PeerFields.Provider(body);
        ContainerRules.CheckNames(body, provider);
        var (region, regions) = Placement(body, provider);
        if (provider != CloudProvider.AWS) body.Demand("atlasCidrBlock");
        var block = body.Text("atlasCidrBlock") ?? ContainerRules.DefaultBlock(call.Project);
        ContainerRules.DemandBlock(provider, block, regions);
        ContainerRules.DemandOnlyOne(call.Project, provider, region);
        return Show(call, world.Containers.Create(call.Project, provider, region, block, regions));
    }

    private static Answer Get(Call call) => Show(call, Find(call));

    private Answer Update(Call call)
    {
        var body = call.ReadBody();
        var container = Find(call);
        var provider = PeerFields.Provider(body);
        if (container.Provider != provider) throw ContainerRules.NotFound(container.Id);
        ContainerRules.CheckNames(body, provider);

        // Atlas looks the region up before it looks whether there is one.
        if (provider != CloudProvider.GCP && body.Text(ContainerRules.RegionAttribute(provider)) is null)
            throw Errors.Unexpected();
        if (container.IsSmallGcp)
        {
            throw new AtlasError(400, "CANNOT_UPDATE_SMALL_CONTAINER",
                $"The container {container.Id} is a small one and stays as it is.", container.Id);
        }

        var (region, regions) = Placement(body, provider);
        ContainerRules.DemandUnused(world, container);
        if (region != container.Region)
        {
            throw new AtlasError(400, "CANNOT_CHANGE_CONTAINER_REGION",
                $"The container {container.Id} stays in {container.Region}.", container.Id);
        }

        var block = body.Text("atlasCidrBlock") ?? container.CidrBlock;
        ContainerRules.DemandBlock(provider, block, regions);
        var changed = container with { CidrBlock = block, Regions = regions };
        call.Project.Containers.Put(changed);
        return Show(call, changed);
    }

    private Answer Delete(Call call)
    {
        var container = Find(call);
        ContainerRules.DemandUnused(world, container);
        ContainerRules.DemandAge(world, container);
        call.Project.Containers.Remove(container.Id);
        return Answer.Empty(204);
    }

    private static (string? Region, IReadOnlyList<string>? Regions) Placement(Body body, CloudProvider provider)
    {
        if (provider == CloudProvider.GCP)
        {
            var regions = body.Texts("regions");
            foreach (var each in regions ?? []) ContainerRules.DemandRegion(provider, each);
            return (null, regions);
        }

        var attribute = ContainerRules.RegionAttribute(provider);
        body.Demand(attribute);
        var region = body.Text(attribute)!;
        ContainerRules.DemandRegion(provider, region);
        return (region, null);
    }

    private static Container Find(Call call)
    {
        // Atlas does not guard this one: a composite id is a 500 there, not a 400.
        if (!Ids.IsObject(call.Id!)) throw Errors.Unexpected();
        return call.Project.Containers.Find(call.Id!) ?? throw ContainerRules.NotFound(call.Id!);
    }

    private static Answer Show(Call call, Container container) =>
        call.Ok(writer => ContainerJson.Write(writer, container));
}
