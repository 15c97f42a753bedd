using System.Text.Json.Nodes;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class PaginationTests : EmulatorTest
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        var expected = Control.SeedPeers(Project, 21).Where(p => p.Provider == CloudProvider.AWS).Select(p => p.Id);
        var seen = new List<string>();
        var url = "peers?itemsPerPage=3";
        var pages = 0;
        while (url is not null)
        {
            var reply = await Api.Get(url);
            Assert.Equal(7, (int?)reply.Json["totalCount"]);
            seen.AddRange(reply.Results.Select(peer => (string)peer!["id"]!));
            var next = Link(reply, "next");
            url = next is null ? null : new Uri(next).PathAndQuery;
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Links_keep_the_other_parameters()
    {
        Control.SeedPeers(Project, 9);

        var reply = await Api.Get("peers?providerName=GCP&itemsPerPage=1&pageNum=2");

        foreach (var rel in new[] { "previous", "self", "next" })
            Assert.Contains("providerName=GCP", Link(reply, rel), StringComparison.Ordinal);
        Assert.Contains("pageNum=1", Link(reply, "previous"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_items_are_a_page_unless_told_otherwise()
    {
        Control.SeedPeers(Project, 330);

        Assert.Equal(100, (await Api.Get("peers")).Results.Count);
        Assert.Equal(110, (await Api.Get("peers?itemsPerPage=500")).Results.Count);
        Assert.Empty((await Api.Get("peers?itemsPerPage=500&pageNum=2")).Results);
    }

    [Fact]
    public async Task The_count_can_be_left_out() =>
        Assert.False((await Api.Get("containers/all?includeCount=false")).Json.AsObject().ContainsKey("totalCount"));

    [Theory]
    [InlineData("itemsPerPage=0")]
    [InlineData("itemsPerPage=501")]
    [InlineData("pageNum=0")]
    [InlineData("pageNum=first")]
    [InlineData("includeCount=yes")]
    [InlineData("envelope=true")]
    [InlineData("page=2")]
    public async Task A_wrong_or_unknown_parameter_is_refused(string query) =>
        (await Api.Get($"peers?{query}")).IsError(400, "INVALID_QUERY_PARAMETER");

    [Fact]
    public async Task Pretty_is_pretty()
    {
        Assert.DoesNotContain('\n', (await Api.Get("peers")).Text);
        Assert.Contains('\n', (await Api.Get("peers?pretty=true&envelope=false")).Text);
    }

    private static string? Link(Reply reply, string rel) => (string?)reply.Json["links"]!.AsArray()
        .OfType<JsonObject>().FirstOrDefault(link => (string?)link["rel"] == rel)?["href"];
}
