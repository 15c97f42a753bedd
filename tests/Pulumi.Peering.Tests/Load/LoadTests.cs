using AtlasEmulator;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Peering.Tests.Provider;
using Pulumirpc;

namespace Peering.Tests.Load;

/// <summary>A stack with thousands of resources, as the engine runs it with an unbounded --parallel.</summary>
public sealed class LoadTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const string Kind = "AwsNetworkPeering";
    private const int Concurrent = 2000;
    private const int Lanes = 10;

    [Fact]
    public async Task Two_thousand_checks_diffs_and_reads_at_once_get_each_its_own_answer()
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Fast });
        var projects = Enumerable.Range(0, 20).Select(_ => scenario.Atlas.Control.CreateProject()).ToList();
        var peers = projects.SelectMany(project => Enumerable.Range(0, 50).Select(i => scenario.Atlas.Control.SeedPeer(
            project, new AwsNetwork("123456789012", $"vpc-{i:x17}", $"10.{i}.0.0/16", "us-east-1")))).ToList();
        await Task.WhenAll(Enumerable.Range(0, Concurrent).Select(async i =>
        {
            var peer = peers[i % peers.Count];
            var (id, network) = ($"{peer.ProjectId}/{peer.Id}", (AwsNetwork)peer.Remote);
            var inputs = Scenario.Json($$"""
                {
                  "projectId": "{{peer.ProjectId}}", "containerId": "{{peer.ContainerId}}", "accepterRegionName": "us-east-1",
                  "awsAccountId": "123456789012", "vpcId": "{{network.VpcId}}", "routeTableCidrBlock": "{{network.CidrBlock}}"
                }
                """);
            var old = new Resource(Kind, id, inputs, inputs);
            Assert.Equal(inputs, await scenario.CheckAsync(Kind, inputs));
            var read = (await scenario.RefreshAsync(old))!;
            Assert.Equal((id, peer.Id), (read.Id, read["peerId"]));
            Assert.Equal(inputs, read.Inputs);
            Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(read, inputs)).Changes);
        })).Soon();
        var lists = scenario.Atlas.Requests.Count(request => request.Path.EndsWith("/peers", StringComparison.Ordinal));
        output.WriteLine($"{Concurrent} refreshes of {peers.Count} peers in {projects.Count} projects: "
            + $"{scenario.Atlas.Requests.Count} requests, {lists} of them lists of peers.");
        // Reads that wait together share a list; one request each would be twice as many.
        Assert.InRange(scenario.Atlas.Requests.Count, 1, Concurrent);
    }

    [Fact]
    public async Task Lifecycles_one_after_the_other_leave_nothing_behind_in_the_plugin()
    {
        var lifecycles = int.TryParse(Environment.GetEnvironmentVariable("PEERING_LOAD_LIFECYCLES"), out var asked) ? asked : 1000;
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions
        {
            Pace = Pace.Every(TimeSpan.Zero),
            PeeringLimit = new RateLimit(1_000_000, 1_000_000, TimeSpan.FromMinutes(1)),
        });
        var containers = Enumerable.Range(0, Lanes).Select(_ => scenario.Atlas.Control.SeedContainer(
            scenario.Atlas.Control.CreateProject(), CloudProvider.AWS, cidrBlock: "192.168.248.0/21")).ToList();
        await RunAsync(scenario, containers, lifecycles / 3);
        var before = ProcessFigures.Of(scenario.Plugin.Process);
        await RunAsync(scenario, containers, lifecycles - lifecycles / 3);
        var after = ProcessFigures.Of(scenario.Plugin.Process);
        output.WriteLine($"{lifecycles} lifecycles: after a third {before}; at the end {after}.");
        Assert.All(containers, container => Assert.Empty(scenario.Atlas.Control.Peers(container.ProjectId)));
        // The collector takes what it is given before it gives back; a leak of some kilobytes a lifecycle shows all the
        // same in the long run, and one of a handle in any.
        Assert.InRange(after.ResidentKilobytes - before.ResidentKilobytes, long.MinValue, 32 * 1024);
        Assert.InRange(after.Handles - before.Handles, int.MinValue, 16);
        Assert.InRange(after.Threads - before.Threads, int.MinValue, 16);
    }

    /// <summary>A few projects at once, each with one lifecycle after the other: most of one is spent in short waits.</summary>
    private static Task RunAsync(Scenario scenario, List<Container> containers, int times) =>
        Task.WhenAll(containers.Select(async container =>
        {
            for (var i = 0; i < times / containers.Count; i++)
            {
                var made = await scenario.CreateAsync(Kind, $$"""
                    {
                      "projectId": "{{container.ProjectId}}", "containerId": "{{container.Id}}", "accepterRegionName": "us-east-1",
                      "awsAccountId": "123456789012", "vpcId": "vpc-{{i:x17}}", "routeTableCidrBlock": "10.{{i % 200}}.0.0/16"
                    }
                    """).Soon();
                var read = (await scenario.RefreshAsync(made).Soon())!;
                Assert.Equal(
                    DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(read, made.Inputs).Soon()).Changes);
                await scenario.DeleteAsync(read).Soon();
            }
        }));
}
