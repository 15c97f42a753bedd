using System.Collections.Immutable;

namespace LocalEngine.Deployment;

/// <summary>How to run the user's program.</summary>
internal abstract record ProgramStart
{
    /// <summary>A built .NET program: a .dll (run by <c>dotnet</c>) or an executable.</summary>
    public static ProgramStart Dotnet(string path, string workingDirectory) =>
        new DotnetProgram(path, workingDirectory);

    /// <param name="runModule">The program's own <c>node_modules/@pulumi/pulumi/cmd/run</c>.</param>
    /// <param name="program">Folder or file of the program.</param>
    /// <param name="workingDirectory">Where node starts.</param>
    public static ProgramStart Node(string runModule, string program, string workingDirectory) =>
        new NodeProgram(runModule, program, workingDirectory);

    /// <summary>A program that is a function of this process; returns what a process would as its exit code.</summary>
    public static ProgramStart InProcess(Func<ProgramContext, CancellationToken, Task<int>> main) =>
        new InProcessProgram(main);
}

internal sealed record DotnetProgram(string Path, string WorkingDirectory) : ProgramStart;

internal sealed record NodeProgram(string RunModule, string Program, string WorkingDirectory) : ProgramStart;

internal sealed record InProcessProgram(Func<ProgramContext, CancellationToken, Task<int>> Main) : ProgramStart;

/// <summary>What a program is told: the two addresses and the environment contract.</summary>
internal sealed record ProgramContext(
    string MonitorAddress, string EngineAddress, ImmutableSortedDictionary<string, string> Environment);
