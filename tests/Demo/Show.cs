using System.Diagnostics;
using System.Runtime.InteropServices;
using AtlasEmulator;
using AtlasEmulator.Auth;

namespace Demo;

/// <summary>A step was not as expected; the demo ends there.</summary>
internal sealed class UnexpectedException(string message) : Exception(message);

/// <summary>
/// One example on the embedded default: an emulated Atlas, the plugin as it was built, and the local engine as a process, typed
/// to as a user would. What happens is shown and held against what should.
/// </summary>
internal sealed class Show : IAsyncDisposable
{
    public const string Project = EmulatorOptions.DefaultProjectId;

    private readonly TextWriter screen;
    private readonly string folder;
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("peering-demo-");

    private Show(string folder, Emulator atlas, TextWriter screen) =>
        (this.folder, Atlas, this.screen) = (folder, atlas, screen);

    public Emulator Atlas { get; }

    /// <summary>Who the next commands sign in as.</summary>
    public ApiKey Key { get; set; } = DemoCredentials.Key;

    /// <param name="example">Name of the folder under examples, or the full path of another.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="screen">Where it is shown.</param>
    public static async Task<Show> OpenAsync(string example, string title, TextWriter screen)
    {
        screen.WriteLine($"\n=== {title} ===");
        var show = new Show(Path.Combine(Repository(), "examples", example), await Emulator.StartAsync(), screen);
        await show.RunAsync("stack", "init", "demo");
        return show;
    }

    /// <summary>Types a command that must succeed.</summary>
    public async Task<string> RunAsync(params string[] command) => await RunAsync(0, _ => { }, command);

    /// <summary>Types a command that must fail, and fail as a user's mistake does: exit code 1.</summary>
    public async Task<string> FailsAsync(params string[] command) => await RunAsync(1, _ => { }, command);

    /// <summary>Types a command that must succeed, and does something when it prints a line.</summary>
    public async Task<string> RunAsync(Action<string> onLine, params string[] command) => await RunAsync(0, onLine, command);

    /// <summary>Types a verb of the plugin itself, which must succeed.</summary>
    public Task<string> RunPluginAsync(params string[] command) => RunAsync(
        0, _ => { }, ["pulumi-resource-peering", .. command],
        [Path.Combine(AppContext.BaseDirectory, "pulumi-resource-peering.dll"), .. command]);

    /// <summary>Edits the configuration of the stack by hand, as a pull request would.</summary>
    public void Configure(Func<string, string> change)
    {
        var file = Path.Combine(folder, "Pulumi.demo.yaml");
        File.WriteAllText(file, change(File.Exists(file) ? File.ReadAllText(file) : ""));
    }

    public void Say(string text) => screen.WriteLine($"\n# {text}");

    public void Expect(bool holds, string what)
    {
        screen.WriteLine($"  [{(holds ? "ok" : "NOT AS EXPECTED")}] {what}");
        if (!holds)
        {
            throw new UnexpectedException(what);
        }
    }

    public void ExpectText(string output, string text) => Expect(output.Contains(text, StringComparison.Ordinal), $"it says '{text}'");

    public async ValueTask DisposeAsync()
    {
        await Atlas.DisposeAsync();
        state.Delete(recursive: true);
        File.Delete(Path.Combine(folder, "Pulumi.demo.yaml"));
    }

    private Task<string> RunAsync(int exitCode, Action<string> onLine, string[] command) => RunAsync(
        exitCode, onLine, ["pulumi", .. command],
        [
            Path.Combine(AppContext.BaseDirectory, "LocalEngine.dll"),
            .. command, .. NoBuild(command[0]), "--cwd", folder, "--stack", "demo", "--state", state.FullName,
        ]);

    private async Task<string> RunAsync(int exitCode, Action<string> onLine, string[] shown, string[] arguments)
    {
        screen.WriteLine($"\n$ {string.Join(' ', shown)}");
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = new List<string>();
        await Task.WhenAll(ShowAsync(process.StandardOutput), ShowAsync(process.StandardError));
        await process.WaitForExitAsync();
        Expect(process.ExitCode == exitCode, $"it ends with exit code {exitCode}");
        return string.Join('\n', output);

        async Task ShowAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (output)
                {
                    output.Add(line);
                    screen.WriteLine($"  {line}");
                    onLine(line);
                }
            }
        }
    }

    /// <summary>The examples were built with the demo; building them again for every command would only take time.</summary>
    private string[] NoBuild(string verb) => verb is "up" or "preview" && IsExample ? ["--no-build"] : [];

    private bool IsExample => Path.GetDirectoryName(folder) == Path.Combine(Repository(), "examples");

    private Dictionary<string, string> Environment() => new()
    {
        ["PATH"] = $"{AppContext.BaseDirectory}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}",
        // The plugin's own executable looks for the runtime that runs us.
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        ["PULUMI_CONFIG_PASSPHRASE"] = "demo",
        ["MONGODB_ATLAS_BASE_URL"] = Atlas.BaseUrl.ToString(),
        ["MONGODB_ATLAS_PROJECT_ID"] = Project,
        ["MONGODB_ATLAS_PUBLIC_API_KEY"] = Key.PublicKey,
        ["MONGODB_ATLAS_PRIVATE_API_KEY"] = Key.PrivateKey,
    };

    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pulumi.Peering.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The demo does not run inside the repository.");
        }

        return folder.FullName;
    }
}
