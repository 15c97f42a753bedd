using System.Diagnostics;

namespace Peering.Tests.LocalEngineCli;

/// <summary>The real command in a process of its own.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process process;

    private EngineProcess(Process process, string? input)
    {
        this.process = process;
        Ended = EndAsync(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), input);
    }

    public sealed record Outcome(int ExitCode, string Output, string Errors);

    public int Id => process.Id;

    /// <summary>What it said, once it is over.</summary>
    public Task<Outcome> Ended { get; }

    public static Task<Outcome> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        RunAsync(folder, "test passphrase", null, arguments);

    /// <param name="folder">The project.</param>
    /// <param name="passphrase">Null leaves the variable unset.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="arguments">The verb and what follows.</param>
    public static async Task<Outcome> RunAsync(
        TemporaryFolder folder, string? passphrase, string? input, params string[] arguments)
    {
        using var process = Start(
            folder, passphrase is null ? [] : new() { ["PULUMI_CONFIG_PASSPHRASE"] = passphrase }, input, arguments);
        return await process.Ended;
    }

    public static EngineProcess Start(
        TemporaryFolder folder, Dictionary<string, string> environment, string? input, params string[] arguments)
    {
        var program = typeof(global::LocalEngine.Cli.CommandLine).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        // What the machine says about Pulumi is not part of the test.
        string[] inherited = [.. start.Environment.Keys.Where(k => k.StartsWith("PULUMI_", StringComparison.Ordinal))];
        foreach (var variable in inherited)
            start.Environment.Remove(variable);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new EngineProcess(Process.Start(start)!, input);
    }

    /// <summary>SIGKILL: it gets no chance to put anything in order.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private async Task<Outcome> EndAsync(Task<string> output, Task<string> errors, string? input)
    {
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Outcome(
            process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }
}
