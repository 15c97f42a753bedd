using Pulumi;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

public sealed class ComponentTests : IAsyncLifetime
{
    private const string ProviderUrn = "urn:pulumi:dev::shop::pulumi:providers:sample::";

    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task A_component_registers_itself_its_children_and_its_outputs()
    {
        await engine.RunAsync(() =>
        {
            var site = new Site("site", new() { Protect = true });
            _ = new Network("net", null, new() { Parent = site });
            _ = new Network("open", null, new() { Parent = site, Protect = false });
            site.Finish("https://shop.example.com");
        });

        var site = engine.Registration("site");
        Assert.Equal(("sample:index:Site", false, true), (site.Type, site.Custom, site.Protect));
        Assert.Equal(RecordingEngine.Urn("sample:index:Site", "site"), engine.Registration("net").Parent);
        Assert.True(engine.Registration("net").Protect);
        Assert.False(engine.Registration("open").Protect);
        var outputs = engine.Outputs.Single(request => request.Urn == RecordingEngine.Urn("sample:index:Site", "site"));
        Assert.Equal("{url:'https://shop.example.com'}", Json(outputs.Outputs));
    }

    [Fact]
    public async Task Component_outputs_that_are_secret_as_a_whole_are_secret_one_by_one()
    {
        await engine.RunAsync(() => new Site("site").Finish(Output.CreateSecret("https://shop.example.com")));

        var outputs = engine.Outputs.Single(request => request.Urn == RecordingEngine.Urn("sample:index:Site", "site"));
        Assert.Equal(Map(("url", Secret(Text("https://shop.example.com")))).StructValue, outputs.Outputs);
    }

    [Fact]
    public async Task An_explicit_provider_is_named_by_urn_and_id_and_configured_with_json_text()
    {
        await engine.RunAsync(() =>
        {
            var provider = new SampleProvider("p", new()
            {
                Region = "eu",
                Retries = Output.CreateSecret(3),
                Hosts = new InputList<string> { "a", "b" },
            });
            _ = new Network("net", null, new() { Provider = provider });
        });

        var provider = engine.Registration("p");
        Assert.Equal("pulumi:providers:sample", provider.Type);
        Assert.Equal(Text("eu"), provider.Object.Fields["region"]);
        Assert.Equal(Secret(Text("3")), provider.Object.Fields["retries"]);
        Assert.Equal(Text("""["a","b"]"""), provider.Object.Fields["hosts"]);
        Assert.Equal(ProviderUrn + "p::p-id", engine.Registration("net").Provider);
    }

    [Fact]
    public async Task A_provider_that_is_only_planned_has_an_unknown_id()
    {
        engine.IsDryRun = true;
        await engine.RunAsync(() => _ = new Network("net", null, new() { Provider = new SampleProvider("p") }));

        Assert.Equal($"{ProviderUrn}p::{Unknown}", engine.Registration("net").Provider);
    }

    [Fact]
    public async Task Unknown_parts_make_the_json_text_of_a_provider_input_unknown()
    {
        engine.IsDryRun = true;
        await engine.RunAsync(() => _ = new SampleProvider("p", new()
        {
            Hosts = new InputList<string> { "a", new Network("net").Id },
        }));

        Assert.Equal("{hosts:?}", Json(engine.Registration("p").Object));
    }

    [Fact]
    public async Task Children_take_the_provider_of_their_package_from_the_nearest_component()
    {
        await engine.RunAsync(() =>
        {
            var (outerProvider, innerProvider) = (new SampleProvider("outer-p"), new SampleProvider("inner-p"));
            var outer = new Site("outer", new() { Providers = { outerProvider } });
            var inner = new Site("inner", new() { Parent = outer, Provider = innerProvider });
            _ = new Network("under outer", null, new() { Parent = outer });
            _ = new Network("under inner", null, new() { Parent = inner });
            _ = new Network("own", null, new() { Parent = inner, Provider = outerProvider });
            _ = new CustomResource("foreign:index:Thing", "foreign", null, new() { Parent = inner });
        });

        Assert.Equal(ProviderUrn + "outer-p::outer-p-id", engine.Registration("under outer").Provider);
        Assert.Equal(ProviderUrn + "inner-p::inner-p-id", engine.Registration("under inner").Provider);
        Assert.Equal(ProviderUrn + "outer-p::outer-p-id", engine.Registration("own").Provider);
        Assert.Equal("", engine.Registration("foreign").Provider);
        Assert.Equal(ProviderUrn + "inner-p::inner-p-id", engine.Registration("inner").Providers["sample"]);
    }
}
