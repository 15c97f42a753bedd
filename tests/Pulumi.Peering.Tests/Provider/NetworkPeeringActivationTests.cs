using AtlasEmulator;
using AtlasEmulator.World;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Provider;

public sealed class NetworkPeeringActivationTests
{
    private const string Kind = "NetworkPeeringActivation";

    private static readonly RemoteNetwork[] Networks =
    [
        new AwsNetwork("123456789012", "vpc-0a1b2c3d4e5f67890", "10.0.0.0/16", "us-east-1"),
        new AzureNetwork("01234567-89ab-cdef-0123-456789abcdef", "fedcba98-7654-3210-fedc-ba9876543210", "group", "vnet"),
        new GcpNetwork("orders-prod", "orders-network"),
    ];

    [Theory]
    [InlineData(0, "AWS")]
    [InlineData(1, "AZURE")]
    [InlineData(2, "GCP")]
    public async Task It_knows_a_peering_of_any_cloud_from_its_id_alone(int network, string cloud)
    {
        await using var scenario = await Scenario.StartAsync();
        var peer = scenario.Atlas.Control.SeedPeer(Scenario.Project, Networks[network]);
        var activation = await scenario.CreateAsync(Kind, $$"""{ "peeringId": "{{Scenario.Project}}/{{peer.Id}}" }""");
        Assert.Equal((cloud, "AVAILABLE"), (activation["providerName"], activation["status"]));
        await scenario.DeleteAsync(activation);
        Assert.Single(scenario.Atlas.Control.Peers(Scenario.Project));
    }

    [Fact]
    public async Task The_other_side_may_act_between_peering_and_activation_without_a_deadlock()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS);
        var peering = await scenario.CreateAsync("AwsNetworkPeering", $$"""
            {
              "containerId": "{{container.Id}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
              "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
            }
            """);
        var activating = scenario.CreateAsync(Kind, $$"""{ "peeringId": "{{peering.Id}}" }""");
        await scenario.Plugin.LoggedAsync(log => log.Message.Contains("waiting for the owner", StringComparison.Ordinal));
        scenario.Atlas.Control.Accept(peering["connectionId"]!);
        Assert.Equal("AVAILABLE", (await activating)["status"]);
    }

    [Fact]
    public async Task A_peering_that_fails_ends_the_wait_with_reason_and_next_step()
    {
        await using var scenario = await Scenario.StartAsync();
        var peer = scenario.Atlas.Control.SeedPeer(Scenario.Project, Networks[0], PeerStatus.PendingAcceptance);
        var activating = scenario.CreateFailsAsync(Kind, $$"""{ "peeringId": "{{Scenario.Project}}/{{peer.Id}}" }""");
        await scenario.Plugin.LoggedAsync(log => log.Message.Contains("waiting for the owner", StringComparison.Ordinal));
        scenario.Atlas.Control.Reject(peer.Id);
        var failed = await activating;
        var reason = Assert.Single(failed.Detail<ErrorResourceInitFailed>()!.Reasons);
        Assert.Contains("REJECTED. The owner of the AWS account refused", reason, StringComparison.Ordinal);
        // The peering's own state is from before; without a look at it the next run would leave it as it is.
        Assert.Contains("`pulumi up --refresh`", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peering_that_somebody_deletes_ends_the_wait_as_what_it_is()
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var peer = scenario.Atlas.Control.SeedPeer(Scenario.Project, Networks[1], PeerStatus.Deleting);
        var failed = await scenario.CreateFailsAsync(Kind, $$"""{ "peeringId": "{{Scenario.Project}}/{{peer.Id}}" }""");
        Assert.Contains("DELETING: somebody deletes it", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_shows_a_lost_connection_and_the_next_update_waits_again()
    {
        await using var scenario = await Scenario.StartAsync();
        var peer = scenario.Atlas.Control.SeedPeer(Scenario.Project, Networks[2]);
        var activation = await scenario.CreateAsync(Kind, $$"""{ "peeringId": "{{Scenario.Project}}/{{peer.Id}}" }""");
        scenario.Atlas.Control.Lose(peer.Id);
        var lost = (await scenario.RefreshAsync(activation))!;
        Assert.NotEqual("AVAILABLE", lost["status"]);
        var diff = await scenario.DiffAsync(lost, lost.Inputs);
        Assert.Equal((DiffResponse.Types.DiffChanges.DiffSome, 0), (diff.Changes, diff.Replaces.Count));
    }

    [Fact]
    public async Task A_peering_that_is_not_there_is_an_error_on_create_and_gone_on_refresh()
    {
        await using var scenario = await Scenario.StartAsync();
        var id = $"{Scenario.Project}/7b1f0a2b3c4d5e6f70819204";
        var failed = await scenario.CreateFailsAsync(Kind, $$"""{ "peeringId": "{{id}}" }""");
        Assert.Equal(StatusCode.NotFound, failed.Code);
        var state = Scenario.Json($$"""{ "peeringId": "{{id}}", "providerName": "AWS", "status": "AVAILABLE" }""");
        Assert.Null(await scenario.RefreshAsync(new Resource(Kind, id, Scenario.Json($$"""{ "peeringId": "{{id}}" }"""), state)));
    }
}
