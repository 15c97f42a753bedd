using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AtlasEmulator.Auth;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed partial class DigestTests : EmulatorTest
{
    private static readonly ApiKey Key = DemoCredentials.Key;

    [Fact]
    public async Task Without_credentials_comes_the_challenge()
    {
        Api.Authorization = null;

        var reply = await Api.Get("peers");

        reply.IsError(401, "UNEXPECTED_ERROR");
        Assert.Matches(
            """^Digest realm="MMS Public API", domain="", nonce="[^"]+", algorithm=MD5, qop="auth", stale=false$""",
            reply.Header("WWW-Authenticate"));
        Assert.Null(reply.Header("RateLimit-Limit"));
        Assert.StartsWith("{\n", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digest_client_of_dotnet_gets_in()
    {
        var cache = new CredentialCache
        {
            { Emulator.BaseUrl, "Digest", new NetworkCredential(Key.PublicKey, Key.PrivateKey) },
        };
        using var handler = new SocketsHttpHandler { Credentials = cache };
        using var http = new HttpClient(handler) { BaseAddress = Emulator.BaseUrl };
        http.DefaultRequestHeaders.Accept.ParseAdd(ApiClient.Newest);
        var peer = Bodies.Aws(AwsContainer()).ToJsonString();
        using var body = new StringContent(peer, Encoding.UTF8, "application/json");

        using var response = await http.PostAsync(Api.Target("peers"), body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([(401, true, false), (200, false, true)],
            Emulator.Requests.Select(r => (r.Status!.Value, r.Challenge, r.Authenticated)));
    }

    [Fact]
    public async Task A_nonce_serves_many_calls_in_any_order_but_no_count_twice()
    {
        var nonce = await Nonce();

        Assert.Equal(200, (await Signed(nonce, 2)).Status);
        Assert.Equal(200, (await Signed(nonce, 1)).Status);
        var replayed = await Signed(nonce, 2);

        Assert.Equal(401, replayed.Status);
        Assert.EndsWith("stale=false", replayed.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_nonce_is_stale()
    {
        var nonce = await Nonce();
        Assert.Equal(200, (await Signed(nonce, 1)).Status);

        Control.Advance(Control.Options.NonceLife);
        var late = await Signed(nonce, 2);

        Assert.EndsWith("stale=true", late.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(200, (await Signed(NonceOf(late), 1)).Status);
    }

    [Fact]
    public async Task A_nonce_of_another_server_is_stale()
    {
        var nonce = await Nonce();

        Control.ForgetNonces();

        Assert.EndsWith("stale=true", (await Signed(nonce, 1)).Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_wears_out()
    {
        Control.Configure(options => options with { NonceUses = 2 });
        var nonce = await Nonce();

        Assert.Equal(200, (await Signed(nonce, 1)).Status);
        Assert.Equal(200, (await Signed(nonce, 2)).Status);
        Assert.EndsWith("stale=true", (await Signed(nonce, 3)).Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "00000000-0000-4000-8000-000000000001")]
    [InlineData("emulator", "wrong")]
    public async Task Wrong_keys_are_challenged_again(string publicKey, string privateKey)
    {
        var reply = await Signed(await Nonce(), 1, new ApiKey(publicKey, privateKey));

        Assert.Equal(401, reply.Status);
        Assert.EndsWith("stale=false", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_is_good_for_its_own_target_only()
    {
        var nonce = await Nonce();
        Api.Authorization = Sign(nonce, 1, Key, Api.Target("peers"));

        Assert.Equal(401, (await Api.Get("peers?providerName=GCP")).Status);
    }

    private async Task<string> Nonce()
    {
        Api.Authorization = null;
        return NonceOf(await Api.Get("peers"));
    }

    private static string NonceOf(Reply reply) => NonceField().Match(reply.Header("WWW-Authenticate")!).Groups[1].Value;

    private async Task<Reply> Signed(string nonce, int count, ApiKey? key = null)
    {
        Api.Authorization = Sign(nonce, count, key ?? Key, Api.Target("peers"));
        return await Api.Get("peers");
    }

    private static string Sign(string nonce, int count, ApiKey key, string target)
    {
        var secret = Md5($"{key.PublicKey}:MMS Public API:{key.PrivateKey}");
        var response = Md5($"{secret}:{nonce}:{count:x8}:c0ffee:auth:{Md5($"GET:{target}")}");
        return $"Digest username=\"{key.PublicKey}\", realm=\"MMS Public API\", nonce=\"{nonce}\", uri=\"{target}\", " +
            $"algorithm=MD5, qop=auth, nc={count:x8}, cnonce=\"c0ffee\", response=\"{response}\"";
    }

#pragma warning disable CA5351 // The protocol's choice.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex NonceField();
}
