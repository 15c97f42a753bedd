using System.IO.Compression;
using System.Text;
using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class AtlasClientTests
{
    [Theory]
    [InlineData("""{"results":null}""")]
    [InlineData("""{"results":[{"id":"a"},null]}""")]
    [InlineData("""{}""")]
    public async Task A_list_without_its_items_is_not_taken_for_an_empty_one(string body)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Json(body));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.ListAsync(Clients.Peers, ThingJson.Default.AtlasPageThing, default));

        Assert.Equal(AtlasFailure.UnexpectedShape, failure.Kind);
    }

    [Fact]
    public async Task A_read_names_its_version_itself_and_its_token()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Json("""{"id":"a1","size":3,"extra":[1]}"""));
        await using var client = Clients.To(server);

        Assert.Equal(new Thing("a1", 3), await client.ReadAsync("a1"));

        var seen = Assert.Single(server.Seen);
        Assert.Equal("GET", seen.Method);
        Assert.Equal($"/api/atlas/v2/groups/{Clients.Project}/peers/a1", seen.Target);
        Assert.Equal("application/vnd.atlas.2023-01-01+json", seen.Headers["Accept"]);
        Assert.Equal("pulumi-resource-peering/0.1.0", seen.Headers["User-Agent"]);
        Assert.Equal($"Bearer {Clients.Token}", seen.Authorization);
        Assert.DoesNotContain("traceparent", seen.Headers.Keys);
    }

    [Fact]
    public async Task A_body_carries_the_same_media_type_as_the_answer()
    {
        await using var server = await ScriptedServer.StartAsync(
            Reply.Json("""{"id":"a1"}"""), Reply.Json("""{"id":"a1","size":9}"""));
        await using var client = Clients.To(server);

        await client.CreateAsync(new Thing("new", 7));
        await client.PatchAsync(
            Clients.Peer("a1"), new Thing("a1", 9), ThingJson.Default.Thing, ThingJson.Default.Thing, default);

        Assert.Equal(["POST", "PATCH"], server.Seen.Select(seen => seen.Method));
        Assert.All(
            server.Seen, seen => Assert.Equal("application/vnd.atlas.2023-01-01+json", seen.Headers["Content-Type"]));
        Assert.Equal("""{"id":"new","size":7}""", server.Seen[0].Body);
    }

    [Theory]
    [InlineData(202, "{}")]
    [InlineData(202, "")]
    [InlineData(204, "")]
    public async Task Answers_without_content_are_enough_for_deletes_and_actions(int status, string body)
    {
        await using var server = await ScriptedServer.StartAsync(_ => Reply.Json(body, status));
        await using var client = Clients.To(server);
        var name = "pcx-0a";

        await client.DeleteAsync(Clients.Peer("a1"), default);
        await client.PostAsync(AtlasPath.Of(AtlasVersion.Streams, $"/streams/vpc/{name}:reject"), default);
        await client.PostAsync(
            AtlasPath.Of(AtlasVersion.Streams, $"/streams/vpc/{name}:accept"), new Thing("x"), ThingJson.Default.Thing,
            default);

        Assert.Equal(["DELETE", "POST", "POST"], server.Seen.Select(seen => seen.Method));
        Assert.EndsWith("/pcx-0a:reject", server.Seen[1].Target);
        Assert.Equal("0", server.Seen[1].Headers["Content-Length"]);
        Assert.Equal("application/vnd.atlas.2023-02-01+json", server.Seen[2].Headers["Accept"]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(499, 1)]
    [InlineData(500, 2)] // the first page is full: only the second tells that there is no more
    [InlineData(1201, 3)]
    public async Task A_list_is_all_its_pages(int items, int calls)
    {
        await using var server = await ScriptedServer.StartAsync(seen => Page(items, seen));
        await using var client = Clients.To(server);

        var list = await client.ListAsync(
            AtlasPath.Of(AtlasVersion.Peers, $"/peers", ("providerName", "AZURE")), ThingJson.Default.AtlasPageThing,
            default);

        Assert.Equal(Enumerable.Range(0, items).Select(number => $"{number}"), list.Select(thing => thing.Id));
        Assert.Equal(
            Enumerable.Range(1, calls).Select(page =>
                $"/api/atlas/v2/peers?providerName=AZURE&itemsPerPage=500&pageNum={page}&includeCount=false"),
            server.Seen.Select(seen => seen.Target));
    }

    [Fact]
    public async Task A_list_follows_the_link_to_a_next_page_although_the_page_is_short()
    {
        await using var server = await ScriptedServer.StartAsync(
            Reply.Json("""{"results":[{"id":"a"}],"links":[{"rel":"self"},{"rel":"next","href":"http://other/"}]}"""),
            Reply.Json("""{"results":[{"id":"b"}],"links":[{"rel":"previous"}]}"""));
        await using var client = Clients.To(server);

        var list = await client.ListAsync(Clients.Peers, ThingJson.Default.AtlasPageThing, default);

        Assert.Equal(["a", "b"], list.Select(thing => thing.Id));
        Assert.Contains("pageNum=2", server.Seen[1].Target);
    }

    [Fact]
    public async Task Streams_lists_are_not_asked_to_leave_out_the_count_they_do_not_have()
    {
        await using var server = await ScriptedServer.StartAsync(seen => Page(1, seen));
        await using var client = Clients.To(server);

        await client.ListAsync(
            AtlasPath.Of(AtlasVersion.Streams, $"/streams"), ThingJson.Default.AtlasPageThing, default);

        Assert.Equal("/api/atlas/v2/streams?itemsPerPage=500&pageNum=1", Assert.Single(server.Seen).Target);
    }

    [Fact]
    public async Task Pages_are_fetched_when_they_are_asked_for()
    {
        await using var server = await ScriptedServer.StartAsync(seen => Page(1500, seen));
        await using var client = Clients.To(server);

        await foreach (var page in client.PagesAsync(Clients.Peers, ThingJson.Default.AtlasPageThing, default))
        {
            Assert.Equal(500, page.Results.Count);
            break;
        }

        Assert.Single(server.Seen);
        var (third, more) = await client.PageAsync(Clients.Peers, 15, 100, ThingJson.Default.AtlasPageThing, default);
        Assert.Equal("1400", third.Results[0].Id);
        Assert.True(more);
    }

    [Fact]
    public async Task Nothing_is_connected_before_the_first_call()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using (Clients.To(server, Clients.ServiceAccount))
        {
        }

        Assert.Empty(server.Seen);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Compressed_answers_are_read_and_bounded_by_their_real_size(string encoding)
    {
        var packed = new MemoryStream();
        await using (Stream packer = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)
            : new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await packer.WriteAsync(Encoding.UTF8.GetBytes($$"""{"id":"{{new string('a', 50_000)}}"}"""));
        }

        var bytes = packed.ToArray();
        await using var server = await ScriptedServer.StartAsync(
            _ => Reply.Json("") with { Raw = bytes, Headers = new() { ["Content-Encoding"] = encoding } });
        await using var roomy = Clients.To(server);
        await using var narrow = new AtlasClient(Clients.Options(server.Url) with { MaxAnswerBytes = 40_000 });

        Assert.Equal(50_000, (await roomy.ReadAsync("a")).Id.Length);
        var failure = await Clients.FailsAsync(() => narrow.ReadAsync("a"));
        Assert.Equal(AtlasFailure.TooLarge, failure.Kind);
        Assert.True(bytes.Length < 40_000);
    }

    private static Reply Page(int items, Seen seen)
    {
        var query = seen.Target.Split('?')[1].Split('&').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var size = int.Parse(query["itemsPerPage"]);
        var first = (int.Parse(query["pageNum"]) - 1) * size;
        var page = Enumerable.Range(0, items).Skip(first).Take(size).Select(number => $$"""{"id":"{{number}}"}""");
        return Reply.Json($$"""{"results":[{{string.Join(',', page)}}]}""");
    }
}
