using LocalEngine.Deployment;
using LocalEngine.Display;
using LocalEngine.Events;
using LocalEngine.Project;
using LocalEngine.Providers;

namespace LocalEngine.Cli;

/// <summary>Takes a stack to the engine and shows what comes back.</summary>
internal sealed class DeploymentRun(Workspace workspace, StackSession session, bool diff)
{
    private readonly ResolvedConfig _config = session.ResolveConfig();

    public DeploymentRequest Request(DeploymentKind kind) => new()
    {
        Kind = kind,
        Project = session.Project.Name,
        Stack = session.Name,
        RootDirectory = session.Project.Directory,
        Config = _config.Texts,
        SecretConfigKeys = _config.SecretKeys,
        Secrets = session.StateCipher(),
        StateFile = session.StatePath,
        Plugins = PluginEnvironment.Settings(session.Project),
        Parallel = workspace.Parallel,
    };

    public Task<ProgramStart> PrepareProgramAsync(bool noBuild, CancellationToken cancel) =>
        session.Project.Runtime.Name == "nodejs"
            ? Task.FromResult(NodePrograms.Find(session.Project))
            : DotnetPrograms.BuildAsync(session.Project, noBuild, cancel);

    public Task<DeploymentResult> ShowAsync(DeploymentRequest request, CancellationToken cancel) =>
        DeploymentDisplay.Create(workspace.Terminal, View(), diff)
            .WatchAsync(events => DeploymentRunner.RunAsync(request, events, cancel));

    /// <summary>The whole run as one JSON document on standard output, whether it succeeds or not.</summary>
    public async Task<DeploymentResult> DigestAsync(DeploymentRequest request, CancellationToken cancel)
    {
        var view = View();
        var result = await DeploymentRunner.RunAsync(request, view.Apply, cancel);
        workspace.Output.WriteLine(PreviewDigest.Text(view, _config.Shown));
        return result;
    }

    private DeploymentView View() => new(new SecretFilter(_config.Values.Values), TimeProvider.System);
}
