using AtlasEmulator.World;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

/// <summary>Changes of containers that cannot be made as they are asked for, and what then happens to the peerings.</summary>
public sealed class ContainerChangeTests
{
    [Fact]
    public async Task A_container_that_was_taken_over_is_not_torn_down_for_another_block()
    {
        await using var scenario = await Scenario.StartAsync();
        var seeded = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AZURE, "US_EAST_2", "192.168.248.0/21");
        scenario.Atlas.Control.Provision(seeded.Id);
        var taken = await scenario.CreateAsync(
            "AzureNetworkContainer", """{ "region": "US_EAST_2", "adoptExisting": true, "atlasCidrBlock": "192.168.248.0/21" }""");
        var diff = await scenario.DiffAsync(taken, taken.With("atlasCidrBlock", "\"10.8.0.0/21\""));
        // So the engine creates first, which is refused, instead of deleting what depends on it.
        Assert.Equal((["atlasCidrBlock"], false), (diff.Replaces, diff.DeleteBeforeReplace));
        var refused = await scenario.CreateFailsAsync(
            "AzureNetworkContainer", """{ "region": "US_EAST_2", "adoptExisting": true, "atlasCidrBlock": "10.8.0.0/21" }""");
        Assert.Contains("it cannot be taken over with the block 10.8.0.0/21", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["CENTRAL_US"]""", null)]
    [InlineData("""["CENTRAL_US", "EASTERN_US"]""", "its regions are CENTRAL_US, and it cannot be taken over with others")]
    public async Task A_container_is_taken_over_with_its_own_regions_alone(string regions, string? refusal)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SeedContainer(
            Scenario.Project, CloudProvider.GCP, cidrBlock: "192.168.224.0/22", regions: ["CENTRAL_US"]);
        var inputs = $$"""{ "atlasCidrBlock": "192.168.224.0/22", "regions": {{regions}}, "adoptExisting": true }""";
        if (refusal is null)
        {
            await scenario.CreateAsync("GcpNetworkContainer", inputs);
        }
        else
        {
            Assert.Contains(refusal, (await scenario.CreateFailsAsync("GcpNetworkContainer", inputs)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Regions_of_a_block_that_is_for_all_of_them_are_told_by_check()
    {
        await using var scenario = await Scenario.StartAsync();
        var reply = await scenario.CheckOnlyAsync(
            "GcpNetworkContainer", Scenario.Json("""{ "atlasCidrBlock": "10.8.0.0/18", "regions": ["CENTRAL_US"] }"""));
        Assert.Equal("regions", Assert.Single(reply.Failures).Property);
    }

    [Fact]
    public async Task A_block_that_came_into_use_meanwhile_is_refused_with_the_run_that_helps()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await scenario.CreateAsync("AwsNetworkContainer", """{ "regionName": "us-east-1", "atlasCidrBlock": "10.8.0.0/21" }""");
        scenario.Atlas.Control.SeedPeer(Scenario.Project,
            new AwsNetwork("123456789012", "vpc-0a1b2c3d4e5f67890", "10.0.0.0/16", "us-east-1"), containerId: container["containerId"]!);
        var news = await scenario.CheckAsync(container.Kind, container.With("atlasCidrBlock", "\"10.16.0.0/21\""));
        var refused = await scenario.Plugin.RefusesAsync("Update", new UpdateRequest
        {
            Id = container.Id,
            Urn = Scenario.Urn(container.Kind),
            OldInputs = container.Inputs,
            Olds = container.State,
            News = news,
        });
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.Contains("`pulumi up --refresh`", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_is_told_as_the_program_and_its_preview_spell_it()
    {
        await using var scenario = await Scenario.StartAsync();
        const string inputs = """{ "regionName": "us-east-1" }""";
        var preview = (await scenario.PreviewAsync("AwsNetworkContainer", inputs)).Properties.Fields["regionName"].StringValue;
        var container = await scenario.CreateAsync("AwsNetworkContainer", inputs);
        Assert.Equal(("us-east-1", "us-east-1"), (preview, container["regionName"]));
        Assert.Equal("us-east-1", (await scenario.RefreshAsync(container))!["regionName"]);
        Assert.Equal("US_EAST_1", (await scenario.ImportAsync("AwsNetworkContainer", container.Id))!["regionName"]);
    }
}
