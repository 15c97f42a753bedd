using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf.WellKnownTypes;
using Rpc;

namespace Peering.Tests.Rpc;

/// <summary>What gRPC prescribes for calls that no well-behaved client makes; none may hang.</summary>
public sealed class MalformedCallTests
{
    private static readonly GrpcService Service = new GrpcService("test.Echo")
        .Unary<Empty, Empty>("Say", (_, _) => Task.FromResult(new Empty()));

    private static readonly byte[] EmptyFrame = [0, 0, 0, 0, 0];

    public static TheoryData<string, byte[], string?, int> Frames => new()
    {
        { "compressed without a named encoding", [1, 0, 0, 0, 0], null, 13 },
        { "compressed with an unknown encoding", [1, 0, 0, 0, 0], "snappy", 12 },
        { "an unknown first byte", [7, 0, 0, 0, 0], null, 13 },
        { "half a header", [0, 0, 0], null, 13 },
        { "half a message", [0, 0, 0, 0, 9, 1], null, 13 },
        { "not protobuf", [0, 0, 0, 0, 1, 255], null, 13 },
        { "no message", [], null, 12 },
        { "two messages", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], null, 12 },
        { "more bytes announced than are taken", [0, 255, 255, 255, 255], null, 8 },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_broken_request_ends_in_the_prescribed_status(string what, byte[] body, string? encoding, int status)
    {
        var answer = await Send(body, request =>
        {
            if (encoding is not null)
            {
                request.Headers.Add(Wire.Encoding, encoding);
            }
        });
        Assert.True(HttpStatusCode.OK == answer.StatusCode, what);
        Assert.Equal($"{status}", answer.Headers.GetValues(Wire.Status).Single());
        Assert.NotEmpty(answer.Headers.GetValues(Wire.Message).Single());
    }

    [Fact]
    public async Task A_malformed_timeout_is_internal()
    {
        var answer = await Send(EmptyFrame, request => request.Headers.Add(Wire.Timeout, "soon"));
        Assert.Equal("13", answer.Headers.GetValues(Wire.Status).Single());
    }

    [Fact]
    public async Task A_timeout_beyond_all_calendars_is_as_good_as_none()
    {
        var answer = await Send(EmptyFrame, request => request.Headers.Add(Wire.Timeout, "99999999H"));
        Assert.Equal("0", answer.TrailingHeaders.GetValues(Wire.Status).Single());
    }

    [Fact]
    public async Task What_is_not_grpc_is_refused_in_plain_http()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType,
            (await Send(EmptyFrame, r => r.Content!.Headers.ContentType = new("application/json"))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Send(EmptyFrame, r => r.Method = HttpMethod.Put)).StatusCode);
    }

    [Fact]
    public async Task A_browser_is_refused()
    {
        Assert.Equal(HttpStatusCode.Forbidden,
            (await Send(EmptyFrame, r => r.Headers.Add("Origin", "https://example.com"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(EmptyFrame, r => r.Headers.Host = "rebound.example.com")).StatusCode);
    }

    [Theory]
    [InlineData("5S", 5000)]
    [InlineData("99999999m", 99999999)]
    [InlineData("1H", 3600000)]
    [InlineData("1000000n", 1)]
    public void Timeouts_are_read(string text, double milliseconds)
    {
        Assert.True(Wire.TryParseTimeout(text, out var timeout));
        Assert.Equal(milliseconds, timeout.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("123456789S")]
    [InlineData("-1S")]
    [InlineData("1x")]
    public void Malformed_timeouts_are_seen(string text) => Assert.False(Wire.TryParseTimeout(text, out _));

    private static async Task<HttpResponseMessage> Send(byte[] body, Action<HttpRequestMessage> change)
    {
        await using var server = await GrpcServer.StartAsync(Service);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{server.Address}/test.Echo/Say")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Wire.ContentType);
        change(request);
        var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return answer;
    }
}
