using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Rpc;

namespace Peering.Protocol;

/// <summary>The life of the plugin's process: port, service, and the four ways it ends.</summary>
internal static class ProviderHost
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMinutes(1);

    /// <param name="engine">The engine's address; null to wait for one that attaches.</param>
    public static async Task<int> ServeAsync(string? engine)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await using var provider = new ProviderService();
        await using var server = await GrpcServer.StartAsync(provider.Describe());
        PrintPort(server.Port);
        if (engine is not null)
        {
            _ = WatchAsync(engine, stop);
        }

        await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await provider.Cancel();
        return 0;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>The handshake with the engine, and the only thing that may ever stand on stdout.</summary>
    private static void PrintPort(int port)
    {
#pragma warning disable RS0030
        Console.Out.Write($"{port}\n");
        Console.Out.Flush();
#pragma warning restore RS0030
    }

    /// <summary>
    /// Ends the plugin when its engine is gone without a word. The engine holds our stdin open, so its end is a first
    /// hint; but others may start us without a stdin, so only an engine that does not answer counts.
    /// </summary>
    private static async Task WatchAsync(string engine, CancellationTokenSource stop)
    {
        await using var log = new EngineLog(engine);
        var hangUp = Task.Run(DrainStdin);
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAny(hangUp.IsCompleted ? Task.Delay(WatchInterval) : hangUp, Task.Delay(WatchInterval));
            if (!await log.IsAliveAsync(CancellationToken.None))
            {
                await stop.CancelAsync();
            }
        }
    }

    private static void DrainStdin()
    {
        try
        {
            using var stdin = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
            Span<byte> ignored = stackalloc byte[64];
            while (stdin.Read(ignored) > 0)
            {
            }
        }
        catch (Exception unreadable) when (
            unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // No stdin at all is as good as its end.
        }
    }
}
