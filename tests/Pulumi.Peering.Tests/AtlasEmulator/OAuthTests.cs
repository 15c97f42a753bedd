using System.Text;
using AtlasEmulator.Auth;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class OAuthTests : EmulatorTest
{
    private static readonly ServiceAccount Account = DemoCredentials.Account;

    [Fact]
    public async Task A_token_opens_the_api_until_it_expires()
    {
        var reply = await Ask();
        Assert.Equal(200, reply.Status);
        Assert.Equal(("Bearer", 3600), (reply["token_type"], (int)reply.Json["expires_in"]!));

        Api.Authorization = $"Bearer {reply["access_token"]}";
        Assert.Equal(200, (await Api.Get("peers")).Status);

        Control.Advance(TimeSpan.FromHours(1));
        var late = await Api.Get("peers");
        late.IsError(401, "UNEXPECTED_ERROR");
        Assert.StartsWith("Bearer ", late.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mdb_sa_id_unknown", "mdb_sa_sk_emulator-only/+= &%", true)]
    [InlineData("mdb_sa_id_000000000000000000000001", "wrong", true)]
    [InlineData("mdb_sa_id_000000000000000000000001", "mdb_sa_sk_emulator-only/+= &%", false)]
    public async Task Wrong_or_unescaped_credentials_are_an_invalid_client(string id, string secret, bool escape)
    {
        var reply = await Ask(id: id, secret: secret, escape: escape);

        Assert.Equal((401, "invalid_client"), (reply.Status, reply["error"]));
    }

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("grant_type=password", "unsupported_grant_type")]
    public async Task Another_grant_is_refused(string form, string error)
    {
        var reply = await Ask(form);

        Assert.Equal((400, error), (reply.Status, reply["error"]));
    }

    [Fact]
    public async Task Too_many_token_requests_in_a_minute_are_limited()
    {
        Control.Configure(options => options with { TokenRequestsPerMinute = 2 });
        await Ask();
        await Ask();

        var limited = await Ask();
        limited.IsError(429, "RATE_LIMITED");
        Control.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await Ask()).Status);
    }

    [Fact]
    public async Task Too_many_live_tokens_are_denied_until_one_is_revoked()
    {
        Control.Configure(options => options with { LiveTokensPerClient = 2 });
        var first = (await Ask())["access_token"];
        await Ask();

        var denied = await Ask();
        Assert.Equal((403, "access_denied"), (denied.Status, denied["error"]));

        var revoked = await Ask($"token={first}&token_type_hint=access_token", "/api/oauth/revoke");
        Assert.Equal((200, ""), (revoked.Status, revoked.Text));
        Assert.Equal(200, (await Ask()).Status);
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing()
    {
        var token = (await Ask())["access_token"];
        await Ask($"token={token}", "/api/oauth/revoke");

        Api.Authorization = $"Bearer {token}";

        Assert.Equal(401, (await Api.Get("peers")).Status);
        Assert.Equal(0, Control.LiveTokens);
    }

    [Fact]
    public async Task Nothing_secret_is_in_the_log()
    {
        var token = (await Ask())["access_token"];
        await Ask($"token={token}", "/api/oauth/revoke");
        Api.Authorization = $"Bearer {token}";
        await Api.Get("peers");

        var log = (await Api.Tell("GET", "/requests")).ToJsonString();

        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Account.ClientSecret, log, StringComparison.Ordinal);
        Assert.DoesNotContain("Basic ", log, StringComparison.Ordinal);
        Assert.Equal(["Basic", "Basic", "Bearer"], Emulator.Requests.Select(r => r.AuthScheme));
        Assert.Equal([true, true, false], Emulator.Requests.Select(r => r.Authenticated));
    }

    private async Task<Reply> Ask(
        string form = "grant_type=client_credentials", string path = "/api/oauth/token", string? id = null,
        string? secret = null, bool escape = true)
    {
        string Escaped(string text) => escape ? Uri.EscapeDataString(text) : text;
        var pair = $"{Escaped(id ?? Account.ClientId)}:{Escaped(secret ?? Account.ClientSecret)}";
        Api.Authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";
        Api.Accept = "application/json";
        Api.ContentType = "application/x-www-form-urlencoded";
        var reply = await Api.Send("POST", path, form);
        Api.Accept = ApiClient.Newest;
        return reply;
    }
}
