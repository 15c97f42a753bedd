using System.Diagnostics;

namespace Peering.Tests.LocalEngineCli;

/// <summary>The real command in a process of its own.</summary>
internal static class EngineProcess
{
    public sealed record Outcome(int ExitCode, string Output, string Errors);

    public static Task<Outcome> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        RunAsync(folder, "test passphrase", null, arguments);

    /// <param name="folder">The project.</param>
    /// <param name="passphrase">Null leaves the variable unset.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="arguments">The verb and what follows.</param>
    public static async Task<Outcome> RunAsync(
        TemporaryFolder folder, string? passphrase, string? input, params string[] arguments)
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
        if (passphrase is not null) start.Environment["PULUMI_CONFIG_PASSPHRASE"] = passphrase;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Outcome(
            process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }
}
