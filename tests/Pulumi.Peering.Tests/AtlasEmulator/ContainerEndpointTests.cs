using System.Text.Json.Nodes;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class ContainerEndpointTests : EmulatorTest
{
    [Fact]
    public async Task An_aws_container_needs_only_a_region()
    {
        var first = await Api.Post("containers", Aws("US_EAST_1", null));
        var second = await Api.Post("containers", Aws("EU_WEST_1", null));

        Assert.Equal((200, "192.168.248.0/21"), (first.Status, first["atlasCidrBlock"]));
        Assert.Equal("192.168.240.0/21", second["atlasCidrBlock"]);
        Assert.False((bool)first.Json["provisioned"]!);
        Assert.False(first.Json.AsObject().ContainsKey("vpcId"));
    }

    [Fact]
    public async Task Each_cloud_names_its_place_in_its_own_way()
    {
        var aws = await Api.Post("containers", Aws("US_EAST_1"));
        var azure = await Api.Post("containers", Azure("US_EAST_2"));
        var gcp = await Api.Post("containers", Gcp("10.0.0.0/21").With("regions", new JsonArray("WESTERN_EUROPE")));

        Assert.Equal("US_EAST_1", aws["regionName"]);
        Assert.Equal("US_EAST_2", azure["region"]);
        Assert.Equal("WESTERN_EUROPE", (string?)gcp.Json["regions"]![0]);
        foreach (var reply in new[] { aws, azure, gcp })
        {
            var keys = reply.Json.AsObject().Select(property => property.Key).ToList();
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        }
    }

    [Theory]
    [InlineData("192.168.0.0/20", "ATLAS_INVALID_CIDR_BLOCK")]
    [InlineData("192.168.0.0/25", "ATLAS_INVALID_CIDR_BLOCK")]
    [InlineData("192.168.1.0/21", "ATLAS_NON_CANONICAL_CIDR_BLOCK")]
    [InlineData("172.32.0.0/21", "ATLAS_INVALID_CIDR_RANGE")]
    [InlineData("999.1.1.1/99", "INVALID_CIDR_BLOCK")]
    [InlineData("10.0.0.0", "INVALID_CIDR_BLOCK")]
    public async Task A_wrong_block_is_refused(string block, string code)
    {
        (await Api.Post("containers", Aws("US_EAST_1", block))).IsError(400, code);
        (await Api.Post("containers", Azure("US_EAST_2", block))).IsError(400, code);
    }

    [Theory]
    [InlineData("10.0.0.0/18", 0, null)]
    [InlineData("10.0.0.0/8", 0, null)]
    [InlineData("10.0.0.0/19", 0, "ATLAS_INVALID_CIDR_BLOCK")]
    [InlineData("10.0.0.0/24", 0, "ATLAS_INVALID_CIDR_BLOCK")]
    [InlineData("10.0.0.0/24", 1, null)]
    [InlineData("10.0.0.0/24", 2, "ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER")]
    [InlineData("10.0.0.0/23", 2, null)]
    [InlineData("10.0.0.0/22", 5, "ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER")]
    [InlineData("10.0.0.0/21", 8, null)]
    [InlineData("10.0.0.0/18", 1, "ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER")]
    public async Task Gcp_blocks_are_large_or_fit_their_regions(string block, int regions, string? code)
    {
        string[] names =
        [
            "WESTERN_EUROPE", "WESTERN_US", "EASTERN_US", "CENTRAL_US", "US_EAST_4", "US_EAST_5", "US_WEST_2",
            "US_WEST_3",
        ];
        var taken = names.Take(regions).Select(name => JsonValue.Create(name));
        var body = Gcp(block);
        if (regions > 0) body["regions"] = new JsonArray([.. taken]);

        var reply = await Api.Post("containers", body);

        if (code is null) Assert.Equal(200, reply.Status);
        else reply.IsError(400, code);
    }

    [Theory]
    [InlineData("us-east-1", "INVALID_JSON_ATTRIBUTE")]
    [InlineData("US_EAST_9", "INVALID_REGION")]
    public async Task A_wrong_region_is_refused(string region, string code) =>
        (await Api.Post("containers", Aws(region))).IsError(400, code);

    [Fact]
    public async Task A_region_has_one_container_and_a_group_one_of_gcp()
    {
        await Api.Post("containers", Aws("US_EAST_1"));
        await Api.Post("containers", Azure("US_EAST_2"));
        await Api.Post("containers", Gcp("10.0.0.0/18"));

        (await Api.Post("containers", Aws("US_EAST_1", "10.1.0.0/21"))).IsError(409, "CONTAINER_ALREADY_EXISTS");
        (await Api.Post("containers", Azure("US_EAST_2", "10.1.0.0/21"))).IsError(409, "CONTAINER_ALREADY_EXISTS");
        (await Api.Post("containers", Gcp("10.64.0.0/18"))).IsError(409, "CONTAINER_ALREADY_EXISTS");
    }

    [Fact]
    public async Task Lists_are_of_one_cloud_or_of_all()
    {
        await Api.Post("containers", Aws("US_EAST_1"));
        await Api.Post("containers", Azure("US_EAST_2"));

        Assert.Single((await Api.Get("containers?providerName=AZURE")).Results);
        Assert.Empty((await Api.Get("containers?providerName=GCP")).Results);
        Assert.Equal(2, (await Api.Get("containers/all")).Results.Count);
        (await Api.Get("containers")).IsError(400, "MISSING_QUERY_PARAMETER");
    }

    [Fact]
    public async Task A_new_block_needs_the_region_in_the_body()
    {
        var id = (await Api.Post("containers", Aws("US_EAST_1")))["id"];

        var without = await Api.Patch($"containers/{id}", Aws("US_EAST_1", "10.1.0.0/21").Without("regionName"));
        var elsewhere = await Api.Patch($"containers/{id}", Aws("US_EAST_2", "10.1.0.0/21"));
        var right = await Api.Patch($"containers/{id}", Aws("US_EAST_1", "10.1.0.0/21"));

        without.IsError(500, "UNEXPECTED_ERROR");
        elsewhere.IsError(400, "CANNOT_CHANGE_CONTAINER_REGION");
        Assert.Equal("10.1.0.0/21", right["atlasCidrBlock"]);
        Assert.Equal("10.1.0.0/21", (await Api.Get($"containers/{id}"))["atlasCidrBlock"]);
    }

    [Fact]
    public async Task A_small_gcp_container_stays_as_it_is()
    {
        var body = Gcp("10.0.0.0/24").With("regions", new JsonArray("WESTERN_EUROPE"));
        var id = (await Api.Post("containers", body))["id"];

        (await Api.Patch($"containers/{id}", Gcp("10.0.0.0/18"))).IsError(400, "CANNOT_UPDATE_SMALL_CONTAINER");
    }

    [Fact]
    public async Task A_container_with_a_peering_or_a_cluster_is_locked()
    {
        var (peered, held) = (AwsContainer(), AzureContainer());
        await CreatePeer(Bodies.Aws(peered));
        Control.Hold(held.Id);

        (await Api.Patch($"containers/{peered.Id}", Aws("US_EAST_1", "10.1.0.0/21"))).IsError(409, "CONTAINERS_IN_USE");
        (await Api.Delete($"containers/{peered.Id}")).IsError(409, "CONTAINERS_IN_USE");
        (await Api.Delete($"containers/{held.Id}")).IsError(409, "CONTAINERS_IN_USE");

        Control.Release(held.Id);
        (await Api.Delete($"containers/{held.Id}")).IsError(409, "CONTAINERS_IN_USE");
        Control.Step(held.Id);
        Assert.Equal(204, (await Api.Delete($"containers/{held.Id}")).Status);
    }

    [Fact]
    public async Task Deleting_answers_204_without_a_body_and_then_404()
    {
        var id = AwsContainer().Id;

        var reply = await Api.Delete($"containers/{id}");

        Assert.Equal((204, ""), (reply.Status, reply.Text));
        (await Api.Get($"containers/{id}")).IsError(404, "CLOUD_PROVIDER_CONTAINER_NOT_FOUND");
        (await Api.Delete($"containers/{id}")).IsError(404, "CLOUD_PROVIDER_CONTAINER_NOT_FOUND");
    }

    [Fact]
    public async Task A_container_can_be_too_young_to_delete()
    {
        Control.Configure(options => options with { ContainerMinimumAge = TimeSpan.FromMinutes(3) });
        var id = AwsContainer().Id;

        var reply = await Api.Delete($"containers/{id}");
        reply.IsError(409, "CANNOT_DELETE_RECENTLY_CREATED_CONTAINER");
        Assert.Contains("2026-03-01T12:03:00", reply["detail"], StringComparison.Ordinal);

        Control.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(204, (await Api.Delete($"containers/{id}")).Status);
    }

    [Fact]
    public async Task A_malformed_id_is_a_server_fault() =>
        (await Api.Get("containers/project-container")).IsError(500, "UNEXPECTED_ERROR");

    [Fact]
    public async Task The_peering_only_mode_can_only_be_left()
    {
        Assert.Equal("{\"enabled\":false}", (await Api.Get("privateIpMode")).Text);
        var on = new JsonObject { ["enabled"] = true };
        (await Api.Patch("privateIpMode", on)).IsError(400, "CANNOT_UPDATE_PRIVATE_IP_MODE");

        Control.SetPrivateIpMode(Project, true);
        Assert.Equal("{\"enabled\":true}", (await Api.Get("privateIpMode")).Text);
        var off = new JsonObject { ["enabled"] = false };
        Assert.Equal("{\"enabled\":false}", (await Api.Patch("privateIpMode", off)).Text);
    }

    private static JsonObject Aws(string region, string? block = "192.168.248.0/21")
    {
        var body = new JsonObject { ["providerName"] = "AWS", ["regionName"] = region };
        return block is null ? body : body.With("atlasCidrBlock", block);
    }

    private static JsonObject Azure(string region, string block = "192.168.240.0/21") =>
        new() { ["providerName"] = "AZURE", ["region"] = region, ["atlasCidrBlock"] = block };

    private static JsonObject Gcp(string block) => new() { ["providerName"] = "GCP", ["atlasCidrBlock"] = block };
}
