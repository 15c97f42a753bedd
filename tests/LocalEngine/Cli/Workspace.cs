using System.Text.RegularExpressions;
using LocalEngine.Display;
using LocalEngine.Project;

namespace LocalEngine.Cli;

/// <summary>The project a verb works in, and where it writes.</summary>
internal sealed partial class Workspace
{
    public Workspace(string directory, string? state)
    {
        Project = ProjectFile.Find(directory);
        Backend = Backend.Of(state, Project);
    }

    public ProjectFile Project { get; }

    public Backend Backend { get; }

    public required string? GivenStack { get; init; }

    public required int Parallel { get; init; }

    public required Terminal Terminal { get; init; }

    /// <summary>For what scripts read.</summary>
    public required TextWriter Output { get; init; }

    public IReadOnlyList<string> Stacks => Backend.Stacks(Project.Name);

    /// <summary>The stack meant; with several there is no guessing.</summary>
    private string StackName(string? argument) => (argument ?? GivenStack) is { Length: > 0 } given
        ? Checked(given)
        : OnlyStack();

    private string OnlyStack() => Stacks switch
    {
        [var only] => only,
        [] => throw new EngineException(
            $"the project {Project.Name} has no stack yet; run 'LocalEngine stack init dev'"),
        var several => throw new EngineException(
            $"the project {Project.Name} has several stacks; say which with --stack: {string.Join(", ", several)}"),
    };

    /// <param name="argument">A name given as an argument goes before the option.</param>
    public StackSession Stack(string? argument = null)
    {
        var name = StackName(argument);
        if (!Stacks.Contains(name))
        {
            throw new EngineException($"no stack '{name}' in {Backend.Root}; "
                + (Stacks.Count == 0 ? "" : $"there is {string.Join(", ", Stacks)}; ")
                + $"run 'LocalEngine stack init {name}' to create it");
        }
        return new StackSession(Project, name, Backend.StateFile(Project.Name, name));
    }

    public static string Checked(string name) => StackWord().IsMatch(name)
        ? name
        : throw new EngineException(
            $"'{name}' is not a stack name; use up to 100 letters, digits, '-', '_' and '.', for instance dev");

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\z")]
    private static partial Regex StackWord();
}
