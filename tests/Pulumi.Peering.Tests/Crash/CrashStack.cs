using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using LocalEngine.State;
using Peering.Tests.LocalEngineCli;
using Peering.Tests.Provider;

namespace Peering.Tests.Crash;

/// <summary>
/// A stack of its own on an Atlas of its own. Engine, plugin and program are processes, and it is worked on by commands, as
/// a user would type them.
/// </summary>
internal sealed partial class CrashStack : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private string salt = "";

    private CrashStack(Emulator atlas, CrashSettings settings) => (Atlas, Settings) = (atlas, settings);

    public Emulator Atlas { get; }

    public CrashSettings Settings { get; private set; }

    public Snapshot State => new StateFile(
        Path.Combine(folder.Path, ".pulumi/stacks/infra/dev.json"), new SecretsCipher("", [], text => text, text => text)).Read()!;

    public static async Task<CrashStack> OpenAsync(CrashSettings settings)
    {
        // States last so briefly that nothing is waited for, and every run has the same requests.
        var pace = Pace.Every(TimeSpan.FromMilliseconds(1));
        var stack = new CrashStack(await Emulator.StartAsync(new EmulatorOptions { Pace = pace }), settings);
        var program = Path.Combine(
            AppContext.BaseDirectory.Replace("Pulumi.Peering.Tests", "CrashProgram", StringComparison.Ordinal), "CrashProgram.dll");
        stack.folder.Write("Pulumi.yaml", $$"""
            name: infra
            runtime: { name: dotnet, options: { binary: {{program}} } }
            plugins: { providers: [ { name: peering, path: {{AppContext.BaseDirectory}} } ] }
            """);
        await stack.SucceedsAsync("stack", "init", "dev");
        stack.salt = stack.folder.Read("Pulumi.dev.yaml");
        stack.Configure(settings);
        return stack;
    }

    public void Configure(CrashSettings settings)
    {
        Settings = settings;
        folder.Write("Pulumi.dev.yaml", salt + settings.Yaml);
    }

    /// <summary>
    /// Runs a verb and kills one of its processes when the request that the rule means has come.
    /// </summary>
    /// <returns>That request; null when the run ended before there was one.</returns>
    public async Task<LoggedRequest?> CrashAsync(Victim victim, FaultRule where, string verb)
    {
        var fault = Atlas.Control.AddFault(where with { Kind = FaultKind.Hang });
        using var engine = Start(verb, "--skip-preview");
        var parked = Atlas.RequestAsync(request => request.Fault == fault);
        await Task.WhenAny(parked, engine.Ended).Soon();
        if (parked.IsCompleted)
        {
            await victim.KillAsync(engine).Soon();
        }

        var outcome = await engine.Ended.Soon();
        Atlas.Control.ClearFaults();
        Assert.True(parked.IsCompleted || outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        return parked.IsCompleted ? await parked : null;
    }

    /// <summary>Does what a user does after a crash: the same again, and whatever that says is to be done.</summary>
    /// <returns>Whether something had to be imported.</returns>
    public async Task<bool> MendAsync(string verb)
    {
        for (var imports = 0; ; imports++)
        {
            var outcome = await RunAsync(verb, "--skip-preview");
            if (outcome.ExitCode == 0)
            {
                if (outcome.Output.Contains("clear the pending creation", StringComparison.Ordinal))
                {
                    await SucceedsAsync("refresh", "--skip-preview", "--clear-pending-creates");
                }

                if (imports > 0)
                {
                    Configure(Settings with { Import = null });
                    Assert.Matches(@"Resources:\n +\d+ unchanged\n", await SucceedsAsync(verb, "--skip-preview"));
                }

                return imports > 0;
            }

            var line = ImportLine().Match(outcome.Output);
            Assert.True(line.Success && imports < 2, $"{verb} says neither that all is well nor what to import:\n{outcome.Output}");
            await ImportAsync(line.Groups["type"].Value, line.Groups["name"].Value, line.Groups["id"].Value);
        }
    }

    public async Task<string> SucceedsAsync(params string[] command)
    {
        var outcome = await RunAsync(command);
        Assert.True(outcome.ExitCode == 0, $"{string.Join(' ', command)}:\n{outcome.Output}{outcome.Errors}");
        return outcome.Output;
    }

    public async ValueTask DisposeAsync()
    {
        await Atlas.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The line as it was printed; for what the state holds already, the resource option of the same name.</summary>
    private async Task ImportAsync(string type, string name, string id)
    {
        if (State.Resources.Any(resource => resource.Type == type && resource.Name == name && !resource.Delete))
        {
            Configure(Settings with { Import = (name, id) });
        }
        else
        {
            await SucceedsAsync("import", type, name, id);
        }
    }

    private async Task<EngineProcess.Outcome> RunAsync(params string[] command)
    {
        using var engine = Start(command);
        return await engine.Ended.Soon();
    }

    private EngineProcess Start(params string[] command) => EngineProcess.Start(folder, new()
    {
        ["PULUMI_CONFIG_PASSPHRASE"] = "",
        ["MONGODB_ATLAS_BASE_URL"] = Atlas.BaseUrl.ToString(),
        ["MONGODB_ATLAS_PROJECT_ID"] = Scenario.Project,
        ["MONGODB_ATLAS_CLIENT_ID"] = DemoCredentials.Account.ClientId,
        ["MONGODB_ATLAS_CLIENT_SECRET"] = DemoCredentials.Account.ClientSecret,
        // The plugin's own executable looks for the runtime that runs us.
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        ["DOTNET_TieredPGO"] = "0",
    }, null, command);

    [GeneratedRegex("`pulumi import (?<type>peering:index:[A-Za-z]+) (?<name>[^ ]+) (?<id>[^ `]+)`")]
    private static partial Regex ImportLine();
}
