using AtlasEmulator.Http;
using LocalEngine.Deployment;

namespace Benchmarks;

/// <summary>How few calls: what the plugin asks of Atlas, by the emulator's request log, beside one call a resource.</summary>
internal static class CallsSection
{
    private const int Peers = 1000;
    private const int Projects = 20;
    private const int Few = 16;
    private const int Creates = 200;
    private const int CallsPerProject = 3;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(20);

    /// <summary>Long enough that creates wait through several polls.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(Binaries binaries, Report report)
    {
        await RefreshAsync(binaries, report);
        await CreateAsync(binaries, report);
    }

    private static async Task RefreshAsync(Binaries binaries, Report report)
    {
        await using var fleet = await Fleet.StartAsync(binaries, Peers, Projects, Fast);
        await fleet.RunAsync(DeploymentKind.Update, Few);
        var together = await fleet.RunAsync(DeploymentKind.Refresh, Peers);
        // One after another no read ever meets another: this is what one call a resource costs.
        var alone = await fleet.RunAsync(DeploymentKind.Refresh, 1);
        var worst = together.Requests.GroupBy(Project).Max(project => project.Count());
        report.Add(new Figure($"refresh of {Report.Count(Peers)} peerings in {Projects} projects, all at once",
            $"{together.Text}, at most {worst} a project", $"one by one {alone.Text}",
            $"<= {CallsPerProject} a project", worst <= CallsPerProject));
    }

    private static async Task CreateAsync(Binaries binaries, Report report)
    {
        await using var fleet = await Fleet.StartAsync(binaries, Creates, 1, Slow, "off");
        var up = await fleet.RunAsync(DeploymentKind.Update, Creates);
        var lists = up.Requests.Where(request => request.Method == "GET" && request.Path.EndsWith("/peers", StringComparison.Ordinal));
        var lastPost = up.Requests.Last(request => request.Method == "POST").Timestamp;
        var polls = lists.Where(request => request.Timestamp > lastPost).ToList();
        var intervals = polls.Count == 0 ? 0 : (polls[^1].Timestamp - polls[0].Timestamp) / ShortestInterval + 1;
        report.Add(new Figure($"{Creates} creates at once in one project, Atlas takes {Slow.TotalSeconds} s a state",
            $"{up.Text}: {Creates} POSTs, {lists.Count() - polls.Count} lists before the last of them, {polls.Count} polls after",
            $"one poll a resource would be {Report.Count(polls.Count * Creates)}",
            "<= 1 poll an interval", polls.Count <= Math.Ceiling(intervals)));
    }

    private static string Project(LoggedRequest request) => request.Path.Split('/')[5];
}
