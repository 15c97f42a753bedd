using System.Text.Json;
using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class SecrecyTests
{
    private static readonly string[] Secrets =
        [Clients.Token, Clients.ClientSecret, Clients.PrivateKey, OAuthServer.TokenName(1)];

    [Fact]
    public void A_secret_prints_as_stars_and_only_reveal_shows_it()
    {
        var secret = new Secret("hunter2");
        Assert.Equal("hunter2", secret.Reveal());
        Assert.All(
            [secret.ToString(), $"{secret}", string.Concat("", secret), new { secret }.ToString()!],
            text => Assert.DoesNotContain("hunter2", text));
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(secret));
        Assert.Equal("", default(Secret).Reveal());
        Assert.Equal(new Secret("a"), new Secret("a"));
    }

    [Fact]
    public void Options_and_credentials_print_without_their_secrets() =>
        Assert.All(
            new[] { Clients.AccessToken, Clients.ServiceAccount, Clients.ApiKey },
            credentials =>
            {
                var text = $"{Clients.Options(new Uri("https://cloud.mongodb.com"), credentials)} {credentials}";
                Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text));
                Assert.Contains("***", text);
            });

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var credentials in new[] { "token", "account", "key" })
        {
            foreach (var status in new[] { 200, 302, 400, 401, 403, 404, 409, 429, 500, 502, -1, -2 })
            {
                cases.Add(credentials, status);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_failure_text_shows_a_secret_even_if_the_server_echoes_it(string credentials, int status)
    {
        var notices = new List<string>();
        var gate = new DigestGate();
        await using var server = await ScriptedServer.StartAsync(seen =>
        {
            if (seen.Target == "/api/oauth/token")
            {
                return new Reply(200, $$"""{"access_token":"{{OAuthServer.TokenName(1)}}"}""", "application/json");
            }

            var echo = string.Join(" ", Secrets);
            var reply = status switch
            {
                -1 => Reply.Dropped,
                -2 => Reply.Json($"{{\"id\":\"{echo}") with { Then = Reply.Act.BreakOff },
                302 => new Reply(302).With("Location", $"https://elsewhere.example/?{Uri.EscapeDataString(echo)}"),
                200 => new Reply(200, $"<html>{echo}</html>", "text/html"),
                502 => new Reply(502, $"<html>{echo} {seen.Authorization}</html>", "text/html"),
                _ => Reply.Error(status, "ACCESS_FORBIDDEN", $"You said {echo}."),
            };
            return credentials == "key" ? gate.Guard(seen, reply) : reply;
        });
        var client = new AtlasClient(Clients.Options(server.Url, credentials switch
        {
            "token" => Clients.AccessToken,
            "account" => Clients.ServiceAccount,
            _ => Clients.ApiKey,
        }) with
        {
            OnRetry = notice => notices.Add(notice.ToString()),
        });

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));
        await client.DisposeAsync();

        var mine = credentials switch
        {
            "token" => [Clients.Token],
            "account" => new[] { Clients.ClientSecret, OAuthServer.TokenName(1) },
            _ => [Clients.PrivateKey],
        };
        foreach (var secret in mine.Concat(server.Seen.Select(seen => seen.Authorization).OfType<string>()))
        {
            Assert.DoesNotContain(secret, failure.ToString());
            Assert.DoesNotContain(secret, failure.Detail ?? "");
            Assert.All(notices, notice => Assert.DoesNotContain(secret, notice));
        }

        Assert.Contains("/api/", failure.Message);
    }
}
