using System.Text.Json.Nodes;
using AtlasEmulator;
using AtlasEmulator.Auth;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class RoleTests : EmulatorTest
{
    private protected override EmulatorOptions Options => base.Options with
    {
        Credentials =
        [
            DemoCredentials.Token,
            .. Enum.GetValues<Role>().Select(role => new AccessToken(role.ToString(), role)),
        ],
    };

    [Theory]
    [InlineData("ProjectOwner", 200, 200, 404)]
    [InlineData("ProjectReadOnly", 401, 401, 401)]
    [InlineData("ProjectNetworkAccessManager", 200, 401, 401)]
    [InlineData("ProjectStreamProcessingOwner", 401, 401, 404)]
    public async Task A_role_writes_what_it_may(string role, int peers, int containers, int streams)
    {
        var body = Bodies.Aws(AwsContainer());
        var container = new JsonObject { ["providerName"] = "AWS", ["regionName"] = "EU_WEST_1" };
        Api.Authorization = $"Bearer {role}";

        Assert.Equal(200, (await Api.Get("peers")).Status);
        Assert.Equal(peers, (await Api.Post("peers", body)).Status);
        Assert.Equal(containers, (await Api.Post("containers", container)).Status);
        Assert.Equal(streams, (await Api.Delete("streams/vpcPeeringConnections/pcx-01234567")).Status);
    }

    [Fact]
    public async Task A_lacking_role_is_told_without_a_challenge()
    {
        Api.Authorization = "Bearer ProjectReadOnly";

        var reply = await Api.Delete("peers/aaaaaaaaaaaaaaaaaaaaaaaa");

        reply.IsError(401, "USER_UNAUTHORIZED");
        Assert.Null(reply.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("OtherProject", 401, "USER_CANNOT_ACCESS_GROUP")]
    [InlineData("NotOnAccessList", 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST")]
    public async Task Some_may_not_even_read(string role, int status, string code)
    {
        Api.Authorization = $"Bearer {role}";

        (await Api.Get("peers")).IsError(status, code);
    }
}
