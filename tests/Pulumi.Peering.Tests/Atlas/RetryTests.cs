using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class RetryTests
{
    private static readonly Reply Good = Reply.Json("""{"id":"a"}""");

    public static TheoryData<string> Hiccups =>
        ["500", "502 HTML", "503 empty", "504", "dropped", "broken off", "truncated", "HTML"];

    private static Reply Hiccup(string name) => name switch
    {
        "500" => Reply.Error(500, "UNEXPECTED_ERROR"),
        "502 HTML" => new Reply(502, "<html>Bad gateway</html>", "text/html"),
        "503 empty" => new Reply(503),
        "504" => new Reply(504, "timeout", "text/plain"),
        "dropped" => Reply.Dropped,
        "broken off" => Good with { Then = Reply.Act.BreakOff },
        "truncated" => Reply.Json("""{"id":"a","si"""),
        _ => new Reply(200, "<html>Sign in</html>", "text/html"),
    };

    [Theory]
    [MemberData(nameof(Hiccups))]
    public async Task A_read_is_repeated_after(string hiccup)
    {
        await using var server = await ScriptedServer.StartAsync(Hiccup(hiccup), Hiccup(hiccup), Good);
        await using var client = Clients.To(server);

        Assert.Equal("a", (await client.ReadAsync("a")).Id);
        Assert.Equal(3, server.Seen.Count);
    }

    [Theory]
    [MemberData(nameof(Hiccups))]
    public async Task A_read_gives_up_after_six_attempts_and_says_so(string hiccup)
    {
        await using var server = await ScriptedServer.StartAsync(_ => Hiccup(hiccup));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(6, server.Seen.Count);
        Assert.Equal(6, failure.Attempts);
        Assert.Contains("(after 6 attempts)", failure.Message);
        Assert.True(failure.IsPassing);
    }

    [Theory]
    [MemberData(nameof(Hiccups))]
    public async Task A_create_is_never_repeated_and_said_to_be_maybe_executed_after(string hiccup)
    {
        await using var server = await ScriptedServer.StartAsync(Hiccup(hiccup), Good);
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")));

        Assert.Single(server.Seen);
        Assert.True(failure.MaybeExecuted);
        Assert.Contains("may have carried it out", failure.Message);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    public async Task A_create_is_not_repeated_even_if_a_gateway_names_a_time(int status)
    {
        await using var server = await ScriptedServer.StartAsync(new Reply(status).With("Retry-After", "1"), Good);
        await using var client = Clients.To(server);

        Assert.True((await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")))).MaybeExecuted);
        Assert.Single(server.Seen);
    }

    // The platform's handler repeats a request by itself when a kept-alive connection dies under it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_post_on_a_connection_in_use_is_sent_once_with_and_without_a_body(bool body)
    {
        await using var server = await ScriptedServer.StartAsync(Good, Reply.Dropped, Good);
        await using var client = Clients.To(server);
        await client.ReadAsync("a");

        var failure = await Clients.FailsAsync(() => body
            ? client.CreateAsync(new Thing("a"))
            : client.PostAsync(Clients.Peer("a"), default));

        Assert.True(failure.MaybeExecuted);
        Assert.Equal(AtlasFailure.ConnectionLost, failure.Kind);
        Assert.Equal(["GET", "POST"], server.Seen.Select(seen => seen.Method));
    }

    [Fact]
    public async Task A_create_is_repeated_when_Atlas_did_not_look_at_it()
    {
        await using var server = await ScriptedServer.StartAsync(
            Reply.Error(429, "RATE_LIMITED"), Reply.Error(405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES"), Good);
        await using var client = Clients.To(server);

        await client.CreateAsync(new Thing("new", 4));

        Assert.Equal(3, server.Seen.Count);
        Assert.All(server.Seen, seen => Assert.Equal("""{"id":"new","size":4}""", seen.Body));
    }

    [Fact]
    public async Task A_delete_is_repeated_after_a_lost_answer()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Dropped, Reply.Error(404, "PEER_NOT_FOUND"));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.DeleteAsync(Clients.Peer("a"), default));

        Assert.True(failure.IsGone);
        Assert.False(failure.MaybeExecuted);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_document_this_provider_does_not_understand_is_not_asked_for_again()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Json("""{"id":{"oid":"a"}}"""));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(AtlasFailure.UnexpectedShape, failure.Kind);
        Assert.Contains("$.id", failure.Message);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out_and_announced()
    {
        var clock = new ManualClock();
        var notices = new List<RetryNotice>();
        await using var server = await ScriptedServer.StartAsync(
            Reply.Error(429, "RATE_LIMITED").With("Retry-After", "7"),
            Reply.Error(429, "RATE_LIMITED").With("Retry-After", clock.GetUtcNow().AddSeconds(31).ToString("R"))
                .With("Date", clock.GetUtcNow().ToString("R")),
            Reply.Error(429, "RATE_LIMITED_TOKEN_BUCKET", parameters: """["peering",13,2000,1000,60]"""),
            Good);
        await using var client = new AtlasClient(Clients.Options(server.Url) with
        {
            Clock = clock,
            Jitter = () => 0,
            Retry = new RetryLimits(),
            OnRetry = notices.Add,
        });

        var call = client.ReadAsync("a");
        foreach (var wait in new[] { 7, 31, 13 })
        {
            await clock.TimerAsync(TimeSpan.FromSeconds(wait));
            Assert.False(call.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal("a", (await call).Id);
        Assert.Equal([7.0, 31, 13], notices.Select(notice => notice.Delay.TotalSeconds));
        Assert.All(notices, notice => Assert.Equal(RetryReason.RateLimited, notice.Reason));
    }

    [Fact]
    public async Task A_wait_longer_than_the_total_is_not_begun()
    {
        await using var server = await ScriptedServer.StartAsync(
            Reply.Error(429, "RATE_LIMITED").With("Retry-After", "3600"));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(AtlasFailure.RateLimited, failure.Kind);
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Contains("limits calls", failure.Advice);
    }

    [Fact]
    public async Task Cancellation_ends_a_retry_wait_at_once()
    {
        var clock = new ManualClock();
        await using var server = await ScriptedServer.StartAsync(
            Reply.Error(429, "RATE_LIMITED").With("Retry-After", "60"));
        await using var client = new AtlasClient(
            Clients.Options(server.Url) with { Clock = clock, Jitter = () => 0, Retry = new RetryLimits() });
        using var cancel = new CancellationTokenSource();

        var call = client.ReadAsync("a", cancel.Token);
        await clock.TimerAsync(TimeSpan.FromSeconds(60));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_that_gives_up_learns_what_it_may_have_left_behind(bool create)
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async _ =>
        {
            await cancel.CancelAsync();
            return Reply.Silent;
        });
        await using var client = Clients.To(server);

        var cancelled = await Assert.ThrowsAsync<AtlasCancelledException>(() => create
            ? client.CreateAsync(new Thing("a"), cancel.Token)
            : client.ReadAsync("a", cancel.Token));

        Assert.Equal(create, cancelled.MaybeExecuted);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_a_failure_of_its_own_not_a_cancellation()
    {
        var clock = new ManualClock();
        await using var server = await ScriptedServer.StartAsync(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(100));
            return Reply.Silent;
        });
        await using var client = new AtlasClient(Clients.Options(server.Url) with { Clock = clock });

        var failure = await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")));

        Assert.Equal(AtlasFailure.TimedOut, failure.Kind);
        Assert.True(failure.MaybeExecuted);
        Assert.Contains("within 100 s", failure.Message);
    }
}
