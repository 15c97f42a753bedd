using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Rpc;

public sealed class GrpcTests
{
    private static readonly CancellationTokenSource Stop = new();
    private static readonly SemaphoreSlim Started = new(0);
    private static readonly SemaphoreSlim Ended = new(0);

    private static readonly GrpcService Echo = new GrpcService("test.Echo")
        .Unary<GetSchemaResponse, GetSchemaResponse>("Say", (request, _) => Task.FromResult(request))
        .Unary<Empty, GetSchemaResponse>("Metadata", (_, call) => Task.FromResult(
            new GetSchemaResponse { Schema = $"{call.Metadata["x-peering"]} {call.Deadline is not null}" }))
        .Unary<Empty, Empty>("Refuse", (_, _) => throw new RpcException(StatusCode.FailedPrecondition, "größer als 100 %\n",
            new ErrorResourceInitFailed { Id = "a/b", Reasons = { "still pending" } }))
        .Unary<GetSchemaResponse, Empty>("Repeat", (request, _) =>
            throw new RpcException(StatusCode.InvalidArgument, request.Schema))
        .Unary<Empty, Empty>("Bug", (_, _) => throw new InvalidOperationException("oops"))
        .Unary<Empty, Empty>("Deaf", async (_, _) => { await Task.Delay(Timeout.Infinite, Stop.Token); return new Empty(); })
        .Unary<Empty, Empty>("Wait", async (_, call) =>
        {
            Started.Release();
            try
            {
                await Task.Delay(Timeout.Infinite, call.Cancelled);
            }
            finally
            {
                Ended.Release();
            }

            return new Empty();
        })
        .ServerStream<GetSchemaRequest, GetSchemaResponse>("Count", (request, _) => Count(request.Version));

    [Fact]
    public Task A_unary_call_carries_its_message_both_ways() => WithServer(async channel =>
        Assert.Equal("ä", (await Say(channel, "ä")).Schema));

    [Fact]
    public Task Metadata_and_a_deadline_reach_the_handler() => WithServer(async channel =>
    {
        var options = new CallOptions(TimeSpan.FromMinutes(5), new Dictionary<string, string> { ["x-peering"] = "yes" });
        var answer = await channel.UnaryAsync<Empty, GetSchemaResponse>("/test.Echo/Metadata", new Empty(), options, default);
        Assert.Equal("yes True", answer.Schema);
    });

    [Fact]
    public Task A_refusal_arrives_with_code_text_and_details() => WithServer(async channel =>
    {
        var refused = await Fails(channel, "Refuse");
        Assert.Equal((StatusCode.FailedPrecondition, "größer als 100 %\n"), (refused.Code, refused.Message));
        Assert.Equal("still pending", Assert.Single(refused.Detail<ErrorResourceInitFailed>()!.Reasons));
    });

    [Fact]
    public Task A_refusal_of_any_length_arrives_and_the_connection_stays() => WithServer(async channel =>
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryAsync<GetSchemaResponse, Empty>(
            "/test.Echo/Repeat", new GetSchemaResponse { Schema = new string('ä', 100_000) }, default, default));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.EndsWith("ä...", refused.Message, StringComparison.Ordinal);
        Assert.Equal("ä", (await Say(channel, "ä")).Schema);
    });

    [Fact]
    public Task An_exception_nobody_foresaw_is_internal() => WithServer(async channel =>
        Assert.Equal((StatusCode.Internal, "InvalidOperationException: oops"), Told(await Fails(channel, "Bug"))));

    [Fact]
    public Task An_unknown_method_is_unimplemented() => WithServer(async channel =>
        Assert.Equal(StatusCode.Unimplemented, (await Fails(channel, "Nothing")).Code));

    [Fact]
    public Task A_deadline_holds_even_when_the_handler_is_deaf() => WithServer(async channel =>
    {
        var options = new CallOptions(TimeSpan.FromMilliseconds(50));
        var late = await Assert.ThrowsAsync<RpcException>(() =>
            channel.UnaryAsync<Empty, Empty>("/test.Echo/Deaf", new Empty(), options, default));
        Assert.Equal(StatusCode.DeadlineExceeded, late.Code);
    });

    [Fact]
    public Task A_caller_that_goes_away_cancels_the_handler() => WithServer(async channel =>
    {
        using var cancel = new CancellationTokenSource();
        var call = channel.UnaryAsync<Empty, Empty>("/test.Echo/Wait", new Empty(), default, cancel.Token);
        await Started.WaitAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(await Ended.WaitAsync(TimeSpan.FromSeconds(30)), "the handler never saw the cancellation");
    });

    [Fact]
    public Task A_server_stream_arrives_in_order() => WithServer(async channel =>
    {
        var seen = new List<string>();
        await foreach (var item in channel.ServerStreamAsync<GetSchemaRequest, GetSchemaResponse>(
            "/test.Echo/Count", new GetSchemaRequest { Version = 100 }, default, default))
        {
            seen.Add(item.Schema);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), seen);
    });

    [Fact]
    public Task A_stream_that_fails_midway_gives_what_came_and_then_the_error() => WithServer(async channel =>
    {
        var seen = 0;
        var failed = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in channel.ServerStreamAsync<GetSchemaRequest, GetSchemaResponse>(
                "/test.Echo/Count", new GetSchemaRequest { Version = -3 }, default, default))
            {
                seen++;
            }
        });
        Assert.Equal((3, StatusCode.Aborted), (seen, failed.Code));
    });

    [Fact]
    public Task A_message_of_many_megabytes_passes() => WithServer(async channel =>
        Assert.Equal(50_000_000, (await Say(channel, new string('x', 50_000_000))).Schema.Length));

    [Fact]
    public Task A_thousand_calls_may_wait_while_another_is_answered() => WithServer(async channel =>
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 1000)
            .Select(_ => channel.UnaryAsync<Empty, Empty>("/test.Echo/Wait", new Empty(), default, cancel.Token)).ToList();
        for (var i = 0; i < 1000; i++)
        {
            await Started.WaitAsync();
        }

        Assert.Equal("through", (await Say(channel, "through")).Schema);
        await cancel.CancelAsync();
        await Task.WhenAll(waiting.Select(call => Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)));
        for (var i = 0; i < 1000; i++)
        {
            await Ended.WaitAsync();
        }
    });

    [Fact]
    public async Task A_peer_that_is_not_there_is_unavailable()
    {
        var server = await GrpcServer.StartAsync(Echo);
        var address = server.Address;
        await server.DisposeAsync();
        using var channel = new GrpcChannel(address);
        var failed = await Assert.ThrowsAsync<RpcException>(() => Say(channel, "?"));
        Assert.Equal(StatusCode.Unavailable, failed.Code);
        Assert.Contains(address, failed.Message, StringComparison.Ordinal);
    }

    private static (StatusCode, string) Told(RpcException failed) => (failed.Code, failed.Message);

    private static Task<GetSchemaResponse> Say(GrpcChannel channel, string text) =>
        channel.UnaryAsync<GetSchemaResponse, GetSchemaResponse>(
            "/test.Echo/Say", new GetSchemaResponse { Schema = text }, default, default);

    private static Task<RpcException> Fails(GrpcChannel channel, string method) => Assert.ThrowsAsync<RpcException>(() =>
        channel.UnaryAsync<Empty, Empty>($"/test.Echo/{method}", new Empty(), default, default));

    private static async IAsyncEnumerable<GetSchemaResponse> Count(int to)
    {
        for (var i = 0; i < Math.Abs(to); i++)
        {
            await Task.Yield();
            yield return new GetSchemaResponse { Schema = $"{i}" };
        }

        if (to < 0)
        {
            throw new RpcException(StatusCode.Aborted, "that was all");
        }
    }

    private static async Task WithServer(Func<GrpcChannel, Task> test)
    {
        await using var server = await GrpcServer.StartAsync(Echo);
        using var channel = new GrpcChannel(server.Address);
        await test(channel);
    }
}
