using System.CommandLine;
using System.CommandLine.Invocation;
using Peering.ImportFile;
using Peering.Resources;
using Peering.Schema;

namespace Peering;

/// <summary>The verbs a person types. Only these write to the terminal.</summary>
internal static class CommandLine
{
    private static readonly string[] Verbs = ["schema", ImportFileCommand.Name, "--version", "--help", "-h", "-?"];

    /// <summary>
    /// Whether the engine starts us: its address comes last, behind flags of its own (`--logtostderr`, `-v=9`,
    /// `--tracing URL`); nothing at all means waiting for an engine that attaches.
    /// </summary>
    public static bool IsServe(string[] args) => !args.Any(Verbs.Contains);

    public static Task<int> RunAsync(string[] args)
    {
        var schema = new Command("schema", "Print the package schema (schema.json).");
        schema.SetAction(result =>
            result.InvocationConfiguration.Output.Write(SchemaWriter.Write(new Catalog(new Session()))));
        var root = new RootCommand(
            "The Pulumi provider for MongoDB Atlas network peering. The Pulumi engine starts it with its own address; "
            + "without one it prints its port and waits for an engine to attach (PULUMI_DEBUG_PROVIDERS=peering:PORT).")
        {
            schema, ImportFileCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction mistake)
        {
            // On stdout a verb's result may be awaited, and the mistake says enough.
            mistake.ShowHelp = mistake.ShowTypoCorrections = false;
        }

        return parsed.InvokeAsync();
    }
}
