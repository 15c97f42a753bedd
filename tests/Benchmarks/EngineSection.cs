using LocalEngine.Deployment;

namespace Benchmarks;

/// <summary>Whole runs of the engine over 10, 100 and 1,000 peerings, fifty a project: time, calls, growth, memory.</summary>
internal static class EngineSection
{
    private const int PerProject = 50;
    private const int Parallel = 16;

    /// <summary>Ten times the peerings in ten times the time; two runs of the same differ by some hundredths.</summary>
    private const double Linear = 10.5;
    private static readonly int[] Sizes = [10, 100, 1000];

    public static async Task RunAsync(Binaries binaries, Report report)
    {
        // The first run of all warms this process up, which is engine and Atlas at once, and is not counted.
        await MeasureAsync(binaries, Sizes[0]);
        var all = new List<Sizing>();
        foreach (var peers in Sizes)
        {
            var now = await MeasureAsync(binaries, peers);
            var smaller = all.LastOrDefault();
            Add(report, $"up of {Report.Count(peers)} new peerings", now.Up, smaller?.Up, peers);
            Add(report, $"up of {Report.Count(peers)} unchanged", now.Unchanged, smaller?.Unchanged, peers);
            Add(report, $"refresh of {Report.Count(peers)}", now.Refresh, smaller?.Refresh, peers);
            all.Add(now);
        }

        report.Add(new Figure($"resident after {Report.Count(Sizes[^1])} peerings", $"{Report.Text(all[^1].Mebibytes)} MiB",
            $"after {Sizes[0]}: {Report.Text(all[0].Mebibytes)} MiB"));
    }

    private static async Task<Sizing> MeasureAsync(Binaries binaries, int peers)
    {
        var projects = Math.Max(1, peers / PerProject);
        await using var fleet = await Fleet.StartAsync(binaries, peers, projects, TimeSpan.FromMilliseconds(20));
        return new Sizing(
            await fleet.RunAsync(DeploymentKind.Update, Parallel),
            await fleet.RunAsync(DeploymentKind.Update, Parallel),
            await fleet.RunAsync(DeploymentKind.Refresh, Parallel),
            fleet.ResidentMebibytes);
    }

    private static void Add(Report report, string what, Ran now, Ran? smaller, int peers)
    {
        var growth = smaller is null ? (double?)null : now.Took / smaller.Took;
        report.Add(new Figure(what, now.Text,
            $"{Report.Text(now.Took.TotalMilliseconds / peers, "0.00")} ms each"
                + (growth is { } times ? $", {Report.Text(times)} x the time for a tenth" : ""),
            growth is null ? "" : $"<= {Report.Text(Linear)} x", growth is null ? null : growth <= Linear));
    }

    private sealed record Sizing(Ran Up, Ran Unchanged, Ran Refresh, double Mebibytes);
}
