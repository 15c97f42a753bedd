using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Monitor;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;

namespace LocalEngine.Deployment;

/// <summary>The engine's one door: runs a preview, update, refresh, destroy or import to its end.</summary>
internal static class DeploymentRunner
{
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Failures of the deployment are events and a result that did not succeed; only what keeps the run from starting
    /// (another run holds the stack, a broken state file) is thrown, as <see cref="EngineException"/>. Cancelling asks
    /// the providers to stop, starts nothing new and still leaves a complete state.
    /// </summary>
    public static async Task<DeploymentResult> RunAsync(
        DeploymentRequest request, Action<EngineEvent> events, CancellationToken cancel)
    {
        using var held = request.Preview ? null : StackLock.Take(request.StateFile, request.Stack);
        var clock = TimeProvider.System;
        var file = new StateFile(request.StateFile, request.Secrets);
        var start = file.Read() ?? Snapshot.Empty;
        SnapshotIntegrity.Verify(start);
        start = PendingOperations.Settle(start, request, out var warnings);

        var started = clock.GetTimestamp();
        var state = new SnapshotManager(start, request.Preview ? null : file, clock);
        RunContext? run = null;
        var engine = new EngineService(diagnostic => run!.Emit(diagnostic));
        await using var server = await GrpcServer.StartAsync(engine.Build());
        var host = new PluginHost(
            request.Plugins, server.Address, request.RootDirectory, request.Project, request.Config,
            diagnostic => run!.Emit(diagnostic));
        await using var providers = new ProviderRegistry(host, cancel);
        using (run = new RunContext(request, events, state, clock) { Providers = providers })
        {
            run.Emit(new OperationStarted(request.Kind, request.Preview, request.Project, request.Stack));
            foreach (var warning in warnings)
                run.Warn("", warning);
            var outcome = await CancellableAsync(run, () => RunAsync(run, start, engine, server.Address), cancel);
            state.UsePlugins(providers.Plugins);
            state.Flush();
            // Plugins still say things while they are closed; the last word is the summary's.
            await providers.DisposeAsync();
            var result = new DeploymentResult(
                !run.Failed && !cancel.IsCancellationRequested, run.Changes, clock.GetElapsedTime(started),
                outcome.Outputs)
            {
                Imported = outcome.Imported,
                MayBeCorrupt = run.MayBeCorrupt,
                Cancelled = cancel.IsCancellationRequested,
            };
            run.Emit(new OperationFinished(result));
            return result;
        }
    }

    private sealed record Outcome(PropertyMap Outputs, ImmutableArray<ResourceState> Imported);

    private static async Task<Outcome> CancellableAsync(
        RunContext run, Func<Task<Outcome>> work, CancellationToken cancel)
    {
        var telling = Task.CompletedTask;
        await using var registration = cancel.Register(() =>
        {
            run.Cancel();
            telling = run.Providers.CancelAsync(CancelTime);
        });
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is EngineException or ProviderException)
        {
            run.Fail("", failure.Message, failure);
            return new Outcome(PropertyMap.Empty, []);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new Outcome(PropertyMap.Empty, []);
        }
        finally
        {
            await telling;
        }
    }

    private static async Task<Outcome> RunAsync(
        RunContext run, Snapshot start, EngineService engine, string engineAddress)
    {
        if (run.Request.Refresh || run.Request.Kind == DeploymentKind.Refresh)
            start = await new RefreshRun(run).RunAsync(start);
        var outputs = start.Resources.FirstOrDefault(r => r.Type == Urn.StackType)?.Outputs ?? PropertyMap.Empty;
        if (run.Failed || run.Cancelled)
            return new Outcome(outputs, []);
        switch (run.Request.Kind)
        {
            case DeploymentKind.Update:
                return new Outcome(await new UpdateRun(run, engine, engineAddress).RunAsync(start), []);
            case DeploymentKind.Destroy:
                await new DeletePlanner(run, start).DeleteAsync(run.State.Untouched);
                return new Outcome(outputs, []);
            case DeploymentKind.Import:
                return new Outcome(outputs, await new ImportRun(run, start).RunAsync());
            default:
                return new Outcome(outputs, []);
        }
    }
}
