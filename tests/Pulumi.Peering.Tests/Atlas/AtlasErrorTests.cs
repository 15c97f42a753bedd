using System.Net;
using System.Net.Sockets;
using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class AtlasErrorTests
{
    [Fact]
    public async Task An_Atlas_error_is_shown_with_status_code_detail_request_and_next_step()
    {
        await using var server = await ScriptedServer.StartAsync(
            Reply.Error(409, "PEER_ALREADY_EXISTS", "A peer exists.", """["vpc-1",7,null,{"a":1}]"""));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")));

        Assert.Equal(AtlasFailure.Refused, failure.Kind);
        Assert.Equal(409, failure.Status);
        Assert.Equal("PEER_ALREADY_EXISTS", failure.ErrorCode);
        Assert.Equal("A peer exists", failure.Detail);
        Assert.Equal(["vpc-1", "7", "", """{"a":1}"""], failure.Parameters);
        Assert.Equal($"POST /api/atlas/v2/groups/{Clients.Project}/peers", failure.Request);
        Assert.False(failure.MaybeExecuted);
        Assert.True(failure.Has("X", "PEER_ALREADY_EXISTS"));
        Assert.Contains("pulumi import peering:index:AwsNetworkPeering", failure.Advice);
        Assert.Equal(
            $"Atlas answered {failure.Request} with HTTP 409 PEER_ALREADY_EXISTS: A peer exists. {failure.Advice}",
            failure.Message);
    }

    [Fact]
    public async Task Bad_fields_are_named()
    {
        const string Body = """
            {"error":400,"errorCode":"VALIDATION_ERROR","detail":"Invalid.","badRequestDetail":
            {"fields":[{"field":"vpcId","description":"must match"},{"field":"awsAccountId","description":"missing"}]}}
            """;
        await using var server = await ScriptedServer.StartAsync(new Reply(400, Body, "application/json"));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")));

        Assert.Equal("Invalid; vpcId: must match; awsAccountId: missing", failure.Detail);
    }

    [Theory]
    [InlineData("PEER_NOT_FOUND", true)]
    [InlineData("INVALID_PEER_ID", true)]
    [InlineData("CLOUD_PROVIDER_CONTAINER_NOT_FOUND", true)]
    [InlineData("GROUP_NOT_FOUND", false)]
    [InlineData("INVALID_GROUP_ID", false)]
    [InlineData("NOT_ATLAS_GROUP", false)]
    [InlineData("RESOURCE_NOT_FOUND", false)]
    [InlineData("AZURE_CUSTOMER_NETWORK_UNREACHABLE", false)]
    [InlineData("SOMETHING_NEW", false)]
    public async Task Only_the_codes_that_say_so_mean_gone(string code, bool gone)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Error(404, code));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(AtlasFailure.NotFound, failure.Kind);
        Assert.Equal(gone, failure.IsGone);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData("<html><h1>Not here</h1></html>", "text/html")]
    [InlineData("", null)]
    [InlineData("{\"errorCode\":\"PEER_NOT_", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("{\"errorCode\":7,\"detail\":null,\"parameters\":{}}", "application/json")]
    [InlineData("{\"detail\":\"\\ud800\",\"errorCode\":\"PEER_NOT_FOUND\"}", "application/json")]
    public async Task A_404_without_an_Atlas_error_is_never_gone(string body, string? type)
    {
        await using var server = await ScriptedServer.StartAsync(new Reply(404, body, type));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Null(failure.ErrorCode);
        Assert.False(failure.IsGone);
        Assert.Contains("HTTP 404", failure.Message);
        Assert.DoesNotContain("<h1>", failure.Message);
    }

    [Fact]
    public async Task The_code_is_taken_from_the_header_when_the_body_has_none()
    {
        await using var server = await ScriptedServer.StartAsync(new Reply(404).With("X-Error-Code", "PEER_NOT_FOUND"));
        await using var client = Clients.To(server);

        Assert.True((await Clients.FailsAsync(() => client.ReadAsync("a"))).IsGone);
    }

    [Theory]
    [InlineData("https://elsewhere.example/login?next=1", "elsewhere.example")]
    [InlineData("/login", "another path of the same host")]
    public async Task A_redirect_is_an_error_that_names_its_target(string location, string named)
    {
        await using var server = await ScriptedServer.StartAsync(new Reply(302).With("Location", location));
        await using var client = Clients.To(server);

        var failure = await Clients.FailsAsync(() => client.ReadAsync("a"));

        Assert.Equal(AtlasFailure.Redirected, failure.Kind);
        Assert.Contains(named, failure.Message);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData(nameof(Clients.AccessToken))]
    [InlineData(nameof(Clients.ApiKey))]
    [InlineData(nameof(Clients.ServiceAccount))]
    public async Task A_redirect_takes_no_credentials_to_another_server(string credentials)
    {
        await using var other = await ScriptedServer.StartAsync();
        await using var server = await ScriptedServer.StartAsync(
            _ => new Reply(307).With("Location", new Uri(other.Url, "/api/oauth/token").ToString()));
        await using var client = Clients.To(server, credentials switch
        {
            nameof(Clients.ApiKey) => Clients.ApiKey,
            nameof(Clients.ServiceAccount) => Clients.ServiceAccount,
            _ => Clients.AccessToken,
        });

        var failure = await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")));

        Assert.Equal(AtlasFailure.Redirected, failure.Kind);
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task A_closed_port_is_named_with_the_host_after_a_few_attempts()
    {
        var closed = ClosedPort();
        await using var client = new AtlasClient(Clients.Options(closed));

        var failure = await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")));

        Assert.Equal(AtlasFailure.Unreachable, failure.Kind);
        Assert.False(failure.MaybeExecuted);
        Assert.Equal(4, failure.Attempts);
        Assert.Contains(closed.Authority, failure.Message);
        Assert.Contains("(after 4 attempts)", failure.Message);
        Assert.Contains("Check baseUrl", failure.Message);
    }

    [Fact]
    public async Task A_TLS_refusal_is_final_and_says_what_to_check()
    {
        await using var server = await ScriptedServer.StartAsync(); // speaks no TLS
        var url = new Uri($"https://127.0.0.1:{server.Url.Port}");
        await using var client = new AtlasClient(Clients.Options(url));

        var failure = await Clients.FailsAsync(() => client.CreateAsync(new Thing("a")));

        Assert.Equal(AtlasFailure.TlsRefused, failure.Kind);
        Assert.Equal(1, failure.Attempts);
        Assert.False(failure.MaybeExecuted);
        Assert.Contains("TLS", failure.Message);
        Assert.Contains(url.Authority, failure.Message);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false, nameof(AtlasFailure.Unreachable), "resolved")]
    [InlineData(HttpRequestError.ProxyTunnelError, false, nameof(AtlasFailure.Unreachable), "proxy")]
    [InlineData(HttpRequestError.ConnectionError, false, nameof(AtlasFailure.Unreachable), "no connection")]
    [InlineData(HttpRequestError.ConnectionError, true, nameof(AtlasFailure.ConnectionLost), "broke")]
    [InlineData(HttpRequestError.ResponseEnded, true, nameof(AtlasFailure.ConnectionLost), "broke")]
    public void Transport_failures_have_names(HttpRequestError error, bool sent, string kind, string why)
    {
        var (named, text) = AtlasErrors.Explain(new HttpRequestException(error), sent);
        Assert.Equal(kind, named.ToString());
        Assert.Contains(why, text);
    }

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
