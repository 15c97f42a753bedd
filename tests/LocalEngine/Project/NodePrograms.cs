using LocalEngine.Deployment;

namespace LocalEngine.Project;

/// <summary>Finds what runs a Node program: the <c>@pulumi/pulumi</c> it brings along.</summary>
internal static class NodePrograms
{
    private const string TypeScript = "PULUMI_NODEJS_TYPESCRIPT";

    public static ProgramStart Find(ProjectFile project)
    {
        var program = project.Program;
        if (!Directory.Exists(program) && !File.Exists(program))
            throw new EngineException($"{project.Path}: 'main' names {program}, which does not exist; correct it");
        // The run module reads this from its environment, which programs share with us; an explicit setting wins.
        if (Environment.GetEnvironmentVariable(TypeScript) is null && IsTypeScript(project))
            Environment.SetEnvironmentVariable(TypeScript, "true");
        return ProgramStart.Node(RunModule(program), program, project.Directory);
    }

    private static string RunModule(string program)
    {
        for (var at = program; at is not null; at = Path.GetDirectoryName(at))
        {
            var run = Path.Combine(at, "node_modules", "@pulumi", "pulumi", "cmd", "run");
            if (Directory.Exists(run) || File.Exists(run + ".js")) return run;
        }
        throw new EngineException($"no node_modules/@pulumi/pulumi in {program} or above it; run 'npm install' there");
    }

    private static bool IsTypeScript(ProjectFile project) => project.Runtime.Option("typescript") is { } option
        ? option == "true"
        : File.Exists(Path.Combine(project.Directory, "tsconfig.json"));
}
