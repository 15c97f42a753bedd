using System.CommandLine;
using Peering.Atlas;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.ImportFile;

/// <summary>
/// The verb <c>import-file</c>: lists what a project has and writes the file that brings all of it under management. It
/// only reads. The file goes to stdout or --out, everything said about it to stderr.
/// </summary>
internal sealed class ImportFileCommand
{
    public const string Name = "import-file";

    private readonly Option<string?> project = new("--project-id")
    {
        Description = "Id of the Atlas project; default: MONGODB_ATLAS_PROJECT_ID",
        HelpName = "ID",
    };

    private readonly Option<CloudProvider?> provider = new("--provider")
    {
        Description = "Only this cloud: AWS, AZURE or GCP",
        HelpName = "AWS|AZURE|GCP",
        CustomParser = result =>
        {
            foreach (var cloud in CloudProviders.All)
            {
                if (result.Tokens.Any(token => token.Value.Equals(cloud.Wire(), StringComparison.OrdinalIgnoreCase)))
                {
                    return cloud;
                }
            }

            result.AddError("--provider takes AWS, AZURE or GCP.");
            return null;
        },
    };

    private readonly Option<bool> streams = new("--streams")
    {
        Description = "Also the active VPC peering connections of Atlas Stream Processing",
    };

    private readonly Option<string?> target = new("--out")
    {
        Description = "Write the file here instead of to standard output",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var verb = new ImportFileCommand();
        var command = new Command(Name,
            "Write the file for `pulumi import -f` with every network container and peering of an Atlas project. "
            + "Credentials come from the environment, as for the provider (MONGODB_ATLAS_...).")
        {
            verb.project, verb.provider, verb.streams, verb.target,
        };
        command.SetAction((parsed, cancel) =>
            verb.RunAsync(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        try
        {
            await WriteAsync(parsed, output, error, cancel);
            return 0;
        }
        catch (Exception failure) when (failure is OperationFailedException or AtlasException or MissingKeysException
            or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {Line.Of(failure.Message)}");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            error.WriteLine("error: interrupted; nothing was written");
        }

        return 1;
    }

    private async Task WriteAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        await using var session = new Session();
        var settings = ProviderConfig.Read(Value.Map.Empty);
        var projectId = Project(parsed.GetValue(project) ?? settings.ProjectId);
        // Waits of Atlas's rate limits may be long, so what passes is told too.
        var teller = new Operation("", (_, text, _) => error.WriteLine(Line.Of(text)), cancel);
        await session.ConfigureAsync(settings, teller);
        var found = await new Inventory(session, projectId)
            .ReadAsync(parsed.GetValue(provider), parsed.GetValue(streams), cancel);
        var wanted = found.Where(one => !one.IsLeaving).ToList();
        var text = ImportDocument.Write(wanted, ResourceNames.Of(wanted));
        InventoryTable.Write(error, found);
        if (parsed.GetValue(target) is { } path)
        {
            await File.WriteAllTextAsync(path, text, cancel);
        }
        else
        {
            await output.WriteAsync(text);
        }

        var file = parsed.GetValue(target) ?? "FILE";
        error.WriteLine(wanted.Count == 0
            ? $"Project {projectId} has nothing to import."
            : $"{wanted.Count} resources to import. Next: pulumi import --file {file}");
    }

    private static string Project(string? id) => id switch
    {
        null => throw new OperationFailedException(FailureKind.InvalidInput,
            "No Atlas project is named: give --project-id ID or set MONGODB_ATLAS_PROJECT_ID."),
        _ when new ObjectIdAttribute("an Atlas project").Problem(id) is { } problem =>
            throw new OperationFailedException(FailureKind.InvalidInput, $"The project id {problem}."),
        _ => id,
    };
}
