using System.Diagnostics;
using LocalEngine.Deployment;

namespace LocalEngine.Project;

/// <summary>Builds a .NET program and finds what the build produced.</summary>
internal static class DotnetPrograms
{
    public static async Task<ProgramStart> BuildAsync(ProjectFile project, bool noBuild, CancellationToken cancel)
    {
        if (project.Runtime.Option("binary") is { Length: > 0 } binary)
            return ProgramStart.Dotnet(Existing(Path.GetFullPath(binary, project.Directory),
                $"{project.Path}: 'runtime.options.binary' names"), project.Directory);
        var file = FindProject(project.Program);
        if (!noBuild) await CompileAsync(file, cancel);
        var (code, output) = await DotnetAsync(["msbuild", file, "-nologo", "-getProperty:TargetPath"], cancel);
        var target = output.Trim();
        if (code != 0 || target.Length == 0)
            throw new EngineException($"MSBuild does not say what {file} produces: {Fallback(target, "nothing")}");
        return ProgramStart.Dotnet(Existing(target, "the build should have produced"), project.Directory);
    }

    private static string FindProject(string program)
    {
        if (File.Exists(program)) return program;
        if (!Directory.Exists(program))
            throw new EngineException(
                $"the program's directory {program} does not exist; correct 'main' in Pulumi.yaml");
        string[] patterns = ["*.csproj", "*.fsproj", "*.vbproj"];
        var found = patterns.SelectMany(p => Directory.EnumerateFiles(program, p)).Order(StringComparer.Ordinal);
        return found.ToArray() switch
        {
            [var only] => only,
            [] => throw new EngineException(
                $"no .csproj in {program}; create one with 'dotnet new console', or name the "
                + "program's directory under 'main' in Pulumi.yaml"),
            var several => throw new EngineException($"several projects in {program}: "
                + $"{string.Join(", ", several.Select(Path.GetFileName))}; name one under 'main' in Pulumi.yaml"),
        };
    }

    private static async Task CompileAsync(string file, CancellationToken cancel)
    {
        // Nodes kept for reuse would outlive the command and hold the caller's pipes open.
        var (code, output) = await DotnetAsync(
            ["build", file, "-nologo", "-v:quiet", "-consoleLoggerParameters:NoSummary", "-nodeReuse:false"], cancel);
        if (code == 0) return;
        var errors = output.Split('\n').Select(line => line.Trim())
            .Where(line => line.Contains(": error ", StringComparison.Ordinal))
            .Distinct().ToList();
        throw new EngineException($"{file} does not compile; correct it and run again:{Environment.NewLine}"
            + (errors.Count > 0 ? string.Join(Environment.NewLine, errors) : output.Trim()));
    }

    private static async Task<(int Code, string Output)> DotnetAsync(string[] arguments, CancellationToken cancel)
    {
        var start =
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)
            ?? throw new EngineException("'dotnet' did not start; install the .NET SDK and put it on PATH");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Existing(string path, string who) => File.Exists(path)
        ? path
        : throw new EngineException($"{who} {path}, which does not exist; build the program (leave out --no-build)");

    private static string Fallback(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
