using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Peering.Tests.AtlasEmulatorTests;

/// <summary>The emulator as a program of its own.</summary>
public sealed partial class ProgramTests
{
    private const string Project = "aaaaaaaaaaaaaaaaaaaaaaaa";

    [Fact]
    public async Task The_program_says_how_to_reach_it_and_ends_on_sigterm()
    {
        using var program = Start("--speed", "manual", "--project", Project, "--seed-peers", "3");
        try
        {
            var said = "";
            while (!said.Contains("/_emulator/requests", StringComparison.Ordinal))
            {
                var line = await program.StandardOutput.ReadLineAsync().Soon();
                said += line is null ? throw new InvalidOperationException($"It ended after\n{said}") : $"{line}\n";
            }

            string Exported(string name) => Regex.Match(said, $"export {name}='?([^'\n]+)").Groups[1].Value;
            var url = new Uri(Exported("MONGODB_ATLAS_BASE_URL"));
            Assert.True(url.IsLoopback);
            using var api = new ApiClient(url, Exported("MONGODB_ATLAS_PROJECT_ID"));
            Assert.Single((await api.Get("peers?providerName=AZURE")).Results);

            using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync().Soon();
            Assert.Equal(0, program.ExitCode);
        }
        finally
        {
            program.Kill();
        }
    }

    [Fact]
    public async Task A_wrong_project_is_refused()
    {
        using var program = Start("--project", "mine");

        var error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.NotEqual(0, program.ExitCode);
        Assert.Contains("'mine' is not a project id", error, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "AtlasEmulator.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
