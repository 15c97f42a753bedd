using System.Text.Json.Nodes;
using AtlasEmulator;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class StreamsEndpointTests : EmulatorTest
{
    private const string Requests = "streams/vpcPeeringConnections";
    private const string Account = "210987654321";
    private const string Vpc = "vpc-0a1b2c3d4e5f60718";

    [Fact]
    public async Task A_request_waits_to_be_decided()
    {
        var request = Appear();

        var reply = await Api.Get($"{Requests}?requesterAccountId={Account}");

        var shown = Assert.Single(reply.Results)!;
        Assert.Equal(request.Id, (string?)shown["_id"]);
        Assert.Equal(request.Name, (string?)shown["name"]);
        Assert.Equal(("pending-acceptance", "NONE"), ((string?)shown["cloudStatus"], (string?)shown["localStatus"]));
        Assert.Equal("2026-03-08T12:00:00Z", (string?)shown["expirationTime"]);
        Assert.Equal("application/vnd.atlas.2023-02-01+json; charset=utf-8", reply.Header("Content-Type"));
    }

    [Fact]
    public async Task The_list_is_of_one_account_which_must_be_named()
    {
        Appear();

        Assert.Empty((await Api.Get($"{Requests}?requesterAccountId=111111111111")).Results);
        (await Api.Get(Requests)).IsError(400, "MISSING_QUERY_PARAMETER");
        var counted = await Api.Get($"{Requests}?requesterAccountId={Account}&includeCount=true");
        counted.IsError(400, "INVALID_QUERY_PARAMETER");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Accepting_by_name_or_id_ends_in_an_active_connection(bool byName)
    {
        var request = Appear();

        var reply = await Api.Post($"{Requests}/{(byName ? request.Name : request.Id)}:accept", Challenge());
        Assert.Equal((202, ""), (reply.Status, reply.Text));
        Assert.Equal(("pending-acceptance", "REQUEST_ACCEPT"), Status());
        Assert.Empty((await Api.Get("streams/activeVpcPeeringConnections")).Results);

        Control.Step(request.Name);
        Assert.Equal(("pending-acceptance", "ACCEPT_REQUESTED"), Status());
        Control.Step(request.Name);
        Assert.Equal(("active", "ACTIVE"), Status());
        Assert.Single((await Api.Get("streams/activeVpcPeeringConnections")).Results);
    }

    [Theory]
    [InlineData("requesterAccountId", "111111111111")]
    [InlineData("requesterVpcId", "vpc-00000000000000000")]
    public async Task A_wrong_challenge_decides_nothing(string name, string value)
    {
        var reply = await Api.Post($"{Requests}/{Appear().Name}:accept", Challenge().With(name, value));

        reply.IsError(400, "VALIDATION_ERROR");
        Assert.Equal(name, (string?)reply.Json["badRequestDetail"]!["fields"]![0]!["field"]);
        Assert.Equal(("pending-acceptance", "NONE"), Status());
    }

    [Fact]
    public async Task A_rejected_request_can_no_longer_be_accepted()
    {
        var request = Appear();

        var reply = await Api.Post($"{Requests}/{request.Name}:reject");
        Assert.Equal((202, ""), (reply.Status, reply.Text));
        Assert.Equal(2, Control.Settle());
        Assert.Equal(("rejected", "REJECT_REQUESTED"), Status());
        Assert.Equal(202, (await Api.Post($"{Requests}/{request.Name}:reject")).Status);
        (await Api.Post($"{Requests}/{request.Name}:accept", Challenge())).IsError(400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_deleted_connection_is_seen_going_and_then_gone()
    {
        var request = Appear();

        Assert.Equal(202, (await Api.Delete($"{Requests}/{request.Name}")).Status);
        Assert.Equal(202, (await Api.Delete($"{Requests}/{request.Name}")).Status);
        Assert.Equal(("pending-acceptance", "REQUEST_DELETE"), Status());
        Control.Step(request.Id);
        Control.Step(request.Id);
        Assert.Equal(("deleted", "DELETE_REQUESTED"), Status());
        Control.Step(request.Id);

        (await Api.Delete($"{Requests}/{request.Name}")).IsError(404, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task An_expired_request_cannot_be_accepted()
    {
        var request = Appear();
        Control.Configure(options => options with { Pace = Pace.Demo });
        Control.Advance(TimeSpan.FromDays(7));

        Assert.Equal(("expired", "NONE"), Status());
        (await Api.Post($"{Requests}/{request.Name}:accept", Challenge())).IsError(400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_failed_update_tells_its_message()
    {
        Control.FailUpdate(Appear().Name, "The VPC is gone.");

        var shown = (await Api.Get($"{Requests}?requesterAccountId={Account}")).Results[0]!;

        Assert.Equal("UPDATE_FAILED", (string?)shown["localStatus"]);
        Assert.Equal("The VPC is gone.", (string?)shown["statusMessage"]);
    }

    [Theory]
    [InlineData("aws", "US_EAST_1", "awsAccountId,cidrBlock,vpcId")]
    [InlineData("azure", "US_EAST_2", "azureSubscriptionId,cidrBlock,virtualNetworkName")]
    [InlineData("gcp", "US_EAST_4", "cidrBlock,gcpProjectId,vpcNetworkName")]
    public async Task Account_details_stay_and_lack_the_discriminator(string cloud, string region, string keys)
    {
        var first = await Api.Get($"streams/accountDetails?cloudProvider={cloud}&regionName={region}");
        var second = await Api.Get($"streams/accountDetails?cloudProvider={cloud}&regionName={region}");

        Assert.Equal(keys, string.Join(',', first.Json.AsObject().Select(property => property.Key)));
        Assert.Equal(first.Text, second.Text);
        Assert.Equal("application/vnd.atlas.2024-11-13+json; charset=utf-8", first.Header("Content-Type"));
    }

    [Theory]
    [InlineData("cloudProvider=AWS&regionName=US_EAST_1", "INVALID_QUERY_PARAMETER")]
    [InlineData("cloudProvider=aws&regionName=us-east-1", "INVALID_REGION")]
    [InlineData("cloudProvider=aws", "MISSING_QUERY_PARAMETER")]
    public async Task Account_details_of_nowhere_are_refused(string query, string code) =>
        (await Api.Get($"streams/accountDetails?{query}")).IsError(400, code);

    private static JsonObject Challenge() => new() { ["requesterAccountId"] = Account, ["requesterVpcId"] = Vpc };

    private StreamsRequest Appear() => Control.SeedStreamsRequest(Project, Account, Vpc);

    private (string, string) Status()
    {
        var request = Control.StreamsRequests(Project).Single();
        return (request.CloudStatus, request.LocalStatus);
    }
}
