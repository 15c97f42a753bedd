using Rpc;

namespace Pulumi;

/// <summary>One run of a program: its conversation with the engine from the first registration to the end.</summary>
internal sealed class DeploymentRun : IDisposable
{
    private readonly Connection monitor;
    private readonly Connection engine;
    private readonly FailureReport failures;

    public DeploymentRun(DeploymentSettings settings)
    {
        Settings = settings;
        monitor = Connection.ToMonitor(settings.Monitor);
        engine = Connection.ToEngine(settings.Engine);
        failures = new(() => Log!);
        Tasks = new(failures.Add);
        Log = new(engine, Tasks.Watch);
        var features = new Features(monitor);
        Invoker = new(monitor, features);
        Registrar = new(this, monitor, features);
    }

    public DeploymentSettings Settings { get; }

    public TaskTracker Tasks { get; }

    public EngineLog Log { get; }

    public Invoker Invoker { get; }

    public Registrar Registrar { get; }

    /// <summary>The root of all resources, once the program has made it.</summary>
    public Stack? Stack { get; set; }

    /// <summary>Runs the program to the end of everything it started; the result is the process's exit code.</summary>
    public async Task<int> RunAsync(Func<Task> program)
    {
        // As a task of its own, so that an exception thrown before the first await is seen like any other.
        Tasks.Watch(Task.Run(program));
        await Tasks.DrainAsync();
        if (failures.ExitCode is { } failed)
            return failed;
        if (Log.HasErrors)
            return FailureReport.FailedAndReported;
        await SignalShutdownAsync();
        return 0;
    }

    public void Dispose()
    {
        monitor.Dispose();
        engine.Dispose();
    }

    private async Task SignalShutdownAsync()
    {
        try
        {
            await monitor.SignalAndWaitForShutdownAsync();
        }
        catch (RpcException exception) when (exception.Code is StatusCode.Unimplemented or StatusCode.Unavailable)
        {
            // An engine older than the call, or one that has closed already: either way there is nothing to wait for.
        }
    }
}
