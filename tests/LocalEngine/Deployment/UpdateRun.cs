using LocalEngine.Events;
using LocalEngine.Monitor;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;

namespace LocalEngine.Deployment;

/// <summary>Runs the program, does what it asks for, then deletes what it no longer mentions.</summary>
internal sealed class UpdateRun(RunContext run, EngineService engine, string engineAddress)
{
    public async Task<PropertyMap> RunAsync(Snapshot start)
    {
        using var registrar = new ResourceRegistrar(run, new KnownResources(start));
        var monitor = new MonitorService(run, registrar);
        await using (var server = await GrpcServer.StartAsync(monitor.Build()))
        {
            var host = new ProgramHost(run, server.Address, engineAddress);
            var ended = await host.RunAsync();
            await registrar.SettleAsync();
            if (ended && !run.Failed && !run.Stopping.IsCancellationRequested)
                await new DeletePlanner(run, start).DeleteAsync(run.State.Untouched);
        }

        return Outputs(registrar.StackUrn ?? engine.RootUrn, start, registrar);
    }

    /// <summary>A failed program did not set all outputs: the others keep their last values.</summary>
    private PropertyMap Outputs(string? stack, Snapshot start, ResourceRegistrar registrar)
    {
        var old = start.Resources.FirstOrDefault(r => r.Type == Urn.StackType)?.Outputs ?? PropertyMap.Empty;
        if (stack is null || registrar.Find(stack) is not { } state)
            return old;
        if (run.Failed)
            registrar.RegisterOutputs(stack, old.With(state.Outputs));
        var outputs = registrar.Find(stack)!.Outputs;
        run.Emit(new StackOutputsChanged(old, outputs));
        return outputs;
    }
}
