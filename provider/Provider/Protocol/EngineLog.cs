using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Peering.Lifecycle;
using Rpc;
using Pulumirpc;

namespace Peering.Protocol;

/// <summary>
/// Tells the user through the engine, in order. What cannot be told is dropped: a log that fails must never fail an
/// operation, and at the end the engine may be gone already.
/// </summary>
internal sealed class EngineLog : IAsyncDisposable
{
    private const string Method = "/pulumirpc.Engine/Log";

    private readonly Channel<Line> queue = Channel.CreateBounded<Line>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Made when there is something to tell, which is long after the start.</summary>
    private readonly Lazy<GrpcChannel> engine;

    private readonly Task sending;

    public EngineLog(string address)
    {
        engine = new Lazy<GrpcChannel>(() => new GrpcChannel(address));
        sending = SendAsync();
    }

    /// <returns>Ends when the engine has it.</returns>
    public Task Log(string urn, Severity severity, string message, bool ephemeral)
    {
        var line = new Line(new LogRequest
        {
            Urn = urn,
            Severity = (LogSeverity)severity,
            // `<{%` starts a colour tag of the engine's display.
            Message = message.Replace("<{%", "<{ %", StringComparison.Ordinal),
            Ephemeral = ephemeral,
        });
        return queue.Writer.TryWrite(line) ? line.Told.Task : Task.CompletedTask;
    }

    /// <summary>Whether the engine still answers. One without a health service is as alive as one with.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancel)
    {
        try
        {
            await engine.Value.UnaryAsync<Grpc.Health.V1.HealthCheckRequest, Grpc.Health.V1.HealthCheckResponse>(
                "/grpc.health.v1.Health/Check", new(), new CallOptions(TimeSpan.FromSeconds(30)), cancel);
            return true;
        }
        catch (RpcException answered)
        {
            return answered.Code == StatusCode.Unimplemented;
        }
        catch (Exception unreadable) when (
            unreadable is HttpRequestException or IOException or InvalidOperationException)
        {
            // Whatever is on that port now, and does not speak as an engine does, is none.
            return false;
        }
    }

    /// <summary>Sends what is queued, for at most a second.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(1)));
        if (engine.IsValueCreated)
        {
            engine.Value.Dispose();
        }
    }

    private async Task SendAsync()
    {
        await foreach (var line in queue.Reader.ReadAllAsync())
        {
            try
            {
                await engine.Value.UnaryAsync<LogRequest, Empty>(
                    Method, line.Request, new CallOptions(TimeSpan.FromSeconds(5)), CancellationToken.None);
            }
            catch (Exception gone) when (gone is RpcException or ObjectDisposedException or OperationCanceledException)
            {
                // Nobody listens; see the summary.
            }

            line.Told.SetResult();
        }
    }

    private sealed record Line(LogRequest Request)
    {
        public TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
