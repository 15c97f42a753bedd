using System.Collections.Immutable;
using System.CommandLine;
using LocalEngine.Deployment;
using LocalEngine.State;

namespace LocalEngine.Cli.Import;

/// <summary><c>import TYPE NAME ID</c> and <c>import -f FILE</c>.</summary>
internal sealed class ImportCommand
{
    private readonly Argument<string[]> _what = new("resource")
    {
        Description = "TYPE NAME ID, for instance peering:index:AwsNetworkPeering main <project>/<peer>",
        Arity = new ArgumentArity(0, 3),
        HelpName = "TYPE NAME ID",
    };

    private readonly Option<string?> _file =
        new("--file", "-f") { Description = "JSON list of resources", HelpName = "FILE" };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "Write the generated C# here instead of standard output",
        HelpName = "FILE",
    };

    private readonly Option<bool> _protect = new("--protect")
    {
        Description = "Protect what is imported against deletion",
        DefaultValueFactory = _ => true,
    };

    private readonly Option<bool> _generate = new("--generate-code")
    {
        Description = "Print C# for what is imported",
        DefaultValueFactory = _ => true,
    };

    private readonly Option<string?> _parent = new("--parent")
    {
        Description = "Parent of the resource",
        HelpName = "[name=]URN",
    };

    private readonly Option<string?> _provider = new("--provider")
    {
        Description = "Provider of the resource; default the package's own",
        HelpName = "[name=]URN",
    };

    private readonly Option<string[]> _properties = new("--properties")
    {
        Description = "Only these inputs",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _previewOnly =
        new("--preview-only") { Description = "Only show what would be imported" };

    private readonly Option<bool> _diff = new("--diff") { Description = "Show every property" };

    public static Command Create(GlobalOptions global)
    {
        var import = new ImportCommand();
        var command = new Command("import", "Bring existing objects into the stack and print the C# for them")
        {
            import._what, import._file, import._out, import._protect, import._generate, import._parent,
            import._provider, import._properties, import._previewOnly, import._diff, DeploymentOptions.ImpliedYes(),
        };
        command.SetAction((parsed, cancel) => import.RunAsync(global.Open(parsed), parsed, cancel));
        return command;
    }

    private async Task<int> RunAsync(Workspace workspace, ParseResult parsed, CancellationToken cancel)
    {
        using var session = workspace.Stack();
        var file = Targets(parsed, session);
        var run = new DeploymentRun(workspace, session, parsed.GetValue(_diff));
        var request = run.Request(DeploymentKind.Import) with
        {
            Imports = [.. file.Targets.Select(t => t with { Protect = parsed.GetValue(_protect) })],
            Preview = parsed.GetValue(_previewOnly),
        };
        var result = await run.ShowAsync(request, cancel);
        if (!result.Succeeded) return 1;
        if (!result.Imported.IsDefaultOrEmpty && parsed.GetValue(_generate))
        {
            var schemas = await PackageSchemas.LoadAsync(request, cancel);
            var program = new ImportedProgram(schemas, file.NameTable);
            await WriteCodeAsync(workspace, parsed, program.Of(result.Imported), cancel);
        }
        return 0;
    }

    private ImportFile Targets(ParseResult parsed, StackSession session) =>
        (parsed.GetValue(_file), parsed.GetValue(_what)) switch
        {
            ({ } path, null or []) => ImportFile.Read(path, session.Name, session.Project.Name),
            (null, [var type, var name, var id]) => Single(parsed, type, name, id),
            ({ }, _) => throw new EngineException("give either TYPE NAME ID or --file, not both"),
            _ => throw new EngineException("say what to import: TYPE NAME ID, for instance 'LocalEngine import "
                + "peering:index:AwsNetworkPeering main <project>/<peer>', or --file FILE"),
        };

    private ImportFile Single(ParseResult parsed, string type, string name, string id)
    {
        if (type.Split(':') is not [{ Length: > 0 }, _, { Length: > 0 }])
            throw new EngineException($"'{type}' is not a type token; write package:module:Type, for instance "
                + "peering:index:AwsNetworkPeering");
        var names = new Dictionary<string, string>();
        var target = new ImportTarget(type, name, id)
        {
            Parent = Reference(parsed.GetValue(_parent), "--parent", names),
            Provider = Reference(parsed.GetValue(_provider), "--provider", names),
            Properties = [.. parsed.GetValue(_properties) ?? []],
        };
        return new ImportFile([target], ImmutableSortedDictionary.CreateRange(names));
    }

    /// <summary>With <c>name=URN</c> the generated text refers to the variable of that name.</summary>
    private static string Reference(string? text, string option, Dictionary<string, string> names)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (Urn.IsValid(text)) return text;
        if (text.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && Urn.IsValid(text[(at + 1)..]))
            return names[text[..at]] = text[(at + 1)..];
        throw new EngineException(
            $"{option} is '{text}'; write a URN or name=URN ('LocalEngine stack export' shows URNs)");
    }

    private async Task WriteCodeAsync(Workspace workspace, ParseResult parsed, string code, CancellationToken cancel)
    {
        if (parsed.GetValue(_out) is { } path)
        {
            await File.WriteAllTextAsync(path, code, cancel);
            workspace.Terminal.Line($"The C# for what was imported is in {path}.");
            return;
        }
        workspace.Terminal.Line("Copy the following into your program; without it the next update would want to delete "
            + "what was imported.");
        workspace.Terminal.Line();
        await workspace.Output.WriteAsync(code);
    }
}
