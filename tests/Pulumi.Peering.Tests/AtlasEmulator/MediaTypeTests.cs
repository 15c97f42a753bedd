namespace Peering.Tests.AtlasEmulatorTests;

public sealed class MediaTypeTests : EmulatorTest
{
    [Theory]
    [InlineData("application/vnd.atlas.2023-01-01+json")]
    [InlineData("application/vnd.atlas.2024-08-05+json")]
    [InlineData("text/html, application/vnd.atlas.2025-03-12+json;q=0.9")]
    public async Task Every_later_date_is_answered_with_the_resources_own(string accept)
    {
        Api.Accept = accept;

        var reply = await Api.Get("peers");

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/vnd.atlas.2023-01-01+json; charset=utf-8", reply.Header("Content-Type"));
    }

    [Theory]
    [InlineData(null, "NOT_ACCEPTABLE")]
    [InlineData("*/*", "NOT_ACCEPTABLE")]
    [InlineData("application/json", "NOT_ACCEPTABLE")]
    [InlineData("application/vnd.atlas.2022-12-31+json", "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.2023-01-02+json", "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.2031-01-01+json", "INVALID_VERSION_DATE")]
    public async Task No_version_or_an_unknown_one_is_not_acceptable(string? accept, string code)
    {
        Api.Accept = accept;

        (await Api.Get("peers")).IsError(406, code);
    }

    [Fact]
    public async Task A_date_before_the_resource_existed_is_not_acceptable()
    {
        Api.Accept = "application/vnd.atlas.2023-01-01+json";

        (await Api.Get("streams/activeVpcPeeringConnections")).IsError(406, "INVALID_VERSION_DATE");
    }

    [Theory]
    [InlineData("application/vnd.atlas.2023-01-01+json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("text/plain", 400)]
    [InlineData("application/vnd.atlas.2022-01-01+json", 400)]
    public async Task A_body_is_json_of_the_version_or_plain(string contentType, int status)
    {
        Api.ContentType = contentType;

        Assert.Equal(status, (await Api.Post("peers", Bodies.Aws(AwsContainer()))).Status);
    }
}
