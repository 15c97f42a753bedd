using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AtlasEmulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Peering.Tests.Atlas;
using Peering.Tests.Provider;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Faults;

/// <summary>Hosts that are not there, not to be trusted, or not the one that was meant.</summary>
public sealed class UnreachableTests
{
    private const string Secret = "token-that-nobody-may-see";
    private const string Project = "5f1a2b3c4d5e6f7a8b9c0d1e";

    [Fact]
    public async Task A_name_that_does_not_resolve_is_named_with_what_to_check() =>
        await DemandAsync("https://atlas.invalid", "cannot be resolved", "Check baseUrl, DNS and egress rules for atlas.invalid");

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_refused_before_anything_is_sent()
    {
        var heard = 0;
        await using var server = await SelfSignedAsync(() => Interlocked.Increment(ref heard));
        var url = server.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        await DemandAsync(url, "TLS handshake failed", "SSL_CERT_FILE");
        Assert.Equal(0, heard);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_named()
    {
        var port = 0;
        await using (var gone = await ScriptedServer.StartAsync())
        {
            port = gone.Url.Port;
        }

        await DemandAsync($"http://127.0.0.1:{port}", "no connection", "Check baseUrl");
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_takes_no_credentials_along()
    {
        await using var other = await ScriptedServer.StartAsync();
        await using var scenario = await Scenario.StartAsync(offContract: true);
        scenario.Atlas.Control.AddFault(new FaultRule
        {
            Kind = FaultKind.Redirect,
            Status = 307,
            Location = $"{other.Url}",
            Times = null,
        });
        var refused = await Assert.ThrowsAsync<RpcException>(() => scenario.InvokeAsync("getNetworkPeerings", "{}"));
        Assert.Contains("HTTP 307, a redirect to 127.0.0.1, which is not followed", refused.Message, StringComparison.Ordinal);
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task An_oversized_answer_is_refused_and_not_kept()
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        scenario.Atlas.Control.AddFault(new FaultRule { Kind = FaultKind.Oversize, Size = 65 << 20 });
        var refused = await Assert.ThrowsAsync<RpcException>(() => scenario.InvokeAsync("getNetworkContainers", "{}"));
        Assert.Contains("larger than", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await scenario.InvokeAsync("getNetworkContainers", "{}")).Failures);
    }

    [Fact]
    public async Task Clear_text_goes_to_this_machine_only()
    {
        await using var plugin = await Plugin.StartAsync();
        var refused = await plugin.RefusesAsync("Configure", Settings("http://atlas.example.com"));
        Assert.Contains("https://", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plugin_listens_on_loopback_only_and_refuses_browsers()
    {
        await using var plugin = await Plugin.StartAsync();
        var end = IPEndPoint.Parse(plugin.Address);
        Assert.Equal([end], IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.Port == end.Port));
        using var client = new HttpClient();
        foreach (var (header, value) in ((string, string)[])[("Origin", "https://example.com"), ("Host", "rebound.example.com")])
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post, $"http://{plugin.Address}/pulumirpc.ResourceProvider/GetPluginInfo")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent([0, 0, 0, 0, 0]),
            };
            request.Content.Headers.ContentType = new("application/grpc");
            request.Headers.TryAddWithoutValidation(header, value);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request)).StatusCode);
        }
    }

    private static async Task DemandAsync(string baseUrl, string cause, string advice)
    {
        // A proxy of this machine's would answer for every host.
        await using var plugin = await Plugin.StartAsync(new Dictionary<string, string> { ["NO_PROXY"] = "*" });
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", Settings(baseUrl));
        var refusals = await Task.WhenAll(ConformanceWorld.Templates.SelectMany(template => Calls(plugin, template.Kind))).Soon();
        Assert.All(refusals, refused =>
        {
            Assert.Equal(StatusCode.Unavailable, refused.Code);
            Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
            Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Message, StringComparison.Ordinal);
        });
        Assert.All([.. refusals.Select(refused => refused.Message), .. plugin.Logs.Select(log => log.Message)],
            text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
    }

    private static IEnumerable<Task<RpcException>> Calls(Plugin plugin, string kind)
    {
        var (urn, id) = (Scenario.Urn(kind), kind == "StreamsVpcPeeringConnection"
            ? $"{Project}/123456789012/pcx-0123456789abcdef0" : $"{Project}/7b1f0a2b3c4d5e6f70819204");
        yield return plugin.RefusesAsync("Read", new ReadRequest { Id = id, Urn = urn });
        yield return plugin.RefusesAsync("Invoke", new InvokeRequest { Tok = "peering:index:getNetworkPeerings" });
        if (kind.EndsWith("Peering", StringComparison.Ordinal))
        {
            // Nothing was sent, so nothing can have been done.
            yield return plugin.RefusesAsync("Delete", new DeleteRequest { Id = id, Urn = urn });
        }
    }

    private static ConfigureRequest Settings(string baseUrl) => new()
    {
        Args = Scenario.Json($$"""{ "accessToken": "{{Secret}}", "projectId": "{{Project}}", "baseUrl": "{{baseUrl}}" }"""),
    };

    private static async Task<WebApplication> SelfSignedAsync(Action heard)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(
                request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1)))));
        var app = builder.Build();
        app.Run(_ =>
        {
            heard();
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return app;
    }
}
