using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace Peering.Tests.LocalEngine;

/// <summary>
/// A stack in a folder of its own, a provider for the package <c>test</c>, and the engine between them.
/// </summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("engine-");

    private Workbench(ScriptedProvider provider) => Provider = provider;

    public ScriptedProvider Provider { get; }

    public string Folder => folder.FullName;

    public string StateFile => Path.Combine(Folder, "state.json");

    public IReadOnlyList<EngineEvent> Events { get; private set; } = [];

    public IEnumerable<string> Errors => Diagnostics(DiagnosticSeverity.Error);

    public IEnumerable<string> Warnings => Diagnostics(DiagnosticSeverity.Warning);

    /// <summary>What was done, in order: <c>create a</c>; the stack and providers are left out.</summary>
    public IEnumerable<string> Steps => Events.OfType<StepFinished>().Select(e => e.Step)
        .Where(s => s.Type.StartsWith("test:", StringComparison.Ordinal)).Select(s => $"{s.Op.Name()} {s.Name}");

    public Snapshot State => new StateFile(StateFile, Cipher).Read()!;

    /// <summary>Not encryption, but plain text never appears in it, which is what the tests look for.</summary>
    public static SecretsCipher Cipher { get; } = new(
        "test", [], text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)),
        text => Encoding.UTF8.GetString(Convert.FromHexString(text)));

    public static async Task<Workbench> OpenAsync() => new(await ScriptedProvider.StartAsync());

    public ResourceState Resource(string name) => State.Resources.Single(r => r.Name == name && !r.Delete);

    public Task<DeploymentResult> UpAsync(
        Func<ScriptedProgram, Task> program, Func<DeploymentRequest, DeploymentRequest>? change = null) =>
        RunAsync(DeploymentKind.Update, r => (change ?? (x => x))(r with { Program = ScriptedProgram.Of(program) }));

    public Task<DeploymentResult> PreviewAsync(
        Func<ScriptedProgram, Task> program, Func<DeploymentRequest, DeploymentRequest>? change = null) =>
        UpAsync(program, r => (change ?? (x => x))(r with { Preview = true }));

    /// <summary>An update that is only the way to what a test looks at.</summary>
    public async Task GivenAsync(Func<ScriptedProgram, Task> program)
    {
        var result = await UpAsync(program);
        Assert.True(result.Succeeded, string.Join("\n", Errors));
        Provider.Forget();
    }

    public async Task<DeploymentResult> RunAsync(
        DeploymentKind kind, Func<DeploymentRequest, DeploymentRequest>? change = null,
        CancellationToken cancel = default)
    {
        var request = new DeploymentRequest
        {
            Kind = kind,
            Project = "shop",
            Stack = "dev",
            RootDirectory = Folder,
            Secrets = Cipher,
            StateFile = StateFile,
            Plugins = new PluginSettings
            {
                Attached = ImmutableSortedDictionary<string, int>.Empty.Add("test", Provider.Port),
            },
        };
        var events = new ConcurrentQueue<EngineEvent>();
        try
        {
            return await DeploymentRunner.RunAsync((change ?? (x => x))(request), events.Enqueue, cancel);
        }
        finally
        {
            Events = [.. events];
            if (File.Exists(StateFile))
                Assert.Empty(SnapshotIntegrity.Problems(State));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public static PropertyValue Text(string text) => PropertyValue.Of(text);

    private IEnumerable<string> Diagnostics(DiagnosticSeverity severity) => Events.OfType<DiagnosticRaised>()
        .Where(d => d.Severity == severity).Select(d => d.Message);
}
