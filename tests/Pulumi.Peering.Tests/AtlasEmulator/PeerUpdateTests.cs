using System.Text.Json.Nodes;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class PeerUpdateTests : EmulatorTest
{
    [Fact]
    public async Task A_new_block_alone_leaves_the_connection_up()
    {
        var (container, id) = await AvailableAwsPeer();
        var connection = Control.Peer(id)!.ConnectionId;

        var reply = await Api.Patch($"peers/{id}", Key(container).With("routeTableCidrBlock", "10.77.0.0/16"));

        Assert.Equal(200, reply.Status);
        Assert.Equal(("AVAILABLE", "10.77.0.0/16"), (reply["statusName"], reply["routeTableCidrBlock"]));
        Assert.Equal(connection, reply["connectionId"]);
    }

    [Fact]
    public async Task Account_and_vpc_together_start_the_peering_anew()
    {
        var (container, id) = await AvailableAwsPeer();
        var connection = Control.Peer(id)!.ConnectionId;

        var reply = await Api.Patch($"peers/{id}", Bodies.Aws(container).With("routeTableCidrBlock", "10.77.0.0/16"));
        Assert.Equal("INITIATING", reply["statusName"]);
        Assert.False(reply.Json.AsObject().ContainsKey("connectionId"));

        Control.Step(id);
        Assert.Equal("PENDING_ACCEPTANCE", Control.Peer(id)!.Status);
        Assert.NotEqual(connection, Control.Peer(id)!.ConnectionId);
    }

    [Theory]
    [InlineData("routeTableCidrBlock", "192.168.248.0/22", 409, "OVERLAPPING_ATLAS_CIDR_BLOCK")]
    [InlineData("routeTableCidrBlock", "1.2.3.0/24", 400, "INVALID_ROUTE_TABLE_CIDR")]
    [InlineData("accepterRegionName", "eu-west-1", 400, "INVALID_ATTRIBUTE")]
    [InlineData("containerId", "aaaaaaaaaaaaaaaaaaaaaaaa", 404, "CLOUD_PROVIDER_CONTAINER_NOT_FOUND")]
    [InlineData("statusName", "AVAILABLE", 400, "ATTRIBUTE_READ_ONLY")]
    public async Task A_change_that_cannot_be_is_refused(string name, string value, int status, string code)
    {
        var (container, id) = await AvailableAwsPeer();
        var before = Control.Peer(id);

        (await Api.Patch($"peers/{id}", Key(container).With(name, value))).IsError(status, code);
        Assert.Equal(before, Control.Peer(id));
    }

    [Fact]
    public async Task The_container_must_be_named()
    {
        var (container, id) = await AvailableAwsPeer();

        (await Api.Patch($"peers/{id}", Key(container).Without("containerId"))).IsError(400, "MISSING_ATTRIBUTE");
    }

    [Fact]
    public async Task Without_a_provider_an_azure_peer_is_not_found()
    {
        var container = AzureContainer();
        var id = await CreatePeer(Bodies.Azure(container));

        var reply = await Api.Patch($"peers/{id}", new JsonObject { ["containerId"] = container.Id });

        reply.IsError(404, "PEER_NOT_FOUND");
    }

    [Fact]
    public async Task Azure_and_gcp_peers_cannot_be_changed()
    {
        var (azure, gcp) = (AzureContainer(), GcpContainer());
        var azureId = await CreatePeer(Bodies.Azure(azure));
        var gcpId = await CreatePeer(Bodies.Gcp(gcp));

        (await Api.Patch($"peers/{azureId}", Bodies.Azure(azure, "vnet-b"))).IsError(400, "INVALID_ATTRIBUTE");
        (await Api.Patch($"peers/{gcpId}", Bodies.Gcp(gcp, "network-b"))).IsError(400, "INVALID_ATTRIBUTE");
    }

    [Fact]
    public async Task A_peer_on_the_move_cannot_be_changed()
    {
        var container = AwsContainer();
        var id = await CreatePeer(Bodies.Aws(container));
        var change = Key(container).With("routeTableCidrBlock", "10.77.0.0/16");

        (await Api.Patch($"peers/{id}", change)).IsError(409, "PEER_INVALID_STATE");
        await Api.Delete($"peers/{id}");
        (await Api.Patch($"peers/{id}", change)).IsError(409, "PEER_ALREADY_REQUESTED_DELETION");
    }

    [Fact]
    public async Task An_atlas_that_wants_full_bodies_names_what_is_missing()
    {
        var (container, id) = await AvailableAwsPeer();
        Control.Configure(options => options with { RequireFullPeerPatch = true });

        var reply = await Api.Patch($"peers/{id}", Key(container).With("routeTableCidrBlock", "10.77.0.0/16"));

        reply.IsError(400, "MISSING_ATTRIBUTES");
        Assert.Equal(["accepterRegionName", "awsAccountId", "vpcId"],
            reply.Json["parameters"]!.AsArray().Select(p => (string)p!));
    }

    private static JsonObject Key(Container container) =>
        new() { ["providerName"] = "AWS", ["containerId"] = container.Id };

    private async Task<(Container Container, string Id)> AvailableAwsPeer()
    {
        var container = AwsContainer();
        var id = await CreatePeer(Bodies.Aws(container));
        Control.Step(id);
        Control.Accept(id);
        Control.Step(id);
        Assert.Equal(PeerStatus.Available, Control.Peer(id)!.Status);
        return (container, id);
    }
}
