using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class ServiceAccountAuthTests
{
    private static AtlasClient To(OAuthServer server, ManualClock? clock = null) => new(
        Clients.Options(server.Http.Url, Clients.ServiceAccount) with { Clock = clock ?? TimeProvider.System });

    [Fact]
    public async Task A_hundred_parallel_calls_cost_one_token_request()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var client = To(server);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => client.ReadAsync($"{number}")));

        var request = Assert.Single(server.TokenRequests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.Equal("application/json", request.Headers["Accept"]);
        Assert.Equal(100, server.Calls.Count);
    }

    [Fact]
    public async Task A_token_is_renewed_at_two_thirds_of_its_life_and_not_before()
    {
        var clock = new ManualClock();
        await using var server = await OAuthServer.StartAsync();
        await using var client = To(server, clock);

        await client.ReadAsync("a");
        clock.Advance(TimeSpan.FromSeconds(2399));
        await client.ReadAsync("a");
        Assert.Single(server.TokenRequests);

        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.ReadAsync("a")));

        Assert.Equal(2, server.TokenRequests.Count);
        Assert.Equal($"Bearer {OAuthServer.TokenName(2)}", server.Calls[^1].Authorization);
    }

    [Fact]
    public async Task A_renewal_that_is_put_off_leaves_the_old_token_in_use_meanwhile()
    {
        var clock = new ManualClock();
        var busy = false;
        await using var server = await OAuthServer.StartAsync(
            _ => busy ? OAuthServer.OAuthError(429, "too_many_requests", "later") : null);
        await using var client = To(server, clock);
        await client.ReadAsync("a");

        busy = true;
        clock.Advance(TimeSpan.FromSeconds(2400));
        var read = client.ReadAsync("a");
        await clock.TimerAsync(TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        await read.Soon();
        Assert.Equal($"Bearer {OAuthServer.TokenName(1)}", server.Calls[^1].Authorization);
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_the_old_token_in_use_until_its_end()
    {
        var clock = new ManualClock();
        var down = false;
        await using var server = await OAuthServer.StartAsync(
            _ => down ? OAuthServer.OAuthError(401, "invalid_client", "gone") : null);
        await using var client = To(server, clock);
        await client.ReadAsync("a");

        down = true;
        clock.Advance(TimeSpan.FromSeconds(2400));
        await client.ReadAsync("a");
        Assert.Equal(2, server.TokenRequests.Count);
        await client.ReadAsync("a"); // the refusal is remembered: no further request
        Assert.Equal(2, server.TokenRequests.Count);

        clock.Advance(TimeSpan.FromSeconds(1200));
        await Clients.FailsAsync(() => client.ReadAsync("a"));
        Assert.Equal(3, server.TokenRequests.Count);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_however_many_calls_notice()
    {
        await using var server = await OAuthServer.StartAsync();
        await using var client = To(server);
        await client.ReadAsync("a");

        server.OldestValid = 2; // as if the first had been revoked
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => client.CreateAsync(new Thing("new", number))));

        Assert.Equal(2, server.TokenRequests.Count);
        Assert.All(
            server.Calls.Where(call => call.Method == "POST").GroupBy(call => call.Body),
            sends => Assert.InRange(sends.Count(), 1, 2));
    }

    [Fact]
    public async Task A_call_that_is_refused_with_a_fresh_token_fails_after_one_renewal()
    {
        await using var server = await OAuthServer.StartAsync();
        server.OldestValid = 99;
        await using var client = To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(AtlasFailure.Unauthorized, failure.Kind);
        Assert.Contains("service account", failure.Message);
        Assert.Equal(2, server.TokenRequests.Count);
        Assert.Equal(2, server.Calls.Count);
    }

    [Fact]
    public async Task A_missing_role_does_not_cost_a_new_token()
    {
        await using var server = await OAuthServer.StartAsync();
        server.Answer = Reply.Error(401, "NOT_IN_GROUP");
        await using var client = To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Contains("Project Read Only", failure.Message);
        Assert.Single(server.TokenRequests);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData(401, "invalid_client", "Check clientId and clientSecret")]
    [InlineData(400, "invalid_grant", "Check clientId and clientSecret")]
    [InlineData(403, "access_denied", "100 live tokens")]
    public async Task Wrong_credentials_fail_once_for_everybody(int status, string error, string advice)
    {
        var clock = new ManualClock();
        await using var server = await OAuthServer.StartAsync(
            _ => OAuthServer.OAuthError(status, error, $"not {Clients.ClientSecret}"));
        await using var client = To(server, clock);

        var failures = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => Clients.FailsAsync(() => client.ReadAsync("a"))));

        Assert.Single(server.TokenRequests);
        Assert.Empty(server.Calls);
        Assert.All(failures, failure =>
        {
            Assert.Equal(error, failure.ErrorCode);
            Assert.Contains(advice, failure.Message);
            Assert.Contains("POST /api/oauth/token", failure.Message);
            Assert.DoesNotContain(Clients.ClientSecret, failure.ToString());
        });

        clock.Advance(TimeSpan.FromSeconds(10)); // the memory is short
        await Clients.FailsAsync(() => client.ReadAsync("a"));
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Fact]
    public async Task The_token_endpoints_own_rate_limit_is_respected()
    {
        var clock = new ManualClock();
        await using var server = await OAuthServer.StartAsync(
            seen => seen.Number == 1 ? Reply.Error(429, "RATE_LIMITED").With("Retry-After", "42") : null);
        await using var client = new AtlasClient(Clients.Options(server.Http.Url, Clients.ServiceAccount) with
        {
            Clock = clock,
            Jitter = () => 0,
        });

        var call = client.ReadAsync("a");
        await clock.TimerAsync(TimeSpan.FromSeconds(42));
        clock.Advance(TimeSpan.FromSeconds(42));

        Assert.Equal("a", (await call).Id);
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Fact]
    public async Task A_token_endpoint_that_is_down_is_not_retried_twice_over()
    {
        var retries = 0;
        await using var server = await OAuthServer.StartAsync(_ => new Reply(503));
        await using var client = new AtlasClient(Clients.Options(server.Http.Url, Clients.ServiceAccount) with
        {
            OnRetry = _ => retries++,
        });

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(6, server.TokenRequests.Count);
        Assert.Equal(5, retries); // the call that needed the token does not begin again
        Assert.Equal(6, failure.Attempts);
        Assert.True(failure.IsPassing);
    }

    [Fact]
    public async Task One_callers_cancellation_does_not_cancel_the_token_of_the_others()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await OAuthServer.StartAsync(_ =>
        {
            cancel.Cancel();
            return null;
        });
        await using var client = To(server);

        var leaver = client.ReadAsync("a", cancel.Token);
        var stayer = client.ReadAsync("b");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Assert.Equal("a", (await stayer).Id);
        Assert.Single(server.TokenRequests);
    }

    [Fact]
    public async Task The_token_is_revoked_at_the_end()
    {
        await using var server = await OAuthServer.StartAsync();
        await using (var client = To(server))
        {
            await client.ReadAsync("a");
        }

        Assert.Equal(
            $"token={OAuthServer.TokenName(1)}&token_type_hint=access_token", Assert.Single(server.Revocations).Body);
    }

    [Fact]
    public async Task A_revocation_that_does_not_end_is_left_after_two_seconds()
    {
        var clock = new ManualClock();
        await using var server = await ScriptedServer.StartAsync(seen => seen.Target switch
        {
            "/api/oauth/token" => new Reply(200, """{"access_token":"t"}""", "application/json"),
            "/api/oauth/revoke" => Reply.Silent,
            _ => Reply.Json("""{"id":"a"}"""),
        });
        var client = new AtlasClient(Clients.Options(server.Url, Clients.ServiceAccount) with { Clock = clock });
        await client.ReadAsync("a");

        var closing = client.DisposeAsync().AsTask();
        await clock.TimerAsync(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(2));

        await closing.Soon();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":"half-a-tok""")]
    [InlineData("<html>")]
    public async Task A_token_answer_without_a_token_is_said_so_and_not_quoted(string body)
    {
        await using var server = await OAuthServer.StartAsync(_ => new Reply(200, body, "application/json"));
        await using var client = To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Contains("holds no access token", failure.Message);
        Assert.DoesNotContain("half-a-tok", failure.ToString());
    }
}
