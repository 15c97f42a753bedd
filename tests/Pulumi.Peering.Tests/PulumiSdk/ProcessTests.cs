using System.Diagnostics;
using System.Text.Json;
using Rpc;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

/// <summary>The sample program as a process of its own, started the way an engine starts programs.</summary>
public sealed class ProcessTests : IAsyncLifetime
{
    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task A_program_runs_against_the_engine_its_environment_names()
    {
        var (exitCode, errors) = await RunAsync(Contract(("shop:name", "main"), ("shop:key", "hunter2")));

        Assert.Equal(["declared for dev"], engine.Logs.Select(log => log.Message));
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        var bucket = engine.Registration("bucket");
        Assert.Equal(Text("main"), bucket.Object.Fields["name"]);
        Assert.Equal(Secret(Text("hunter2")), bucket.Object.Fields["key"]);
        Assert.Equal("{bucketId:'bucket-id'}", Json(Assert.Single(engine.Outputs).Outputs));
        Assert.Equal(1, engine.ShutdownSignals);
    }

    [Fact]
    public async Task A_program_that_failed_exits_with_32_and_prints_nothing_itself()
    {
        var (exitCode, errors) = await RunAsync(Contract());

        Assert.Equal("", errors);
        Assert.Equal(32, exitCode);
        Assert.Contains("`pulumi config set shop:name <value>`", Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task A_program_that_cannot_reach_its_engine_says_so_on_standard_error()
    {
        var contract = Contract(("shop:name", "main"));
        await engine.DisposeAsync();
        engine = await RecordingEngine.StartAsync();

        var (exitCode, errors) = await RunAsync(contract);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The engine cannot be reached", errors);
    }

    [Theory]
    [InlineData("PULUMI_MONITOR", "")]
    [InlineData("PULUMI_ENGINE", "")]
    [InlineData("PULUMI_PROJECT", "")]
    [InlineData("PULUMI_STACK", "")]
    [InlineData("PULUMI_DRY_RUN", "maybe")]
    [InlineData("PULUMI_QUERY_MODE", "")]
    [InlineData("PULUMI_PARALLEL", "many")]
    [InlineData("PULUMI_CONFIG", "{")]
    public void A_program_without_its_environment_names_the_variable(string name, string value)
    {
        var environment = Contract();
        environment[name] = value;

        var error = Assert.Throws<InvalidOperationException>(() =>
            Pulumi.DeploymentSettings.FromEnvironment(environment.GetValueOrDefault));

        Assert.StartsWith($"The program was run without the Pulumi engine ({name} is", error.Message);
    }

    [Fact]
    public async Task A_program_started_by_hand_says_to_use_the_CLI()
    {
        var (exitCode, errors) = await RunAsync([]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("The program was run without the Pulumi engine", errors);
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [ProgramPath()]) { RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("PULUMI_", StringComparison.Ordinal)))
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    // Both are built into the same artifacts folder: bin/<project>/<configuration>.
    private static string ProgramPath() => AppContext.BaseDirectory.Replace(
        "Pulumi.Peering.Tests", "SampleProgram", StringComparison.Ordinal) + "SampleProgram.dll";

    private Dictionary<string, string> Contract(params (string Key, string Value)[] config) => new()
    {
        ["PULUMI_MONITOR"] = engine.Address,
        ["PULUMI_ENGINE"] = engine.Address,
        ["PULUMI_PROJECT"] = "shop",
        ["PULUMI_STACK"] = "dev",
        ["PULUMI_DRY_RUN"] = "false",
        ["PULUMI_QUERY_MODE"] = "false",
        ["PULUMI_PARALLEL"] = "16",
        ["PULUMI_CONFIG"] = JsonSerializer.Serialize(config.ToDictionary(entry => entry.Key, entry => entry.Value)),
        ["PULUMI_CONFIG_SECRET_KEYS"] = """["shop:key"]""",
    };
}
