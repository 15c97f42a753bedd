using System.Diagnostics;
using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Peering.Tests.Provider;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Load;

/// <summary>However much is under way, a cancel is answered and obeyed, and nothing that was made is lost.</summary>
public sealed class CancelUnderLoadTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Creates = 500;
    private const int PendingPerProject = 25;
    private const string Kind = "AwsNetworkPeering";

    [Fact]
    public async Task Cancel_ends_five_hundred_waits_and_every_one_keeps_its_id_and_state()
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var projects = Projects(scenario.Atlas);
        var creates = await WaitingAsync(scenario.Plugin, scenario.Atlas, projects);
        await scenario.Plugin.CallAsync<Empty, Empty>("Cancel", new()).Soon();
        var kept = new HashSet<string?>();
        foreach (var failed in await Task.WhenAll(creates).Soon())
        {
            Assert.Equal(StatusCode.Cancelled, failed.Code);
            var state = failed.Detail<ErrorResourceInitFailed>()!;
            ConformanceWire.DemandReal(state);
            Assert.Equal(state.Id.Split('/')[1], state.Properties.Fields["peerId"].StringValue);
            Assert.True(kept.Add(state.Id), $"{state.Id} was told twice");
        }

        Assert.Equal(Standing(scenario.Atlas, projects), kept);
        Assert.Empty((await scenario.InvokeAsync("getNetworkContainers", "{}")).Failures);
    }

    // Five seconds are what the documentation promises, so here the clock is what is asserted.
    [Theory]
    [InlineData(2, false)]
    [InlineData(15, false)]
    [InlineData(2, true)]
    [InlineData(15, true)]
    public async Task A_signal_ends_the_plugin_within_five_seconds_and_its_creates_with_their_ids(int signal, bool deaf)
    {
        await using var atlas = await Emulator.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        await using var plugin = await Plugin.StartAsync();
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json($$"""
                {
                  "clientId": "{{DemoCredentials.Account.ClientId}}", "baseUrl": "{{atlas.BaseUrl}}",
                  "clientSecret": "{{DemoCredentials.Account.ClientSecret}}"
                }
                """),
        });
        var projects = Projects(atlas);
        var creates = await WaitingAsync(plugin, atlas, projects);
        if (deaf)
        {
            // Neither a look nor the revocation of the token gets an answer any more.
            atlas.Control.AddFault(new FaultRule { Kind = FaultKind.Hang, Times = null });
            await atlas.RequestAsync(request => request.Fault is not null).Soon();
        }

        var clock = Stopwatch.StartNew();
        using var kill = Process.Start("kill", [$"-{signal}", $"{plugin.Process.Id}"]);
        await plugin.Process.WaitForExitAsync().Soon();
        clock.Stop();
        output.WriteLine($"Gone {clock.Elapsed.TotalSeconds:0.0} s after the signal, with {Creates} creates under way.");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(0, plugin.Process.ExitCode);
        var told = (await Task.WhenAll(creates).Soon()).Select(failed => failed.Detail<ErrorResourceInitFailed>()?.Id).ToHashSet();
        Assert.Equal(Standing(atlas, projects), told);
    }

    private static List<string> Projects(Emulator atlas) =>
        [.. Enumerable.Range(0, Creates / PendingPerProject).Select(_ => atlas.Control.CreateProject())];

    /// <summary>All creates, once every one of them has made its peer.</summary>
    private static async Task<List<Task<RpcException>>> WaitingAsync(Plugin plugin, Emulator atlas, List<string> projects)
    {
        var creates = projects.SelectMany(project =>
        {
            var container = atlas.Control.SeedContainer(project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21");
            return Enumerable.Range(0, PendingPerProject).Select(i => plugin.RefusesAsync("Create", new CreateRequest
            {
                Urn = Scenario.Urn(Kind, $"{project}-{i}"),
                Properties = Scenario.Json($$"""
                    {
                      "projectId": "{{project}}", "containerId": "{{container.Id}}", "accepterRegionName": "us-east-1",
                      "awsAccountId": "123456789012", "vpcId": "vpc-{{i:x17}}", "routeTableCidrBlock": "10.{{i}}.0.0/16"
                    }
                    """),
            }));
        }).ToList();
        foreach (var project in projects)
        {
            for (var i = 0; i < PendingPerProject; i++)
            {
                var urn = Scenario.Urn(Kind, $"{project}-{i}");
                await plugin.LoggedAsync(log => log.Urn == urn
                    && log.Message.StartsWith("INITIATING", StringComparison.Ordinal)).Soon();
            }
        }

        return creates;
    }

    private static HashSet<string?> Standing(Emulator atlas, List<string> projects) =>
        [.. projects.SelectMany(project => atlas.Control.Peers(project).Select(peer => $"{project}/{peer.Id}"))];
}
