using LocalEngine.Deployment.Steps;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>
/// Does steps: tells the user, notes the step in the state, calls the provider, records what came of it.
/// </summary>
internal sealed class StepExecutor(RunContext run)
{
    /// <summary>False when the step failed or was not begun because the run stops; the user knows already.</summary>
    public async Task<bool> ExecuteAsync(Step step)
    {
        if (run.Stopping.IsCancellationRequested)
            return false;
        var free = step.PendingType is null;
        if (!free)
            await run.Workers.WaitAsync(CancellationToken.None);
        try
        {
            // The brake may have been pulled while the step waited for a worker.
            return !run.Stopping.IsCancellationRequested && await BeginAsync(step);
        }
        finally
        {
            if (!free)
                run.Workers.Release();
        }
    }

    /// <summary>One after the other; the rest is left when one fails.</summary>
    public async Task<bool> ExecuteAsync(IEnumerable<Step> chain)
    {
        foreach (var step in chain)
            if (!await ExecuteAsync(step))
                return false;
        return true;
    }

    private async Task<bool> BeginAsync(Step step)
    {
        var started = run.Clock.GetTimestamp();
        run.Emit(new StepStarted(step.Describe()));
        var note = step.PendingType is null || run.Preview
            ? null
            : run.State.Begin(step.New ?? step.Old!, step.PendingType);
        try
        {
            await step.ApplyAsync(run);
        }
        catch (Exception failure) when (failure is ProviderException or EngineException)
        {
            return Fail(step, failure, note, run.Clock.GetElapsedTime(started));
        }

        Finish(step, note);
        run.Count(step.Op);
        run.Emit(new StepFinished(step.Describe(), run.Clock.GetElapsedTime(started)));
        return true;
    }

    private bool Fail(Step step, Exception failure, PendingOperation? note, TimeSpan duration)
    {
        var partial = failure is ProviderException refused && step.KeepsPartial(refused);
        if (partial)
            Finish(step, note);
        else
            run.State.Apply(note, _ => { });
        var message = failure is ProviderException { InitFailure: { } init }
            ? init.Describe(failure.Message)
            : failure.Message;
        run.Fail(step.Urn, message, failure);
        run.Emit(new StepFailed(step.Describe(), message, duration));
        return false;
    }

    private void Finish(Step step, PendingOperation? note)
    {
        if (step.New is { } resource)
            step.New = SecretOutputs.Mark(resource, run);
        run.State.Apply(note, step.Record);
    }
}
