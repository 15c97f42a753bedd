using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LocalEngine.Events;

namespace LocalEngine.Deployment;

/// <summary>Starts the user's program with what its SDK expects, and judges how it ended.</summary>
internal sealed class ProgramHost(RunContext run, string monitorAddress, string engineAddress)
{
    /// <summary>The program ended because of errors it has logged itself.</summary>
    private const int LoggedErrors = 32;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>True when the program said, by its exit code, that it asked for all it wants.</summary>
    public async Task<bool> RunAsync()
    {
        var code = run.Request.Program switch
        {
            InProcessProgram program => await RunAsync(program),
            DotnetProgram program => await RunAsync(Dotnet(program)),
            NodeProgram program => await RunAsync(Node(program)),
            _ => throw new EngineException("an update needs a program to run"),
        };
        if (code == 0)
            return true;
        if (code == LoggedErrors || run.Stopping.IsCancellationRequested)
            run.FailQuietly();
        else
            run.Fail("", string.Create(CultureInfo.InvariantCulture, $"the program ended with exit code {code}"));
        return false;
    }

    private ImmutableSortedDictionary<string, string> Environment()
    {
        var request = run.Request;
        return new Dictionary<string, string>
        {
            ["PULUMI_MONITOR"] = monitorAddress,
            ["PULUMI_ENGINE"] = engineAddress,
            ["PULUMI_ORGANIZATION"] = request.Organization,
            ["PULUMI_PROJECT"] = request.Project,
            ["PULUMI_STACK"] = request.Stack,
            ["PULUMI_ROOT_DIRECTORY"] = request.RootDirectory,
            ["PULUMI_PWD"] = request.RootDirectory,
            ["PULUMI_DRY_RUN"] = Text(request.Preview),
            ["PULUMI_QUERY_MODE"] = Text(false),
            ["PULUMI_PARALLEL"] = Text(request.Parallel),
            ["PULUMI_CONFIG"] = JsonSerializer.Serialize(request.Config.ToDictionary()),
            ["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(request.SecretConfigKeys.ToArray()),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static ProcessStartInfo Dotnet(DotnetProgram program)
    {
        var isLibrary = program.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start =
            new ProcessStartInfo(isLibrary ? "dotnet" : program.Path) { WorkingDirectory = program.WorkingDirectory };
        if (isLibrary)
            start.ArgumentList.Add(program.Path);
        return start;
    }

    private ProcessStartInfo Node(NodeProgram program)
    {
        var request = run.Request;
        var start = new ProcessStartInfo("node") { WorkingDirectory = program.WorkingDirectory };
        foreach (var argument in new[]
                 {
                     program.RunModule, $"--monitor={monitorAddress}", $"--engine={engineAddress}",
                     $"--project={request.Project}", $"--stack={request.Stack}",
                     $"--organization={request.Organization}",
                     $"--root-directory={request.RootDirectory}", $"--pwd={program.WorkingDirectory}",
                     $"--parallel={Text(request.Parallel)}",
                 })
            start.ArgumentList.Add(argument);
        if (request.Preview)
            start.ArgumentList.Add("--dry-run");
        start.ArgumentList.Add(program.Program);
        return start;
    }

    private async Task<int> RunAsync(InProcessProgram program)
    {
        // As a process is: asked to end by the answers it gets, and ended when it does not listen.
        using var end = new CancellationTokenSource();
        await using var stopping = run.Stopping.Register(() => end.CancelAfter(Grace));
        try
        {
            return await program.Main(new ProgramContext(monitorAddress, engineAddress, Environment()), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return LoggedErrors;
        }
    }

    private async Task<int> RunAsync(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var (name, value) in Environment())
            start.Environment[name] = value;
        using var process = Start(start);
        var output = Task.WhenAll(
            ForwardAsync(process.StandardOutput, isError: false), ForwardAsync(process.StandardError, isError: true));
        await WaitAsync(process);
        await output;
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failed)
        {
            throw new EngineException($"the program could not be started ({start.FileName}): {failed.Message}", failed);
        }
    }

    /// <summary>A program whose requests are all refused ends by itself; one that does not is ended.</summary>
    private async Task WaitAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync(run.Stopping);
            return;
        }
        catch (OperationCanceledException)
        {
            // The run stops; the program gets its grace below.
        }

        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task ForwardAsync(StreamReader reader, bool isError)
    {
        while (await reader.ReadLineAsync() is { } line)
            run.Emit(new ProgramOutput(line, isError));
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
