using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumi;
using Pulumi.Utilities;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

public sealed class ReadTests : IAsyncLifetime
{
    private const string ReferenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string NetworkType = "sample:index:Network";

    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Get_reads_the_resource_instead_of_registering_it()
    {
        engine.OnRead = request => new()
        {
            Urn = RecordingEngine.Urn(request.Type, request.Name),
            Properties = Map(("cidr", Text("10.0.0.0/8"))).StructValue,
        };
        Network net = null!;
        await engine.RunAsync(() => net = Network.Get("net", "n-1"));

        var read = Assert.Single(engine.Reads);
        Assert.Equal(("n-1", NetworkType, "net", "1.2.3"), (read.Id, read.Type, read.Name, read.Version));
        Assert.True(read is { AcceptSecrets: true, AcceptResources: true });
        Assert.Equal(["password"], read.AdditionalSecretOutputs);
        Assert.Equal(RecordingEngine.Urn("pulumi:pulumi:Stack", "shop-dev"), read.Parent);
        Assert.Single(engine.Registered);
        Assert.Equal("n-1", await OutputUtilities.GetValueAsync(net.Id));
        Assert.Equal("10.0.0.0/8", await OutputUtilities.GetValueAsync(net.Cidr));
    }

    [Fact]
    public async Task Get_with_an_id_that_is_not_known_yet_reads_nothing_known()
    {
        engine.IsDryRun = true;
        engine.OnRead = request => new() { Urn = RecordingEngine.Urn(request.Type, request.Name) };
        Network net = null!;
        await engine.RunAsync(() => net = Network.Get("net", new Network("other").Id));

        Assert.Equal(Unknown, Assert.Single(engine.Reads).Id);
        Assert.False(await OutputUtilities.GetIsKnownAsync(net.Id));
        Assert.False(await OutputUtilities.GetIsKnownAsync(net.Cidr));
    }

    [Fact]
    public async Task A_resource_that_does_not_exist_fails_the_run_by_name()
    {
        engine.OnRead = _ => throw new RpcException(StatusCode.Unknown, "resource 'n-1' does not exist");

        Assert.Equal(32, await engine.RunAsync(() => _ = Network.Get("net", "n-1")));

        Assert.Equal([$"Reading {NetworkType} 'net' failed: resource 'n-1' does not exist"], engine.Errors);
    }

    [Fact]
    public async Task A_resource_as_an_input_is_a_reference()
    {
        await engine.RunAsync(() => _ = new Network("net", new() { Peer = new Network("other") }));

        var request = engine.Registration("net");
        var urn = RecordingEngine.Urn(NetworkType, "other");
        Assert.Equal(
            Special(ReferenceSignature, ("urn", Text(urn)), ("id", Text("other-id"))), request.Object.Fields["peer"]);
        Assert.Equal([urn], request.PropertyDependencies["peer"].Urns);
    }

    [Fact]
    public async Task An_engine_without_references_gets_the_id_or_the_urn()
    {
        engine.MissingFeatures.Add("resourceReferences");
        await engine.RunAsync(() =>
        {
            var args = new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty
                .Add("custom", new Network("other")).Add("component", new Site("site")));
            _ = new CustomResource("a:b:C", "net", args, options: null);
        });

        var request = engine.Registration("net");
        Assert.False(request.AcceptResources);
        var site = RecordingEngine.Urn("sample:index:Site", "site");
        Assert.Equal($"{{component:'{site}',custom:'other-id'}}", Json(request.Object));
    }

    [Fact]
    public async Task A_reference_becomes_an_object_of_the_class_that_stands_for_its_type()
    {
        var urn = RecordingEngine.Urn(NetworkType, "far");
        engine.OnRegister = request => Task.FromResult(engine.Registration(request, Map(
            ("peer", Special(ReferenceSignature, ("urn", Text(urn)), ("id", Text("far-id"))))).StructValue));
        engine.OnInvoke = _ => new()
        {
            Return = Map(
                ("urn", Text(urn)),
                ("id", Text("far-id")),
                ("state", Map(("cidr", Text("172.16.0.0/12"))))).StructValue,
        };
        Network? peer = null;
        Assert.Equal(0, await engine.RunAsync(() => new Network("net").Peer.Apply(found => peer = found)));

        var invoke = Assert.Single(engine.Invokes);
        Assert.Equal("pulumi:pulumi:getResource", invoke.Tok);
        Assert.Equal($"{{urn:'{urn}'}}", Json(invoke.Args));
        Assert.Equal("far", peer!.GetResourceName());
        Assert.Equal("172.16.0.0/12", await OutputUtilities.GetValueAsync(peer.Cidr));
        Assert.Equal("far-id", await OutputUtilities.GetValueAsync(peer.Id));
    }

    [Fact]
    public void A_reference_to_a_type_without_a_class_keeps_its_urn_and_id()
    {
        var urn = RecordingEngine.Urn("other:index:Thing", "far::away");

        var data = Deserializer.Deserialize(Special(ReferenceSignature, ("urn", Text(urn)), ("id", Text("far-id"))));

        var resource = Assert.IsAssignableFrom<CustomResource>(data.Value);
        Assert.Equal("far::away", resource.GetResourceName());
        Assert.Equal("other:index:Thing", resource.GetResourceType());
        Assert.Equal("far-id", resource.Id.Settled);
    }

    [Fact]
    public async Task State_of_a_reference_travels_without_a_registration()
    {
        engine.OnInvoke = _ => new()
        {
            Return = Map(("urn", Text("urn:x")), ("id", Text("")), ("state", Value.ForStruct(new()))).StructValue,
        };
        await engine.RunAsync(() =>
            _ = new Network("net", null, new() { Urn = RecordingEngine.Urn(NetworkType, "net") }));

        Assert.DoesNotContain(engine.Registered, request => request.Name == "net");
    }
}
