using System.Text.Json.Nodes;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class PeerEndpointTests : EmulatorTest
{
    [Fact]
    public async Task A_new_aws_peer_is_initiating_and_has_no_connection_yet()
    {
        var container = AwsContainer();

        var reply = await Api.Post("peers", Bodies.Aws(container));

        Assert.Equal(200, reply.Status);
        Assert.Equal("INITIATING", reply["statusName"]);
        Assert.Equal("AWS", reply["providerName"]);
        Assert.Equal(container.Id, reply["containerId"]);
        Assert.Matches("^[a-f0-9]{24}$", reply["id"]);
        Assert.False(reply.Json.AsObject().ContainsKey("connectionId"));
        Assert.False(reply.Json.AsObject().ContainsKey("errorStateName"));
    }

    [Fact]
    public async Task Keys_come_in_alphabetical_order_whatever_the_cloud()
    {
        JsonObject[] bodies = [Bodies.Aws(AwsContainer()), Bodies.Azure(AzureContainer()), Bodies.Gcp(GcpContainer())];
        foreach (var body in bodies)
        {
            var keys = (await Api.Post("peers", body)).Json.AsObject().Select(property => property.Key).ToList();
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        }
    }

    [Fact]
    public async Task The_accepter_region_is_null_in_the_containers_region_and_told_elsewhere()
    {
        var container = AwsContainer();

        var same = await Api.Post("peers", Bodies.Aws(container, 1));
        var other = await Api.Post("peers", Bodies.Aws(container, 2).With("accepterRegionName", "eu-west-1"));

        Assert.True(same.Json.AsObject().ContainsKey("accepterRegionName"));
        Assert.Null(same.Json["accepterRegionName"]);
        Assert.Equal("eu-west-1", other["accepterRegionName"]);
    }

    [Fact]
    public async Task Status_and_error_have_other_names_in_each_cloud()
    {
        var aws = await CreatePeer(Bodies.Aws(AwsContainer()));
        var azure = await CreatePeer(Bodies.Azure(AzureContainer()));
        var gcp = await CreatePeer(Bodies.Gcp(GcpContainer()));
        Control.Fail(aws, "INVALID_ARGUMENT");
        Control.Fail(azure, "Overlapping address space.");
        Control.Fail(gcp, "Network not found.");

        var (awsPeer, azurePeer, gcpPeer) =
            (await Api.Get($"peers/{aws}"), await Api.Get($"peers/{azure}"), await Api.Get($"peers/{gcp}"));

        Assert.Equal(("FAILED", "INVALID_ARGUMENT"), (awsPeer["statusName"], awsPeer["errorStateName"]));
        Assert.Equal(("FAILED", "Overlapping address space."), (azurePeer["status"], azurePeer["errorState"]));
        Assert.Equal(("FAILED", "Network not found."), (gcpPeer["status"], gcpPeer["errorMessage"]));
    }

    [Fact]
    public async Task A_list_shows_one_cloud_and_without_a_name_that_is_aws()
    {
        var aws = await CreatePeer(Bodies.Aws(AwsContainer()));
        var azure = await CreatePeer(Bodies.Azure(AzureContainer()));
        var gcp = await CreatePeer(Bodies.Gcp(GcpContainer()));

        async Task<string> Only(string query) =>
            (string)Assert.Single((await Api.Get($"peers{query}")).Results)!["id"]!;

        Assert.Equal(aws, await Only(""));
        Assert.Equal(aws, await Only("?providerName=AWS"));
        Assert.Equal(azure, await Only("?providerName=AZURE"));
        Assert.Equal(gcp, await Only("?providerName=GCP"));
        (await Api.Get("peers?providerName=Azure")).IsError(400, "INVALID_QUERY_PARAMETER");
    }

    [Fact]
    public async Task Deleting_answers_202_with_an_empty_object_then_409_then_404()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        var first = await Api.Delete($"peers/{id}");
        Assert.Equal((202, "{}"), (first.Status, first.Text));
        Assert.Equal("application/vnd.atlas.2023-01-01+json; charset=utf-8", first.Header("Content-Type"));
        (await Api.Delete($"peers/{id}")).IsError(409, "PEER_ALREADY_REQUESTED_DELETION");
        Assert.Equal("TERMINATING", (await Api.Get($"peers/{id}"))["statusName"]);

        Control.Step(id);
        (await Api.Get($"peers/{id}")).IsError(404, "PEER_NOT_FOUND");
        (await Api.Delete($"peers/{id}")).IsError(404, "PEER_NOT_FOUND");
    }

    [Fact]
    public async Task A_connection_id_is_not_a_peer_id()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));
        Control.Step(id);

        var connection = Control.Peer(id)!.ConnectionId;

        Assert.StartsWith("pcx-", connection, StringComparison.Ordinal);
        (await Api.Get($"peers/{connection}")).IsError(400, "INVALID_PATH_PARAMETER");
    }

    [Fact]
    public async Task An_unknown_group_is_404_without_rate_headers()
    {
        var reply = await Api.Get("/api/atlas/v2/groups/aaaaaaaaaaaaaaaaaaaaaaaa/peers");

        reply.IsError(404, "GROUP_NOT_FOUND");
        Assert.Null(reply.Header("RateLimit-Limit"));
        (await Api.Get("/api/atlas/v2/groups/nonsense/peers")).IsError(404, "INVALID_GROUP_ID");
    }

    [Fact]
    public async Task Other_paths_and_methods_are_refused()
    {
        (await Api.Get("clusters")).IsError(404, "RESOURCE_NOT_FOUND");
        (await Api.Send("PUT", "peers", "{}")).IsError(405, "METHOD_NOT_ALLOWED");
    }
}
