using System.CommandLine;
using LocalEngine.Display;

namespace LocalEngine.Cli;

/// <summary>What every verb takes.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string> _directory = new("--cwd", "-C")
    {
        Description = "Directory of the project (Pulumi.yaml is looked for here and above)",
        Recursive = true,
        DefaultValueFactory = _ => ".",
        HelpName = "DIR",
    };

    private readonly Option<string?> _stack = new("--stack", "-s")
    {
        Description = "Stack to work on; default PULUMI_STACK, else the project's only stack",
        Recursive = true,
        HelpName = "NAME",
    };

    private readonly Option<string?> _state = new("--state")
    {
        Description = "Directory that holds .pulumi/stacks; default PULUMI_BACKEND_URL (file://), else the project's",
        Recursive = true,
        HelpName = "DIR",
    };

    private readonly Option<int> _parallel = new("--parallel", "-p")
    {
        Description = "How many resources are worked on at once",
        Recursive = true,
        DefaultValueFactory = _ => 16,
        HelpName = "N",
    };

    private readonly Option<bool> _nonInteractive = new("--non-interactive")
    {
        Description = "Never paint over lines, even on a terminal",
        Recursive = true,
    };

    private readonly Option<ColorChoice> _color = new("--color")
    {
        Description = "Colours: auto, always or never",
        Recursive = true,
        HelpName = "auto|always|never",
    };

    public GlobalOptions() => _parallel.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError("--parallel must be 1 or more");
    });

    public void AddTo(Command root)
    {
        foreach (Option option in (Option[])[_directory, _stack, _state, _parallel, _nonInteractive, _color])
            root.Options.Add(option);
    }

    public Workspace Open(ParseResult parsed) => new(parsed.GetRequiredValue(_directory), parsed.GetValue(_state))
    {
        GivenStack = parsed.GetValue(_stack) ?? Environment.GetEnvironmentVariable("PULUMI_STACK"),
        Parallel = parsed.GetValue(_parallel),
        Terminal = Terminal.ForProcess(parsed.GetValue(_color), parsed.GetValue(_nonInteractive)),
        Output = parsed.InvocationConfiguration.Output,
    };
}
