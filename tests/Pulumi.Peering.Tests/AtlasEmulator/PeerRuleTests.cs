using System.Text.Json.Nodes;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class PeerRuleTests : EmulatorTest
{
    [Theory]
    [InlineData("awsAccountId", "12345", 400, "VALIDATION_ERROR")]
    [InlineData("vpcId", "subnet-0123", 400, "INVALID_VPC_OR_SUBNET")]
    [InlineData("accepterRegionName", "US_EAST_1", 400, "INVALID_REGION")]
    [InlineData("routeTableCidrBlock", "10.0.0.0", 400, "INVALID_CIDR_BLOCK")]
    [InlineData("routeTableCidrBlock", "10.0.0.1/16", 400, "INVALID_CIDR_BLOCK")]
    [InlineData("routeTableCidrBlock", "8.8.0.0/16", 400, "INVALID_ROUTE_TABLE_CIDR")]
    [InlineData("routeTableCidrBlock", "192.168.0.0/16", 409, "OVERLAPPING_ATLAS_CIDR_BLOCK")]
    [InlineData("providerName", "Azure", 400, "INVALID_PROVIDER")]
    [InlineData("providerName", "AZURE", 400, "INVALID_PROVIDER_PARAMETERS")]
    [InlineData("vnetName", "vnet", 400, "INVALID_PROVIDER_PARAMETERS")]
    [InlineData("connectionId", "pcx-01234567", 400, "ATTRIBUTE_READ_ONLY")]
    [InlineData("atlasCidrBlock", "10.8.0.0/16", 400, "INVALID_ATTRIBUTE")]
    [InlineData("containerId", "aaaaaaaaaaaaaaaaaaaaaaaa", 404, "CLOUD_PROVIDER_CONTAINER_NOT_FOUND")]
    [InlineData("containerId", "project-container", 500, "UNEXPECTED_ERROR")]
    public async Task An_aws_peer_with_a_wrong_attribute_is_refused(string name, string value, int status, string code)
    {
        var body = Bodies.Aws(AwsContainer()).With(name, value);

        (await Api.Post("peers", body)).IsError(status, code);
        Assert.Empty(Control.Peers(Project));
    }

    [Theory]
    [InlineData("azureDirectoryId", "not-a-uuid")]
    [InlineData("azureSubscriptionId", "5f1a2b3c4d5e6f7a8b9c0d1e")]
    [InlineData("resourceGroupName", "a group")]
    [InlineData("vnetName", "")]
    public async Task An_azure_peer_with_a_wrong_shape_names_the_field(string name, string value)
    {
        var reply = await Api.Post("peers", Bodies.Azure(AzureContainer()).With(name, value));

        reply.IsError(400, "VALIDATION_ERROR");
        Assert.Equal(name, (string?)reply.Json["badRequestDetail"]!["fields"]![0]!["field"]);
    }

    [Theory]
    [InlineData("gcpProjectId", "Customer")]
    [InlineData("networkName", "network-")]
    public async Task A_gcp_peer_with_a_wrong_shape_is_refused(string name, string value) =>
        (await Api.Post("peers", Bodies.Gcp(GcpContainer()).With(name, value))).IsError(400, "VALIDATION_ERROR");

    [Fact]
    public async Task Missing_attributes_are_all_named()
    {
        var body = Bodies.Aws(AwsContainer());

        var one = await Api.Post("peers", body.Without("vpcId"));
        var two = await Api.Post("peers", body.Without("containerId"));

        one.IsError(400, "MISSING_ATTRIBUTE");
        two.IsError(400, "MISSING_ATTRIBUTES");
        Assert.Equal(["containerId", "vpcId"], two.Json["parameters"]!.AsArray().Select(p => (string)p!));
    }

    [Theory]
    [InlineData("{\"providerName\":", "INVALID_JSON")]
    [InlineData("[]", "INVALID_JSON")]
    [InlineData("{\"containerId\":\"a\",\"containerId\":\"b\"}", "INVALID_JSON")]
    [InlineData("{\"providerName\":5}", "INVALID_JSON_ATTRIBUTE")]
    public async Task A_body_that_cannot_be_read_is_refused(string body, string code) =>
        (await Api.Send("POST", "peers", body)).IsError(400, code);

    [Fact]
    public async Task A_second_peer_for_the_same_network_is_refused_with_the_code_of_its_cloud()
    {
        var (aws, azure, gcp) = (AwsContainer(), AzureContainer(), GcpContainer());
        await CreatePeer(Bodies.Aws(aws));
        await CreatePeer(Bodies.Azure(azure));
        await CreatePeer(Bodies.Gcp(gcp));

        var otherBlock = Bodies.Aws(aws).With("routeTableCidrBlock", "10.9.0.0/16");
        (await Api.Post("peers", otherBlock)).IsError(409, "PEER_ALREADY_EXISTS");
        var otherGroup = Bodies.Azure(azure).With("resourceGroupName", "group-b");
        (await Api.Post("peers", otherGroup)).IsError(409, "PEER_ALREADY_EXISTS_AZURE");
        (await Api.Post("peers", Bodies.Gcp(gcp))).IsError(409, "PEER_ALREADY_EXISTS_GCP");
    }

    [Fact]
    public async Task A_twin_is_possible_once_the_first_peer_is_gone()
    {
        var container = AwsContainer();
        var id = await CreatePeer(Bodies.Aws(container));
        await Api.Delete($"peers/{id}");
        (await Api.Post("peers", Bodies.Aws(container))).IsError(409, "PEER_ALREADY_EXISTS");

        Control.Step(id);

        Assert.Equal(200, (await Api.Post("peers", Bodies.Aws(container))).Status);
    }

    [Fact]
    public async Task Blocks_of_two_peers_may_not_overlap()
    {
        var container = AwsContainer();
        await CreatePeer(Bodies.Aws(container, 1));

        var reply = await Api.Post("peers", Bodies.Aws(container, 2).With("routeTableCidrBlock", "10.1.128.0/20"));

        reply.IsError(409, "OVERLAPPING_CIDR_BLOCK");
    }

    [Fact]
    public async Task A_container_of_another_cloud_is_refused()
    {
        var body = Bodies.Aws(AwsContainer()).With("containerId", GcpContainer().Id);

        (await Api.Post("peers", body)).IsError(400, "INVALID_PROVIDER_PARAMETERS");
    }

    [Fact]
    public async Task The_fifty_first_peer_is_one_too_many()
    {
        Control.SeedPeers(Project, 49);
        var container = Control.Containers(Project).First(c => c.Provider == CloudProvider.AWS);

        Assert.Equal(200, (await Api.Post("peers", Bodies.Aws(container, 1))).Status);
        (await Api.Post("peers", Bodies.Aws(container, 2))).IsError(409, "PEER_MAXIMUM_REACHED");
    }

    [Fact]
    public async Task The_twenty_sixth_pending_peer_is_one_too_many()
    {
        var container = AwsContainer();
        for (var i = 0; i < 25; i++) await CreatePeer(Bodies.Aws(container, i));

        (await Api.Post("peers", Bodies.Aws(container, 25))).IsError(409, "PEER_MAXIMUM_REACHED");
        Control.Fail(Control.Peers(Project)[0].Id, "INVALID_ARGUMENT");
        Assert.Equal(200, (await Api.Post("peers", Bodies.Aws(container, 25))).Status);
    }

    [Theory]
    [InlineData("AZURE_CUSTOMER_NETWORK_VALIDATION_FAILED", 400)]
    [InlineData("AZURE_CUSTOMER_NETWORK_UNREACHABLE", 404)]
    public async Task A_network_atlas_may_not_enter_is_refused(string code, int status)
    {
        Control.SetNetwork($"{Bodies.Subscription}/group-a/vnet-a", new NetworkBehaviour { RefuseWith = code });

        (await Api.Post("peers", Bodies.Azure(AzureContainer()))).IsError(status, code);
        var container = Control.Containers(Project)[0];
        Assert.Equal(200, (await Api.Post("peers", Bodies.Azure(container, "vnet-b"))).Status);
    }

    [Fact]
    public async Task A_body_without_provider_means_aws()
    {
        var reply = await Api.Post("peers", Bodies.Aws(AwsContainer()).Without("providerName"));

        Assert.Equal("AWS", reply["providerName"]);
    }
}
