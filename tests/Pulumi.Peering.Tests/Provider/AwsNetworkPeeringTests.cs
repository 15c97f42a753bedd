using AtlasEmulator;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Provider;

public sealed class AwsNetworkPeeringTests
{
    private const string Kind = "AwsNetworkPeering";

    [Fact]
    public async Task It_ends_where_the_owner_of_the_vpc_has_to_accept_and_says_so()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        Assert.Equal("PENDING_ACCEPTANCE", peering["status"]);
        Assert.Equal($"{Scenario.Project}/{peering["peerId"]}", peering.Id);
        Assert.StartsWith("pcx-", peering["connectionId"], StringComparison.Ordinal);
        Assert.Equal("192.168.248.0/21", peering["atlasCidrBlock"]);
        Assert.StartsWith("vpc-", peering["atlasVpcId"], StringComparison.Ordinal);
        var told = await scenario.Plugin.LoggedAsync(log => !log.Ephemeral);
        Assert.Equal($"PENDING_ACCEPTANCE: accept {peering["connectionId"]} in AWS account 123456789012 within seven days", told.Message);
        Assert.Equal(Scenario.Urn(Kind), told.Urn);
        Assert.Contains(scenario.Plugin.Logs, log => log.Ephemeral && log.Message.StartsWith("Asking Atlas", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_block_changes_in_place_without_a_new_request_to_its_owner()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        scenario.Atlas.Control.Accept(peering["connectionId"]!);
        var news = peering.With("routeTableCidrBlock", "\"10.20.0.0/16\"");
        var diff = await scenario.DiffAsync(peering, news);
        Assert.Equal(["routeTableCidrBlock"], diff.Diffs);
        Assert.Empty(diff.Replaces);
        Assert.Equal(PropertyDiff.Types.Kind.Update, diff.DetailedDiff["routeTableCidrBlock"].Kind);
        Assert.True(diff.HasDetailedDiff && diff.DetailedDiff["routeTableCidrBlock"].InputDiff);

        var updated = await scenario.UpdateAsync(peering, news);
        Assert.Equal("10.20.0.0/16", updated["routeTableCidrBlock"]);
        Assert.Equal("AVAILABLE", updated["status"]);
        Assert.Equal(peering["connectionId"], updated["connectionId"]);
    }

    [Fact]
    public async Task An_atlas_that_wants_the_whole_body_gets_it_after_a_warning()
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Fast, RequireFullPeerPatch = true });
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        var updated = await scenario.UpdateAsync(peering, peering.With("routeTableCidrBlock", "\"10.20.0.0/16\""));
        Assert.Equal("10.20.0.0/16", updated["routeTableCidrBlock"]);
        Assert.Contains("accepted again", (await scenario.Plugin.LoggedAsync(
            log => log.Severity == LogSeverity.Warning)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_block_is_changed_as_soon_as_atlas_is_no_longer_at_work_on_it()
    {
        var pace = Pace.Fast with { Dwell = new Dictionary<string, TimeSpan> { ["FINALIZING"] = TimeSpan.FromSeconds(2) } };
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = pace });
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        scenario.Atlas.Control.Accept(peering["connectionId"]!);
        var updated = await scenario.UpdateAsync(peering, peering.With("routeTableCidrBlock", "\"10.20.0.0/16\""));
        Assert.Equal("10.20.0.0/16", updated["routeTableCidrBlock"]);
        Assert.Equal([409, 200], scenario.Atlas.Requests.Where(request => request.Method == "PATCH").Select(request => request.Status!.Value));
    }

    [Theory]
    [InlineData("vpcId", "\"vpc-0fffffffffffffff0\"")]
    [InlineData("awsAccountId", "\"999999999999\"")]
    [InlineData("accepterRegionName", "\"eu-west-1\"")]
    [InlineData("containerId", "\"5f2c1a0b9d8e7f6a5b4c3d2e\"")]
    public async Task What_makes_another_peering_with_the_same_network_or_block_goes_before_it_comes(string input, string value)
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        var diff = await scenario.DiffAsync(peering, peering.With(input, value));
        Assert.Equal([input], diff.Replaces);
        Assert.Equal(PropertyDiff.Types.Kind.UpdateReplace, diff.DetailedDiff[input].Kind);
        Assert.True(diff.DeleteBeforeReplace);
    }

    [Theory]
    [InlineData("10.20.0.0/16", false)]
    [InlineData("10.0.128.0/17", true)]
    public async Task Another_network_is_peered_before_the_former_goes_unless_atlas_refuses_its_block(string block, bool first)
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        var news = peering.With("vpcId", "\"vpc-0fffffffffffffff0\"");
        news.Fields["routeTableCidrBlock"] = Google.Protobuf.WellKnownTypes.Value.ForString(block);
        var diff = await scenario.DiffAsync(peering, news);
        Assert.Equal(["vpcId"], diff.Replaces);
        Assert.Equal(first, diff.DeleteBeforeReplace);

        // The order told is the one that Atlas takes.
        var refused = await Record.ExceptionAsync(() => scenario.CreateAsync(Kind, news.ToString()));
        Assert.Equal(first, refused is not null);
    }

    [Fact]
    public async Task The_spelling_of_a_region_is_no_change()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        var diff = await scenario.DiffAsync(peering, peering.With("accepterRegionName", "\"US_EAST_1\""));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task A_region_in_atlas_spelling_survives_create_and_refresh_without_a_diff()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario).Replace("us-east-1", "US_EAST_1", StringComparison.Ordinal));
        var refreshed = (await scenario.RefreshAsync(peering))!;
        Assert.Equal(peering.Inputs, refreshed.Inputs);
    }

    [Fact]
    public async Task A_region_that_nobody_tells_any_more_stays_what_the_program_says()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        // With all that is told of the container in the state, nobody would ask for it.
        var state = peering.State.Clone();
        state.Fields.Remove("atlasVpcId");
        scenario.Atlas.Control.AddFault(new FaultRule
        {
            Kind = FaultKind.Error,
            Path = "/containers",
            Status = 404,
            ErrorCode = "CLOUD_PROVIDER_CONTAINER_NOT_FOUND",
            Times = null,
        });
        var refreshed = (await scenario.RefreshAsync(peering with { State = state }))!;
        Assert.Equal(peering.Inputs, refreshed.Inputs);
        Assert.Contains(scenario.Atlas.Requests, request => request.Fault is not null);
        Assert.Null(refreshed["atlasCidrBlock"]);
    }

    [Fact]
    public async Task A_failed_wait_keeps_id_and_state_and_the_next_run_replaces()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SetNetwork("123456789012/vpc-0a1b2c3d4e5f67890", new NetworkBehaviour { FailWith = "INVALID_ARGUMENT" });
        var failed = await scenario.CreateFailsAsync(Kind, Inputs(scenario));
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        var kept = failed.Detail<ErrorResourceInitFailed>()!;
        Assert.Equal("FAILED", kept.Properties.Fields["status"].StringValue);
        Assert.Equal($"{Scenario.Project}/{kept.Properties.Fields["peerId"].StringValue}", kept.Id);
        Assert.Contains("INVALID_ARGUMENT. AWS found no such network", Assert.Single(kept.Reasons), StringComparison.Ordinal);

        var inputs = Scenario.Json(Inputs(scenario));
        inputs.Fields["projectId"] = Google.Protobuf.WellKnownTypes.Value.ForString(Scenario.Project);
        var diff = await scenario.DiffAsync(new Resource(Kind, kept.Id, inputs, kept.Properties), inputs);
        Assert.Equal(["status"], diff.Replaces);
        Assert.True(diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task Cancel_ends_a_wait_at_once_and_keeps_the_peering()
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var create = scenario.CreateFailsAsync(Kind, Inputs(scenario));
        await scenario.Plugin.LoggedAsync(log => log.Message.StartsWith("INITIATING", StringComparison.Ordinal));
        await scenario.Plugin.CallAsync<Google.Protobuf.WellKnownTypes.Empty, Google.Protobuf.WellKnownTypes.Empty>("Cancel", new());
        var failed = await create;
        Assert.Equal(StatusCode.Cancelled, failed.Code);
        Assert.Single(scenario.Atlas.Control.Peers(Scenario.Project), peer => failed.Detail<ErrorResourceInitFailed>()!.Id.EndsWith(peer.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_peering_with_one_vpc_is_refused_with_the_line_that_imports_it()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        var failed = await scenario.CreateFailsAsync(Kind, Inputs(scenario));
        Assert.Contains($"pulumi import peering:index:{Kind} x {peering.Id}", failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.Detail<ErrorResourceInitFailed>());
        Assert.Single(scenario.Atlas.Control.Peers(Scenario.Project));
    }

    [Fact]
    public async Task Delete_waits_until_it_is_gone_and_a_second_delete_is_as_good()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        await scenario.DeleteAsync(peering);
        Assert.Empty(scenario.Atlas.Control.Peers(Scenario.Project));
        await scenario.DeleteAsync(peering);
        Assert.Null(await scenario.RefreshAsync(peering));
    }

    [Theory]
    [InlineData("{0}/{1}")]
    [InlineData("{0}-{1}-AWS")]
    [InlineData("{0}/{2}")]
    [InlineData("{0}/vpc-0a1b2c3d4e5f67890")]
    [InlineData("{1}")]
    [InlineData("{2}")]
    [InlineData("vpc-0a1b2c3d4e5f67890")]
    public async Task It_is_imported_by_any_id_and_the_program_shows_no_diff(string form)
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        var id = string.Format(null, form, Scenario.Project, peering["peerId"], peering["connectionId"]);
        var imported = (await scenario.ImportAsync(Kind, id))!;
        Assert.Equal(peering.Id, imported.Id);
        var diff = await scenario.DiffAsync(imported, Scenario.Json(Inputs(scenario)));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task An_import_that_finds_nothing_tells_what_there_is()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Kind, Inputs(scenario));
        var failed = await scenario.Plugin.RefusesAsync("Read", new ReadRequest { Id = "pcx-00000000000000000", Urn = Scenario.Urn(Kind) });
        Assert.Equal(StatusCode.NotFound, failed.Code);
        Assert.Contains($"123456789012/vpc-0a1b2c3d4e5f67890  PENDING_ACCEPTANCE  {peering.Id}", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_creates_nothing_and_leaves_what_atlas_decides_unknown()
    {
        await using var scenario = await Scenario.StartAsync();
        var preview = await scenario.PreviewAsync(Kind, Inputs(scenario));
        Assert.Equal("", preview.Id);
        Assert.Equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9", preview.Properties.Fields["connectionId"].StringValue);
        Assert.Equal("10.0.0.0/16", preview.Properties.Fields["routeTableCidrBlock"].StringValue);
        Assert.Empty(scenario.Atlas.Control.Peers(Scenario.Project));
    }

    [Fact]
    public async Task What_the_program_gives_as_a_secret_is_one_in_the_state_too()
    {
        await using var scenario = await Scenario.StartAsync();
        var account = Scenario.Json("""{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "123456789012" }""");
        var inputs = Scenario.Json(Inputs(scenario));
        inputs.Fields["awsAccountId"] = Google.Protobuf.WellKnownTypes.Value.ForStruct(account);
        var peering = await scenario.CreateAsync(Kind, inputs.ToString());
        Assert.Equal(account, peering.State.Fields["awsAccountId"].StructValue);
        var refreshed = (await scenario.RefreshAsync(peering))!;
        Assert.Equal((peering.Inputs, peering.State), (refreshed.Inputs, refreshed.State));
        await scenario.DeleteAsync(refreshed);
    }

    [Fact]
    public async Task A_preview_finds_a_container_that_is_not_there()
    {
        await using var scenario = await Scenario.StartAsync();
        var failed = await scenario.CreateFailsAsync(
            Kind, Inputs("5f2c1a0b9d8e7f6a5b4c3d2e"), preview: true);
        Assert.Contains("has no network container 5f2c1a0b9d8e7f6a5b4c3d2e", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_warns_of_an_overlap_that_the_update_refuses()
    {
        await using var scenario = await Scenario.StartAsync();
        var inputs = Inputs(scenario).Replace("10.0.0.0/16", "192.168.0.0/16", StringComparison.Ordinal);
        await scenario.PreviewAsync(Kind, inputs);
        var warned = await scenario.Plugin.LoggedAsync(log => log.Severity == LogSeverity.Warning);
        Assert.Contains("overlaps with 192.168.248.0/21", warned.Message, StringComparison.Ordinal);
        var failed = await scenario.CreateFailsAsync(Kind, inputs);
        Assert.Contains("OVERLAPPING_ATLAS_CIDR_BLOCK", failed.Message, StringComparison.Ordinal);
    }

    private static string Inputs(Scenario scenario) =>
        Inputs((scenario.Atlas.Control.Containers(Scenario.Project).SingleOrDefault()
            ?? scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21")).Id);

    private static string Inputs(string container) => $$"""
        {
          "containerId": "{{container}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
          "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
        }
        """;
}
