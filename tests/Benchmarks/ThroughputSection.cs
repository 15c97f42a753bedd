using System.Diagnostics;
using Google.Protobuf;

namespace Benchmarks;

/// <summary>Calls per second on one connection, beside the bare server that only echoes the same bytes, in turns.</summary>
internal static class ThroughputSection
{
    /// <summary>Until the code of all three processes, this client's too, is compiled for good.</summary>
    private const int WarmUpRounds = 4;
    private const int Rounds = 7;
    private const int Calls = 20_000;
    private const int AtOnce = 64;
    private const double Wanted = 0.7;

    public static async Task RunAsync(Binaries binaries, Report report)
    {
        using var plugin = Server.Start(binaries.Plugin);
        using var bare = Server.Start(binaries.Bare);
        foreach (var (name, request) in new (string, IMessage)[] { ("Check", Samples.Check), ("Diff", Samples.Diff) })
        {
            var (method, bytes) = ($"/pulumirpc.ResourceProvider/{name}", request.ToByteArray());
            var ours = new List<Pass>();
            var theirs = new List<Pass>();
            for (var round = -WarmUpRounds; round < Rounds; round++)
            {
                var (own, echo) = (await RunAsync(plugin, method, bytes), await RunAsync(bare, method, bytes));
                if (round >= 0)
                {
                    ours.Add(own);
                    theirs.Add(echo);
                }
            }

            var share = StartSection.Median(ours.Zip(theirs, (own, echo) => own.PerSecond / echo.PerSecond));
            report.Add(new Figure($"{name} over the wire, one connection, {AtOnce} at once", Text(ours),
                $"echo of {bytes.Length} bytes {Text(theirs)}, share {Report.Text(share * 100, "0")} %",
                $">= {Report.Text(Wanted * 100)} %", share >= Wanted));
        }

        report.Add(new Figure("resident after all these calls", $"{Report.Text(plugin.ResidentMebibytes)} MiB",
            $"bare {Report.Text(bare.ResidentMebibytes)} MiB"));
    }

    private static string Text(List<Pass> passes) =>
        $"{Report.Count(StartSection.Median(passes.Select(pass => pass.PerSecond)))} /s, "
        + $"{Report.Text(StartSection.Median(passes.Select(pass => pass.Microseconds)))} us of processor each";

    private static async Task<Pass> RunAsync(Server server, string method, byte[] request)
    {
        var left = Calls;
        var (processor, clock) = (server.Processor, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await server.CallAsync(method, request);
            }
        }));
        return new Pass(Calls / clock.Elapsed.TotalSeconds, (server.Processor - processor).TotalMicroseconds / Calls);
    }

    private readonly record struct Pass(double PerSecond, double Microseconds);
}
