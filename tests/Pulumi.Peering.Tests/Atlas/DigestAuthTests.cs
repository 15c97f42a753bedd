using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class DigestAuthTests
{
    private static readonly Reply Good = Reply.Json("""{"id":"a"}""");

    // The example of RFC 7616, section 3.9.1.
    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_answer_is_the_standards_own(string algorithm, string response)
    {
        var challenge = DigestChallenge.Strongest([
            $"Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, " +
            "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", " +
            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
        ])!;

        var answer = challenge.Answer(
            new AtlasRequest(HttpMethod.Get, "/dir/index.html", "*/*", null, null, true),
            "Mufasa", new Secret("Circle of Life"), "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        Assert.Contains($"response=\"{response}\"", answer);
        Assert.Contains("nc=00000001", answer);
    }

    [Theory]
    [InlineData("Basic realm=\"x\"")]
    [InlineData("Digest realm=\"x\", qop=\"auth\"")]
    [InlineData("Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"")]
    [InlineData("Digest realm=\"x\", nonce=\"n\", qop=\"auth\", algorithm=MD5-sess")]
    [InlineData("Digest nonce=\"")]
    [InlineData("Digest")]
    public void A_challenge_that_cannot_be_answered_is_not_answered(string header) =>
        Assert.Null(DigestChallenge.Strongest([header]));

    [Fact]
    public void The_stronger_of_two_challenges_is_answered()
    {
        var challenge = DigestChallenge.Strongest([
            "Digest realm=\"x\", nonce=\"a\", qop=\"auth\", algorithm=MD5",
            "Digest realm=\"x\", nonce=\"b\", qop=\"auth\", algorithm=SHA-256",
        ]);
        Assert.Equal("b", challenge!.Nonce);
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public async Task Calls_cost_one_request_each_after_the_first(string algorithm)
    {
        var gate = new DigestGate(algorithm);
        await using var server = await ScriptedServer.StartAsync(seen => gate.Guard(seen, Good));
        await using var client = Clients.To(server, Clients.ApiKey);

        for (var call = 0; call < 10; call++)
        {
            await client.CreateAsync(new Thing("new", call));
        }

        Assert.Equal(11, server.Seen.Count);
        Assert.Null(server.Seen[0].Authorization);
        Assert.All(server.Seen, seen => Assert.StartsWith("""{"id":"new",""", seen.Body));
    }

    [Fact]
    public async Task Parallel_calls_share_the_first_challenge_and_never_a_count()
    {
        var gate = new DigestGate();
        await using var server = await ScriptedServer.StartAsync(seen => gate.Guard(seen, Good));
        await using var client = Clients.To(server, Clients.ApiKey);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => client.ReadAsync($"{number}")));

        Assert.Equal(51, server.Seen.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_nonce_costs_one_request_and_nobody_notices(bool saysStale)
    {
        var gate = new DigestGate { SaysStale = saysStale };
        await using var server = await ScriptedServer.StartAsync(seen => gate.Guard(seen, Good));
        await using var client = Clients.To(server, Clients.ApiKey);

        await client.ReadAsync("a");
        gate.ExpireNonce();
        await client.CreateAsync(new Thing("new", 2));
        await client.ReadAsync("a");

        Assert.Equal(5, server.Seen.Count);
        Assert.Equal(2, gate.Challenges);
        Assert.Equal("""{"id":"new","size":2}""", server.Seen[3].Body);
    }

    [Fact]
    public async Task A_server_whose_every_nonce_is_stale_is_left_after_three_tries()
    {
        var gate = new DigestGate();
        await using var server = await ScriptedServer.StartAsync(seen =>
        {
            gate.ExpireNonce();
            return gate.Guard(seen, Good);
        });
        await using var client = Clients.To(server, Clients.ApiKey);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(AtlasFailure.Unauthorized, failure.Kind);
        Assert.Equal(4, server.Seen.Count);
    }

    [Fact]
    public async Task A_wrong_key_is_one_clear_message()
    {
        var gate = new DigestGate { Password = "another" };
        await using var server = await ScriptedServer.StartAsync(seen => gate.Guard(seen, Good));
        await using var client = Clients.To(server, Clients.ApiKey);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(AtlasFailure.Unauthorized, failure.Kind);
        Assert.Contains("Check publicKey and privateKey", failure.Message);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_key_without_the_role_is_told_which_role_is_missing()
    {
        var gate = new DigestGate();
        await using var server = await ScriptedServer.StartAsync(
            seen => gate.Guard(seen, Reply.Error(401, "USER_UNAUTHORIZED")));
        await using var client = Clients.To(server, Clients.ApiKey);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Contains("Project Read Only", failure.Message);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_first_call_that_is_cancelled_does_not_hold_up_the_others()
    {
        var gate = new DigestGate();
        using var cancel = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async seen =>
        {
            if (seen.Number == 1)
            {
                await cancel.CancelAsync();
                return Reply.Silent;
            }

            return gate.Guard(seen, Good);
        });
        await using var client = Clients.To(server, Clients.ApiKey);

        await Assert.ThrowsAsync<AtlasCancelledException>(() => client.ReadAsync("a", cancel.Token));
        Assert.Equal("a", (await client.ReadAsync("a")).Id);
    }
}
