using System.Text.Json.Nodes;
using AtlasEmulator;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

/// <summary>The control panel over HTTP, without credentials.</summary>
public sealed class ControlEndpointTests : EmulatorTest
{
    [Fact]
    public async Task A_peering_is_driven_to_its_end()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        await Api.Tell("POST", "/step");
        var connection = Control.Peer(id)!.ConnectionId;
        Assert.Equal("FINALIZING", (string?)(await Api.Tell("POST", $"/peers/{connection}/accept"))["statusName"]);
        await Api.Tell("POST", $"/peers/{id}/step");
        Assert.Equal("AVAILABLE", Control.Peer(id)!.Status);
        await Api.Tell("POST", $"/peers/{id}/lose");
        Assert.Equal("FAILED", Control.Peer(id)!.Status);
        await Api.Tell("POST", $"/peers/{id}/remove");
        Assert.Null(Control.Peer(id));
    }

    [Fact]
    public async Task What_cannot_be_done_is_told()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        (await Api.Post($"/_emulator/peers/{id}/accept")).IsError(409, "CONTROL_REFUSED");
        (await Api.Post("/_emulator/peers/nobody/accept")).IsError(409, "CONTROL_REFUSED");
        (await Api.Post($"/_emulator/peers/{id}/fail")).IsError(400, "MISSING_ATTRIBUTE");
        (await Api.Post("/_emulator/peers")).IsError(404, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Projects_are_made_and_filled()
    {
        var project = (string)(await Api.Tell("POST", "/projects"))["id"]!;
        await Api.Tell("POST", $"/projects/{project}/peers", new JsonObject { ["count"] = 7 });
        await Api.Tell("POST", $"/projects/{project}/containers",
            new JsonObject { ["providerName"] = "AWS", ["regionName"] = "EU_WEST_1", ["held"] = true });
        await Api.Tell("POST", $"/projects/{project}/streams",
            new JsonObject { ["requesterAccountId"] = "210987654321", ["requesterVpcId"] = "vpc-01234567" });
        var gcp = Bodies.Gcp(Control.Containers(project).First(c => c.Provider == CloudProvider.GCP));
        await Api.Tell("POST", $"/projects/{project}/peers", gcp.With("status", "WAITING_FOR_USER"));

        var shown = await Api.Tell("GET", $"/projects/{project}");

        Assert.Equal(8, shown["peers"]!.AsArray().Count);
        Assert.Equal("WAITING_FOR_USER", (string?)shown["peers"]![7]!["status"]);
        Assert.Equal(4, shown["containers"]!.AsArray().Count);
        Assert.Single(shown["streams"]!.AsArray());
        await Api.Tell("DELETE", $"/projects/{project}");
        (await Api.Get($"/api/atlas/v2/groups/{project}/peers")).IsError(404, "GROUP_NOT_FOUND");
    }

    [Fact]
    public async Task Settings_change_what_they_name_and_nothing_else()
    {
        var before = Control.Options;

        await Api.Tell("PUT", "/settings", JsonNode.Parse("""
            {
              "stepMilliseconds": 5, "maximumPeers": 4, "networks": { "acceptAfter": "00:00:02" },
              "peeringLimit": { "capacity": 3, "refill": 1, "periodSeconds": 9 }
            }
            """));

        Assert.Equal(before with
        {
            Pace = Control.Options.Pace,
            PeeringLimit = new RateLimit(3, 1, TimeSpan.FromSeconds(9)),
            MaximumPeers = 4,
            Networks = new() { AcceptAfter = TimeSpan.FromSeconds(2) },
        }, Control.Options);
        Assert.Equal(TimeSpan.FromMilliseconds(5), Control.Options.Pace.Step);
        (await Api.Send("PUT", "/_emulator/settings", """{"sped":"fast"}""")).IsError(400, "INVALID_JSON");
        (await Api.Send("PUT", "/_emulator/settings", """{"speed":"warp"}""")).IsError(409, "CONTROL_REFUSED");
    }

    [Fact]
    public async Task A_network_is_set_up_by_its_name()
    {
        await Api.Tell("PUT", "/networks/123456789012/vpc-00000000000000000",
            new JsonObject { ["failWith"] = "INVALID_ARGUMENT" });
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        await Api.Tell("POST", "/settle");

        Assert.Equal("INVALID_ARGUMENT", Control.Peer(id)!.Error);
    }

    [Fact]
    public async Task Faults_and_time_are_set_over_http()
    {
        var fault = JsonNode.Parse("""{ "kind": "error", "errorCode": "RATE_LIMITED", "parameters": ["peers", 2] }""");
        var id = (string)(await Api.Tell("POST", "/faults", fault))["id"]!;
        Assert.Equal(id, (string?)(await Api.Tell("GET", "/faults"))[0]!["id"]);
        (await Api.Get("peers")).IsError(429, "RATE_LIMITED");
        await Api.Tell("DELETE", $"/faults/{id}");

        var now = Control.Now;
        await Api.Tell("POST", "/advance", new JsonObject { ["seconds"] = 90 });

        Assert.Equal(TimeSpan.FromSeconds(90), Control.Now - now);
    }

    [Fact]
    public async Task The_log_tells_every_call_but_not_those_of_the_control_panel()
    {
        await CreatePeer(Bodies.Aws(AwsContainer()));
        await Api.Get("peers?providerName=GCP");

        var log = (await Api.Tell("GET", "/requests")).AsArray();

        Assert.Equal(["POST", "GET"], log.Select(entry => (string)entry!["method"]!));
        Assert.Contains("routeTableCidrBlock", (string?)log[0]!["body"], StringComparison.Ordinal);
        Assert.Equal("?providerName=GCP", (string?)log[1]!["query"]);
        await Api.Tell("DELETE", "/requests");
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task A_reset_brings_back_the_beginning()
    {
        Control.SeedPeers(Project, 6);
        Control.CreateProject();
        Control.AddFault(new() { Status = 500, Times = null });
        Control.Configure(options => options with { MaximumPeers = 1 });

        await Api.Tell("POST", "/reset");

        Assert.Empty((await Api.Get("peers")).Results);
        Assert.Equal([Project], Control.Projects);
        Assert.Equal(50, Control.Options.MaximumPeers);
    }
}
