using System.Diagnostics;

namespace Benchmarks;

/// <summary>From spawn to the port, and to the answer of the first call, beside the bare server, in turns.</summary>
internal static class StartSection
{
    private const int Runs = 25;
    private const int WarmUps = 3;
    private const double Allowed = 1.2;

    public static async Task RunAsync(Binaries binaries, Report report)
    {
        var plugin = new List<Start>();
        var bare = new List<Start>();
        for (var run = -WarmUps; run < Runs; run++)
        {
            var (ours, theirs) = (await StartAsync(binaries.Plugin), await StartAsync(binaries.Bare));
            if (run >= 0)
            {
                plugin.Add(ours);
                bare.Add(theirs);
            }
        }

        Compare(report, "start: port line", plugin, bare, start => start.Port);
        Compare(report, "start: first RPC answered", plugin, bare, start => start.FirstCall);
        var memory = Median(plugin.Select(start => start.Mebibytes));
        report.Add(new Figure("resident after the first RPC", $"{Report.Text(memory)} MiB",
            $"bare {Report.Text(Median(bare.Select(start => start.Mebibytes)))} MiB", "< 50 MiB", memory < 50));
        var size = new FileInfo(binaries.Plugin).Length / (double)(1 << 20);
        report.Add(new Figure("size of the plugin", $"{Report.Text(size)} MiB",
            $"bare {Report.Text(new FileInfo(binaries.Bare).Length / (double)(1 << 20))} MiB", "< 40 MiB", size < 40));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static void Compare(
        Report report, string what, List<Start> plugin, List<Start> bare, Func<Start, double> figure)
    {
        var (ours, theirs) = (Median(plugin.Select(figure)), Median(bare.Select(figure)));
        report.Add(new Figure($"{what}, median of {Runs}", $"{Report.Text(ours)} ms", $"bare {Report.Text(theirs)} ms",
            $"<= {Report.Text(Allowed)} x bare", ours <= Allowed * theirs));
    }

    private static async Task<Start> StartAsync(string file)
    {
        var clock = Stopwatch.StartNew();
        using var server = Server.Start(file);
        var port = clock.Elapsed.TotalMilliseconds;
        await server.CallAsync("/pulumirpc.ResourceProvider/GetPluginInfo", []);
        return new Start(port, clock.Elapsed.TotalMilliseconds, server.ResidentMebibytes);
    }

    private sealed record Start(double Port, double FirstCall, double Mebibytes);
}
