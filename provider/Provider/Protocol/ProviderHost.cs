using System.Runtime.InteropServices;
using System.Text;
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
        await using var provider = new ProviderService(engine);
        await using var server = await GrpcServer.StartAsync(provider.Describe());
        PrintPort(server.Port);
        // From here on there may be something to put in order before the end.
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        // On Windows this is CTRL_BREAK, with which the engine ends its plugins there.
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, End);
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

    /// <summary>
    /// The handshake with the engine, and the only thing that may ever stand on stdout. Written as bytes: a console
    /// with its encodings takes as long to make as all of the provider.
    /// </summary>
    private static void PrintPort(int port)
    {
        using var stdout = Standard(1, FileAccess.Write);
        stdout.Write(Encoding.ASCII.GetBytes($"{port}\n"));
    }

    /// <summary>
    /// Ends the plugin when its engine is gone without a word. The engine holds our stdin open, so its end is a first
    /// hint; but others may start us without a stdin, so only an engine that does not answer counts.
    /// </summary>
    private static async Task WatchAsync(string engine, CancellationTokenSource stop)
    {
        // A thread of its own: this read takes as long as the run.
        var hangUp = Task.Factory.StartNew(
            DrainStdin, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.WhenAny(hangUp.IsCompleted ? Task.Delay(WatchInterval) : hangUp, Task.Delay(WatchInterval));
                // Made only now: an HTTP client is the dearest thing of a start.
                await using var log = new EngineLog(engine);
                if (!await log.IsAliveAsync(CancellationToken.None))
                {
                    return;
                }
            }
        }
        finally
        {
            // However the watch ends: nobody else would end a plugin that has lost its engine.
            await stop.CancelAsync();
        }
    }

    private static void DrainStdin()
    {
        try
        {
            using var stdin = Standard(0, FileAccess.Read);
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

#pragma warning disable RS0030 // This is the handshake, and Windows tells its handles to nobody else.
    /// <summary>A standard stream by its descriptor; Windows has handles instead, which are other numbers.</summary>
    private static Stream Standard(int number, FileAccess access) =>
        !OperatingSystem.IsWindows() ? new FileStream(new SafeFileHandle(number, ownsHandle: false), access, 0)
        : number == 0 ? Console.OpenStandardInput() : Console.OpenStandardOutput();
#pragma warning restore RS0030
}
