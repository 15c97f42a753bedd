using AtlasEmulator;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class RateLimitTests : EmulatorTest
{
    private protected override EmulatorOptions Options =>
        base.Options with { PeeringLimit = new RateLimit(2, 1, TimeSpan.FromSeconds(30)) };

    [Fact]
    public async Task An_empty_bucket_refuses_until_it_is_refilled()
    {
        Assert.Equal(("2", "1"), Rate(await Api.Get("peers")));
        Assert.Equal(("2", "0"), Rate(await Api.Get("containers/all")));
        Control.Advance(TimeSpan.FromSeconds(10));

        var limited = await Api.Get("peers");
        limited.IsError(429, "RATE_LIMITED_TOKEN_BUCKET");
        Assert.Equal("20", limited.Header("Retry-After"));
        Assert.Equal(("2", "0"), Rate(limited));
        Assert.Equal("""["Network Peering",20,2,1,30]""", limited.Json["parameters"]!.ToJsonString());

        Control.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, (await Api.Get("peers")).Status);
        Assert.Equal(429, (await Api.Get("peers")).Status);
    }

    [Fact]
    public async Task Retry_after_can_be_left_out()
    {
        Control.Configure(options => options with { SendRetryAfter = false });
        await Api.Get("peers");
        await Api.Get("peers");

        var limited = await Api.Get("peers");

        Assert.Equal(429, limited.Status);
        Assert.Null(limited.Header("Retry-After"));
    }

    [Fact]
    public async Task Streams_and_other_projects_have_their_own_bucket()
    {
        var other = Control.CreateProject();
        for (var i = 0; i < 3; i++) await Api.Get("peers");

        Assert.Equal(200, (await Api.Get("streams/activeVpcPeeringConnections")).Status);
        Assert.Equal(200, (await Api.Get($"/api/atlas/v2/groups/{other}/peers")).Status);
    }

    [Fact]
    public async Task A_call_that_is_challenged_costs_nothing()
    {
        var token = Api.Authorization;
        Api.Authorization = null;
        for (var i = 0; i < 5; i++) await Api.Get("peers");
        Api.Authorization = token;

        Assert.Equal(("2", "1"), Rate(await Api.Get("peers")));
    }

    private static (string?, string?) Rate(Reply reply) =>
        (reply.Header("RateLimit-Limit"), reply.Header("RateLimit-Remaining"));
}
