using AtlasEmulator;
using AtlasEmulator.World;
using Rpc;

namespace Peering.Tests.Provider;

public sealed class FunctionTests
{
    [Fact]
    public async Task Peerings_of_all_clouds_and_all_pages_are_listed()
    {
        await using var scenario = await Scenario.StartAsync(new() { Pace = Pace.Fast, MaximumPeers = 5000 });
        scenario.Atlas.Control.SeedPeers(Scenario.Project, 1600);
        var all = await scenario.InvokeAsync("getNetworkPeerings", "{}");
        var peerings = all.Return.Fields["peerings"].ListValue.Values.Select(item => item.StructValue.Fields).ToList();
        Assert.Equal(1600, peerings.Select(peering => peering["peerId"].StringValue).Distinct().Count());
        Assert.Equal(["AWS", "AZURE", "GCP"], peerings.Select(peering => peering["providerName"].StringValue).Distinct());
        var aws = await scenario.InvokeAsync("getNetworkPeerings", """{ "providerName": "AWS" }""");
        Assert.Equal(534, aws.Return.Fields["peerings"].ListValue.Values.Count);
    }

    [Fact]
    public async Task One_peering_is_found_by_its_id_and_a_missing_one_is_an_error_with_a_next_step()
    {
        await using var scenario = await Scenario.StartAsync();
        var peer = scenario.Atlas.Control.SeedPeer(Scenario.Project, new GcpNetwork("orders-prod", "orders-network"));
        var found = await scenario.InvokeAsync("getNetworkPeering", $$"""{ "peerId": "{{peer.Id}}" }""");
        Assert.Equal("orders-network", found.Return.Fields["networkName"].StringValue);
        Assert.Equal($"{Scenario.Project}/{peer.Id}", found.Return.Fields["importId"].StringValue);
        Assert.False(found.Return.Fields.ContainsKey("vpcId"));
        var failed = await Assert.ThrowsAsync<RpcException>(() =>
            scenario.InvokeAsync("getNetworkPeering", """{ "peerId": "7b1f0a2b3c4d5e6f70819204" }"""));
        Assert.Equal(StatusCode.NotFound, failed.Code);
        Assert.Contains("getNetworkPeerings", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_is_found_by_region_in_either_dialect_or_alone()
    {
        await using var scenario = await Scenario.StartAsync();
        var east = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS, "US_EAST_1");
        scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS, "EU_WEST_1");
        var gcp = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.GCP);
        foreach (var region in (string[])["us-east-1", "US_EAST_1"])
        {
            var found = await scenario.InvokeAsync("getNetworkContainer", $$"""{ "providerName": "AWS", "region": "{{region}}" }""");
            Assert.Equal(east.Id, found.Return.Fields["containerId"].StringValue);
        }

        foreach (var args in (string[])["""{ "providerName": "GCP" }""", """{ "providerName": "GCP", "region": "CENTRAL_US" }"""])
        {
            var alone = await scenario.InvokeAsync("getNetworkContainer", args);
            Assert.Equal(gcp.Id, alone.Return.Fields["containerId"].StringValue);
        }

        var several = await Assert.ThrowsAsync<RpcException>(() => scenario.InvokeAsync("getNetworkContainer", """{ "providerName": "AWS" }"""));
        Assert.Contains("US_EAST_1, EU_WEST_1", several.Message, StringComparison.Ordinal);
        var all = await scenario.InvokeAsync("getNetworkContainers", "{}");
        Assert.Equal(3, all.Return.Fields["containers"].ListValue.Values.Count);
    }

    [Fact]
    public async Task Streams_requests_active_ones_and_the_account_are_looked_up()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = scenario.Atlas.Control.SeedStreamsRequest(Scenario.Project, "123456789012", "vpc-0a1b2c3d4e5f67890");
        var requests = await scenario.InvokeAsync("getStreamsVpcPeeringConnections", """{ "requesterAccountId": "123456789012" }""");
        Assert.Equal(request.Name, requests.Return.Fields["connections"].ListValue.Values.Single().StructValue.Fields["name"].StringValue);
        var active = await scenario.InvokeAsync("getStreamsActiveVpcPeeringConnections", "{}");
        Assert.Empty(active.Return.Fields["connections"].ListValue.Values);
        var account = await scenario.InvokeAsync(
            "getStreamsAccountDetails", """{ "cloudProvider": "AWS", "regionName": "us-east-1" }""");
        Assert.Matches("^[0-9]{12}$", account.Return.Fields["awsAccountId"].StringValue);
        Assert.StartsWith("vpc-", account.Return.Fields["vpcId"].StringValue, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_arguments_are_failures_all_at_once()
    {
        await using var scenario = await Scenario.StartAsync();
        var answer = await scenario.InvokeAsync("getNetworkPeering", """{ "projectId": "x", "peerId": "pcx-1", "peer": "y" }""");
        Assert.Null(answer.Return);
        Assert.Equal(["peer", "peerId", "projectId"], answer.Failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
        var unknown = await Assert.ThrowsAsync<RpcException>(() => scenario.InvokeAsync("getNothing", "{}"));
        Assert.Equal(StatusCode.InvalidArgument, unknown.Code);
    }
}
