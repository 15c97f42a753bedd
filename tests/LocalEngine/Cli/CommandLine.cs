using System.CommandLine;
using LocalEngine.Cli.Import;

namespace LocalEngine.Cli;

/// <summary>The verbs put together, and what every failure looks like.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        using var interrupts = new Interrupts(error);
        try
        {
            return await Root().Parse(args).InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    // Ending the process a while after a signal is not graceful: providers need as long as they need.
                    ProcessTerminationTimeout = null,
                },
                interrupts.Token);
        }
        catch (EngineException problem)
        {
            error.WriteLine($"error: {problem.Message}");
        }
        catch (OperationCanceledException) when (interrupts.Token.IsCancellationRequested)
        {
            error.WriteLine("error: interrupted before anything was changed");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {e.Message}");
        }
        catch (Exception bug)
        {
            // A process that dies of an exception leaves with the code of a crash; a script expects 1.
            error.WriteLine($"error: this should not have happened: {bug}");
        }
        return 1;
    }

    private static RootCommand Root()
    {
        var global = new GlobalOptions();
        var root = new RootCommand("Runs Pulumi programs against state in local files, without the Pulumi CLI")
        {
            DeploymentCommands.Preview(global), DeploymentCommands.Up(global), DeploymentCommands.Refresh(global),
            DeploymentCommands.Destroy(global), ImportCommand.Create(global), StackCommands.Create(global),
            ConfigCommands.Create(global),
        };
        global.AddTo(root);
        return root;
    }
}
