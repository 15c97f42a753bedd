using System.Text.Json.Nodes;
using AtlasEmulator;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using Peering.Tests.AtlasEmulatorTests;
using Pulumirpc;
using Rpc;
using Changes = Pulumirpc.DiffResponse.Types.DiffChanges;

namespace Peering.Tests.Provider;

public sealed class DriftTests
{
    [Fact]
    public async Task A_block_changed_behind_the_program_is_shown_and_put_back_in_place()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var imported = (await scenario.ImportAsync("AwsNetworkPeering", world.IdOf("AwsNetworkPeering")))!;
        var peering = imported with { Inputs = imported.With("accepterRegionName", "\"US_EAST_1\"") };
        await PatchAsync(scenario, $"peers/{world.Aws.Id}", new JsonObject
        {
            ["providerName"] = "AWS",
            ["containerId"] = world.AwsContainer.Id,
            ["routeTableCidrBlock"] = "10.99.0.0/16",
        });

        var refreshed = (await scenario.RefreshAsync(peering))!;
        Assert.Equal("10.99.0.0/16", refreshed.Inputs.Fields["routeTableCidrBlock"].StringValue);
        Assert.Equal("US_EAST_1", refreshed.Inputs.Fields["accepterRegionName"].StringValue);
        var diff = await scenario.DiffAsync(refreshed, peering.Inputs);
        Assert.Equal(Changes.DiffSome, diff.Changes);
        Assert.Equal(["routeTableCidrBlock"], diff.Diffs);
        Assert.Empty(diff.Replaces);

        await scenario.UpdateAsync(refreshed, peering.Inputs);
        Assert.Equal("10.0.0.0/16", ((AwsNetwork)scenario.Atlas.Control.Peer(world.Aws.Id)!.Remote).CidrBlock);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_containers_block_changed_behind_the_program_is_put_back_while_that_is_possible(bool provisioned)
    {
        await using var scenario = await Scenario.StartAsync();
        var made = scenario.Atlas.Control.SeedContainer(
            Scenario.Project, CloudProvider.AWS, "US_EAST_1", "192.168.248.0/21");
        var container = (await scenario.ImportAsync("AwsNetworkContainer", $"{Scenario.Project}/{made.Id}"))!;
        await PatchAsync(scenario, $"containers/{made.Id}", new JsonObject
        {
            ["providerName"] = "AWS",
            ["regionName"] = "US_EAST_1",
            ["atlasCidrBlock"] = "192.168.0.0/21",
        });
        if (provisioned)
        {
            scenario.Atlas.Control.Provision(made.Id);
        }

        var refreshed = (await scenario.RefreshAsync(container))!;
        var diff = await scenario.DiffAsync(refreshed, container.Inputs);
        Assert.Equal(["atlasCidrBlock"], diff.Diffs);
        Assert.Equal(provisioned ? ["atlasCidrBlock"] : [], diff.Replaces);
        Assert.True(diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task A_block_that_atlas_chose_is_no_drift_whatever_it_becomes()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await scenario.CreateAsync("AwsNetworkContainer", """{ "regionName": "us-east-1" }""");
        await PatchAsync(scenario, $"containers/{container["containerId"]}", new JsonObject
        {
            ["providerName"] = "AWS",
            ["regionName"] = "US_EAST_1",
            ["atlasCidrBlock"] = "192.168.0.0/21",
        });
        var refreshed = (await scenario.RefreshAsync(container))!;
        Assert.Equal("192.168.0.0/21", refreshed["atlasCidrBlock"]);
        Assert.Equal(Changes.DiffNone, (await scenario.DiffAsync(refreshed, container.Inputs)).Changes);
    }

    [Fact]
    public async Task What_was_deleted_in_atlas_is_gone()
    {
        await using var scenario = await Scenario.StartAsync();
        var managed = await AllAsync(scenario, ImportWorld.Seed(scenario));
        foreach (var peer in scenario.Atlas.Control.Peers(Scenario.Project))
        {
            scenario.Atlas.Control.RemovePeer(peer.Id);
        }

        foreach (var container in scenario.Atlas.Control.Containers(Scenario.Project))
        {
            scenario.Atlas.Control.RemoveContainer(container.Id);
        }

        foreach (var resource in managed)
        {
            Assert.Null(await scenario.RefreshAsync(resource));
        }
    }

    [Theory]
    [InlineData("REJECTED", "refused the request")]
    [InlineData("EXPIRED", "within seven days")]
    public async Task A_request_that_was_not_accepted_is_proposed_for_replacement_with_its_reason(
        string error, string advice)
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var peer = scenario.Atlas.Control.SeedPeer(Scenario.Project,
            new AwsNetwork("123456789012", ImportWorld.Vpc, "10.0.0.0/16", "us-east-1"), PeerStatus.PendingAcceptance);
        var peering = (await scenario.ImportAsync("AwsNetworkPeering", $"{Scenario.Project}/{peer.Id}"))!;
        _ = error == "REJECTED" ? scenario.Atlas.Control.Reject(peer.Id) : scenario.Atlas.Control.Expire(peer.Id);

        var refreshed = (await scenario.RefreshAsync(peering))!;
        var warning = await scenario.Plugin.LoggedAsync(log => log.Severity == LogSeverity.Warning);
        Assert.Contains($"FAILED: {error}.", warning.Message, StringComparison.Ordinal);
        Assert.Contains(advice, warning.Message, StringComparison.Ordinal);
        var diff = await scenario.DiffAsync(refreshed, peering.Inputs);
        Assert.Equal(["status"], diff.Replaces);
        Assert.Equal(["status", "errorMessage"], diff.Diffs);
        Assert.Equal(error, refreshed["errorMessage"]);
        Assert.False(diff.DetailedDiff["errorMessage"].InputDiff);
        Assert.True(diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task A_lost_connection_makes_the_activation_wait_again_and_the_peering_anew()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var peering = (await scenario.ImportAsync("AwsNetworkPeering", world.IdOf("AwsNetworkPeering")))!;
        var activation = (await scenario.ImportAsync("NetworkPeeringActivation", peering.Id))!;
        scenario.Atlas.Control.Lose(world.Aws.Id);
        var diff = await scenario.DiffAsync((await scenario.RefreshAsync(activation))!, activation.Inputs);
        Assert.Equal(["status"], diff.Diffs);
        Assert.Empty(diff.Replaces);
        diff = await scenario.DiffAsync((await scenario.RefreshAsync(peering))!, peering.Inputs);
        Assert.Equal(["status"], diff.Replaces);
    }

    /// <summary>The engine forgets what a refresh calls gone, so no error may ever look like that.</summary>
    [Theory]
    [InlineData(403, "USER_UNAUTHORIZED", (int)StatusCode.PermissionDenied)]
    [InlineData(403, null, (int)StatusCode.PermissionDenied)]
    [InlineData(404, "GROUP_NOT_FOUND", (int)StatusCode.NotFound)]
    [InlineData(404, null, (int)StatusCode.NotFound)]
    [InlineData(404, "RESOURCE_NOT_FOUND", (int)StatusCode.NotFound)]
    [InlineData(429, "RATE_LIMITED", (int)StatusCode.ResourceExhausted)]
    [InlineData(500, "UNEXPECTED_ERROR", (int)StatusCode.Unavailable)]
    [InlineData(502, null, (int)StatusCode.Unavailable)]
    public async Task An_answer_that_does_not_say_gone_is_an_error(int status, string? code, int expected)
    {
        await using var scenario = await Scenario.StartAsync();
        var managed = await AllAsync(scenario, ImportWorld.Seed(scenario));
        // Retry-After 0 only spares the test the waits between the attempts.
        scenario.Atlas.Control.AddFault(new FaultRule
        {
            Kind = FaultKind.Error,
            Method = "GET",
            Status = status,
            ErrorCode = code,
            Times = null,
            RetryAfter = 0,
        });
        await AllFailAsync(scenario, managed, (StatusCode)expected);
    }

    [Fact]
    public async Task A_project_that_is_no_longer_visible_says_nothing_about_its_peerings()
    {
        await using var scenario = await Scenario.StartAsync();
        var managed = await AllAsync(scenario, ImportWorld.Seed(scenario));
        scenario.Atlas.Control.RemoveProject(Scenario.Project);
        await AllFailAsync(scenario, managed, StatusCode.NotFound);
    }

    [Fact]
    public async Task Credentials_that_no_longer_work_say_nothing_about_the_peerings()
    {
        await using var scenario = await Scenario.StartAsync();
        var managed = await AllAsync(scenario, ImportWorld.Seed(scenario));
        scenario.Atlas.Control.Configure(options => options with { Credentials = [] });
        await AllFailAsync(scenario, managed, StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task An_atlas_out_of_reach_says_nothing_about_the_peerings()
    {
        await using var scenario = await Scenario.StartAsync();
        var managed = await AllAsync(scenario, ImportWorld.Seed(scenario));
        await scenario.Atlas.DisposeAsync();
        await AllFailAsync(scenario, managed, StatusCode.Unavailable);
    }

    [Fact]
    public async Task One_lost_answer_is_asked_for_again()
    {
        await using var scenario = await Scenario.StartAsync();
        var managed = await AllAsync(scenario, ImportWorld.Seed(scenario));
        scenario.Atlas.Control.AddFault(new FaultRule { Kind = FaultKind.Reset, Method = "GET" });
        foreach (var resource in managed)
        {
            Assert.Equal(resource.State, (await scenario.RefreshAsync(resource))!.State);
        }
    }

    [Fact]
    public async Task A_refresh_of_a_peering_leaves_its_container_alone_and_an_import_needs_it()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        foreach (var kind in (string[])["AwsNetworkPeering", "AzureNetworkPeering", "GcpNetworkPeering"])
        {
            var peering = (await scenario.ImportAsync(kind, world.IdOf(kind)))!;
            scenario.Atlas.Control.AddFault(new FaultRule
            {
                Kind = FaultKind.Error,
                Method = "GET",
                Path = "/containers",
                Times = null,
                Status = 403,
                ErrorCode = "USER_UNAUTHORIZED",
            });
            Assert.Equal(peering.State, (await scenario.RefreshAsync(peering))!.State);
            var refused = await scenario.Plugin.RefusesAsync("Read", new ReadRequest { Id = peering.Id, Urn = Scenario.Urn(kind) });
            Assert.Equal(StatusCode.PermissionDenied, refused.Code);
            scenario.Atlas.Control.ClearFaults();
        }
    }

    /// <summary>Refreshes run side by side, as the engine's do.</summary>
    private static async Task AllFailAsync(Scenario scenario, IEnumerable<Resource> managed, StatusCode expected)
    {
        var failures = await Task.WhenAll(managed.Select(one => scenario.Plugin.RefusesAsync("Read", new ReadRequest
        {
            Id = one.Id,
            Urn = Scenario.Urn(one.Kind),
            Inputs = one.Inputs,
            Properties = one.State,
        })));
        Assert.All(failures, failed => Assert.Equal(expected, failed.Code));
    }

    private static async Task<List<Resource>> AllAsync(Scenario scenario, ImportWorld world)
    {
        var managed = new List<Resource>();
        foreach (var kind in ImportWorld.Kinds)
        {
            managed.Add((await scenario.ImportAsync(kind, world.IdOf(kind)))!);
        }

        return managed;
    }

    private static async Task PatchAsync(Scenario scenario, string path, JsonObject body)
    {
        using var somebody = new ApiClient(scenario.Atlas.BaseUrl);
        var reply = await somebody.Patch(path, body);
        Assert.True(reply.Status == 200, reply.Text);
    }
}
