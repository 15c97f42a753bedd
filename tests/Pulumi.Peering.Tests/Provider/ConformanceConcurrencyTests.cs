using AtlasEmulator;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;
using Changes = Pulumirpc.DiffResponse.Types.DiffChanges;

namespace Peering.Tests.Provider;

// Pinned elsewhere: one Read before Configure and Cancel without work (ProtocolTests), Cancel in one wait
// (AwsNetworkPeeringTests), reads that share a list (StreamsVpcPeeringConnectionLifeTests).

/// <summary>Pins that calls for different resources come at the same time on one connection, in any order.</summary>
public sealed class ConformanceConcurrencyTests
{
    private const string Kind = "AwsNetworkPeering";
    private const string Container = "5f2c1a0b9d8e7f6a5b4c3d2e";

    [Fact]
    public async Task Fifty_resources_at_once_before_configure_are_checked_and_diffed_but_not_read()
    {
        await using var plugin = await Plugin.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var (inputs, id) = (Inputs(i), $"{Scenario.Project}/{i:x24}");
            Assert.Equal(inputs, (await CheckAsync(plugin, i, inputs)).Inputs);
            Assert.Equal(Changes.DiffNone, (await DiffAsync(plugin, i, id, inputs, inputs)).Changes);
            var refused = await plugin.RefusesAsync("Read", new ReadRequest
            {
                Id = id,
                Urn = Scenario.Urn(Kind, $"r{i}"),
                Inputs = inputs,
                Properties = inputs,
            });
            Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        })).Soon();
    }

    [Fact]
    public async Task Fifty_resources_at_once_after_configure_get_each_its_own_answer()
    {
        await using var scenario = await Scenario.StartAsync(
            new EmulatorOptions { Pace = Pace.Fast, MaximumPeers = 100 });
        var peers = Enumerable.Range(0, 50).Select(i => scenario.Atlas.Control.SeedPeer(Scenario.Project,
            new AwsNetwork("123456789012", Vpc(i), $"10.{i}.0.0/16", "us-east-1"))).ToList();
        await Task.WhenAll(peers.Select(async (peer, i) =>
        {
            var id = $"{Scenario.Project}/{peer.Id}";
            var inputs = ConformanceWire.With(Inputs(i), "containerId", Value.ForString(peer.ContainerId));
            Assert.Equal(inputs, (await CheckAsync(scenario.Plugin, i, inputs)).Inputs);
            var read = await scenario.Plugin.CallAsync<ReadRequest, ReadResponse>("Read", new ReadRequest
            {
                Id = id,
                Urn = Scenario.Urn(Kind, $"r{i}"),
                Inputs = inputs,
                Properties = inputs,
            });
            Assert.Equal((id, Vpc(i)), (read.Id, read.Properties.Fields["vpcId"].StringValue));
            Assert.Equal(inputs, read.Inputs);
            Assert.Equal(Changes.DiffNone, (await DiffAsync(scenario.Plugin, i, id, inputs, read.Properties)).Changes);
        })).Soon();
    }

    [Fact]
    public async Task Whatever_needs_atlas_is_a_precondition_before_configure()
    {
        await using var plugin = await Plugin.StartAsync();
        var (inputs, id, urn) = (Inputs(1), $"{Scenario.Project}/{Container}", Scenario.Urn(Kind));
        RpcException[] refused =
        [
            await plugin.RefusesAsync("Create", new CreateRequest { Urn = urn, Properties = inputs }),
            await plugin.RefusesAsync("Create", new CreateRequest { Urn = urn, Properties = inputs, Preview = true }),
            await plugin.RefusesAsync("Update", new UpdateRequest
            {
                Id = id, Urn = urn, Olds = inputs, OldInputs = inputs,
                News = ConformanceWire.With(inputs, "routeTableCidrBlock", Value.ForString("10.200.0.0/16")),
            }),
            await plugin.RefusesAsync("Delete", new DeleteRequest { Id = id, Urn = urn, Properties = inputs }),
            await plugin.RefusesAsync("Invoke", new InvokeRequest
            {
                Tok = "peering:index:getNetworkPeerings",
                Args = Scenario.Json($$"""{ "projectId": "{{Scenario.Project}}" }"""),
            }),
        ];
        Assert.All(refused, one => Assert.Equal(StatusCode.FailedPrecondition, one.Code));
    }

    [Fact]
    public async Task Cancel_several_times_at_once_ends_every_wait_with_its_state_and_nothing_after_it()
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var container = scenario.Atlas.Control.SeedContainer(
            Scenario.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21");
        var creates = Enumerable.Range(0, 10).Select(i => scenario.Plugin.RefusesAsync("Create", new CreateRequest
        {
            Urn = Scenario.Urn(Kind, $"r{i}"),
            Properties = ConformanceWire.With(Inputs(i), "containerId", Value.ForString(container.Id)),
        })).ToList();
        for (var i = 0; i < creates.Count; i++)
        {
            var urn = Scenario.Urn(Kind, $"r{i}");
            await scenario.Plugin.LoggedAsync(log => log.Urn == urn
                && log.Message.StartsWith("INITIATING", StringComparison.Ordinal)).Soon();
        }

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => scenario.Plugin.CallAsync<Empty, Empty>("Cancel", new())));
        foreach (var failed in await Task.WhenAll(creates).Soon())
        {
            Assert.Equal(StatusCode.Cancelled, failed.Code);
            var kept = failed.Detail<ErrorResourceInitFailed>()!;
            Assert.NotEmpty(kept.Id);
            ConformanceWire.DemandReal(kept);
        }

        Assert.Equal(10, scenario.Atlas.Control.Peers(Scenario.Project).Count);
        Assert.Empty((await scenario.InvokeAsync("getNetworkContainers", "{}")).Failures);
    }

    private static string Vpc(int i) => $"vpc-{i:x17}";

    private static Struct Inputs(int i) => Scenario.Json($$"""
        {
          "projectId": "{{Scenario.Project}}", "containerId": "{{Container}}", "accepterRegionName": "us-east-1",
          "awsAccountId": "123456789012", "vpcId": "{{Vpc(i)}}", "routeTableCidrBlock": "10.{{i}}.0.0/16"
        }
        """);

    private static Task<CheckResponse> CheckAsync(Plugin plugin, int i, Struct news) =>
        plugin.CallAsync<CheckRequest, CheckResponse>(
            "Check", new CheckRequest { Urn = Scenario.Urn(Kind, $"r{i}"), Olds = new Struct(), News = news });

    private static Task<DiffResponse> DiffAsync(Plugin plugin, int i, string id, Struct inputs, Struct state) =>
        plugin.CallAsync<DiffRequest, DiffResponse>("Diff", new DiffRequest
        {
            Id = id,
            Urn = Scenario.Urn(Kind, $"r{i}"),
            OldInputs = inputs,
            Olds = state,
            News = inputs,
        });
}
