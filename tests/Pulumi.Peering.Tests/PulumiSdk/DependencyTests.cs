using Pulumi;

namespace Peering.Tests.PulumiSdk;

public sealed class DependencyTests : IAsyncLifetime
{
    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Each_property_names_the_resources_its_value_came_from()
    {
        await engine.RunAsync(() =>
        {
            var a = new Network("a", new() { Cidr = "1" });
            var b = new Network("b", new() { Cidr = "2" });
            _ = new Network("net", new()
            {
                Cidr = Output.Format($"{a.Cidr}/{b.Cidr}"),
                Zones = { a.Cidr, "fixed" },
                Size = 3,
                Route = new RouteArgs { Target = b.Cidr },
            });
        });

        var request = engine.Registration("net");
        Assert.Equal(Urns("a", "b"), request.Dependencies);
        Assert.Equal(Urns("a", "b"), request.PropertyDependencies["cidr"].Urns);
        Assert.Equal(Urns("a"), request.PropertyDependencies["zones"].Urns);
        Assert.Equal(Urns("b"), request.PropertyDependencies["route"].Urns);
        Assert.Empty(request.PropertyDependencies["size"].Urns);
    }

    [Fact]
    public async Task DependsOn_waits_for_the_resource_and_belongs_to_no_property()
    {
        await engine.RunAsync(() =>
        {
            var a = new Network("a");
            _ = new Network("net", new() { Size = 3 }, new() { DependsOn = { a } });
        });

        var request = engine.Registration("net");
        Assert.Equal(Urns("a"), request.Dependencies);
        Assert.All(request.PropertyDependencies.Values, property => Assert.Empty(property.Urns));
        Assert.Equal(["shop-dev", "a", "net"], engine.Registered.Select(one => one.Name));
    }

    [Fact]
    public async Task Depending_on_a_component_is_depending_on_everything_below_it()
    {
        await engine.RunAsync(() =>
        {
            var outer = new Site("outer");
            var inner = new Site("inner", new() { Parent = outer });
            _ = new Network("deep", null, new() { Parent = inner });
            var shallow = new Network("shallow", null, new() { Parent = outer });
            _ = new Network("child of a resource", null, new() { Parent = shallow });
            _ = new Network("net", null, new() { DependsOn = { outer } });
        });

        Assert.Equal(Urns("deep", "shallow"), engine.Registration("net").Dependencies);
    }

    [Fact]
    public async Task A_child_that_depends_on_its_own_component_does_not_wait_for_itself()
    {
        await engine.RunAsync(() =>
        {
            var site = new Site("site");
            _ = new Network("older", null, new() { Parent = site });
            _ = new Network("younger", null, new() { Parent = site, DependsOn = { site } });
        });

        Assert.Equal(Urns("older"), engine.Registration("younger").Dependencies);
    }

    private static string[] Urns(params string[] names) =>
        [.. names.Select(name => RecordingEngine.Urn("sample:index:Network", name))];
}
