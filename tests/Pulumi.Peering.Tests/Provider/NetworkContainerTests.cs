using AtlasEmulator;
using AtlasEmulator.World;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Provider;

public sealed class NetworkContainerTests
{
    private const string Aws = "AwsNetworkContainer";
    private const string Azure = "AzureNetworkContainer";
    private const string Gcp = "GcpNetworkContainer";

    public static TheoryData<string, string, string> Clouds => new()
    {
        { Aws, """{ "regionName": "us-east-1", "atlasCidrBlock": "192.168.0.0/21" }""", "US_EAST_1" },
        { Azure, """{ "region": "us-east-2", "atlasCidrBlock": "192.168.0.0/21" }""", "US_EAST_2" },
        { Gcp, """{ "atlasCidrBlock": "192.168.0.0/18" }""", "GCP" },
        { Gcp, """{ "atlasCidrBlock": "192.168.0.0/22", "regions": ["CENTRAL_US", "EASTERN_US"] }""", "GCP" },
    };

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_container_lives_through_create_refresh_import_and_delete(string kind, string inputs, string place)
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await scenario.CreateAsync(kind, inputs);
        Assert.Equal($"{Scenario.Project}/{container["containerId"]}", container.Id);
        Assert.False(container.State.Fields["adopted"].BoolValue);
        Assert.Equal(container.Inputs, (await scenario.RefreshAsync(container))!.Inputs);
        foreach (var id in (string[])[container.Id, $"{Scenario.Project}/{place}", place, container["containerId"]!, container.Id.Replace('/', '-')])
        {
            var imported = (await scenario.ImportAsync(kind, id))!;
            Assert.Equal(container.Id, imported.Id);
            Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(imported, Scenario.Json(inputs))).Changes);
        }

        await scenario.DeleteAsync(container);
        Assert.Empty(scenario.Atlas.Control.Containers(Scenario.Project));
        Assert.Null(await scenario.RefreshAsync(container));
        await scenario.DeleteAsync(container);
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task One_that_exists_is_refused_with_the_import_line_or_taken_over_and_then_never_deleted(
        string kind, string inputs, string place)
    {
        await using var scenario = await Scenario.StartAsync();
        var first = await scenario.CreateAsync(kind, inputs);
        var failed = await scenario.CreateFailsAsync(kind, inputs);
        Assert.Contains($"in {place} already", failed.Message, StringComparison.Ordinal);
        Assert.Contains($"pulumi import peering:index:{kind} x {first.Id}", failed.Message, StringComparison.Ordinal);

        var adopted = await scenario.CreateAsync(kind, inputs.Replace("{ ", """{ "adoptExisting": true, """, StringComparison.Ordinal));
        Assert.Equal(first.Id, adopted.Id);
        Assert.True(adopted.State.Fields["adopted"].BoolValue);
        var refreshed = (await scenario.RefreshAsync(adopted))!;
        Assert.True(refreshed.State.Fields["adopted"].BoolValue);
        await scenario.DeleteAsync(refreshed);
        Assert.Single(scenario.Atlas.Control.Containers(Scenario.Project));
    }

    [Fact]
    public async Task The_block_changes_in_place_until_the_network_is_built_and_replaces_afterwards()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await scenario.CreateAsync(Aws, """{ "regionName": "us-east-1", "atlasCidrBlock": "192.168.0.0/21" }""");
        var news = container.With("atlasCidrBlock", "\"192.168.8.0/21\"");
        Assert.Empty((await scenario.DiffAsync(container, news)).Replaces);
        var updated = await scenario.UpdateAsync(container, news);
        Assert.Equal("192.168.8.0/21", updated["atlasCidrBlock"]);

        scenario.Atlas.Control.Provision(container["containerId"]!);
        var built = (await scenario.RefreshAsync(updated))!;
        var diff = await scenario.DiffAsync(built, container.Inputs);
        Assert.Equal(["atlasCidrBlock"], diff.Replaces);
        Assert.True(diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task A_block_left_to_atlas_is_no_diff_before_or_after_it_is_known()
    {
        await using var scenario = await Scenario.StartAsync();
        var preview = await scenario.PreviewAsync(Aws, """{ "regionName": "us-east-1" }""");
        Assert.Equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9", preview.Properties.Fields["atlasCidrBlock"].StringValue);
        var container = await scenario.CreateAsync(Aws, """{ "regionName": "us-east-1" }""");
        Assert.NotNull(container["atlasCidrBlock"]);
        var refreshed = (await scenario.RefreshAsync(container))!;
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(refreshed, container.Inputs)).Changes);
        var imported = (await scenario.ImportAsync(Aws, container.Id))!;
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(imported, container.Inputs)).Changes);
    }

    [Fact]
    public async Task A_held_container_is_retried_within_its_time_and_then_its_peerings_are_named()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await scenario.CreateAsync(Aws, """{ "regionName": "us-east-1", "atlasCidrBlock": "192.168.0.0/21" }""");
        var peer = scenario.Atlas.Control.SeedPeer(
            Scenario.Project, new AwsNetwork("123456789012", "vpc-0a1b2c3d4e5f67890", "10.0.0.0/16", "us-east-1"),
            containerId: container["containerId"]);
        var failed = await scenario.DeleteFailsAsync(container, timeout: 5);
        Assert.Equal(StatusCode.DeadlineExceeded, failed.Code);
        Assert.Contains($"these peerings hold it: {Scenario.Project}/{peer.Id} with 123456789012/vpc-0a1b2c3d4e5f67890 (AVAILABLE)",
            failed.Message, StringComparison.Ordinal);
        Assert.True(scenario.Atlas.Requests.Count(request => request.Method == "DELETE") > 1);

        scenario.Atlas.Control.RemovePeer(peer.Id);
        await scenario.DeleteAsync(container);
    }

    [Fact]
    public async Task A_container_that_is_too_young_is_deleted_a_little_later()
    {
        await using var scenario = await Scenario.StartAsync(
            new EmulatorOptions { Pace = Pace.Fast, ContainerMinimumAge = TimeSpan.FromHours(1) });
        var container = await scenario.CreateAsync(Gcp, """{ "atlasCidrBlock": "192.168.0.0/18" }""");
        var deleting = scenario.DeleteAsync(container);
        await scenario.Atlas.RequestAsync(request => request is { Method: "DELETE", Status: 409 }).Soon();
        scenario.Atlas.Control.Advance(TimeSpan.FromHours(1));
        await deleting;
        Assert.Empty(scenario.Atlas.Control.Containers(Scenario.Project));
    }

    [Theory]
    [InlineData("192.168.0.0/19", "[]", "atlasCidrBlock", "/18 or larger")]
    [InlineData("192.168.0.0/24", """["CENTRAL_US", "EASTERN_US"]""", "regions", "takes 1 to 1")]
    [InlineData("192.168.0.0/22", "[]", "regions", "takes 1 to 4")]
    public async Task Small_gcp_blocks_take_so_many_regions(string block, string regions, string property, string reason)
    {
        await using var scenario = await Scenario.StartAsync();
        var check = await scenario.CheckOnlyAsync(Gcp, Scenario.Json($$"""{ "atlasCidrBlock": "{{block}}", "regions": {{regions}} }"""));
        var failure = Assert.Single(check.Failures);
        Assert.Equal(property, failure.Property);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
    }
}
