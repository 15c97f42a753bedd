namespace Pulumi;

/// <summary>Everything the program has started and not finished; the run ends when nothing is left.</summary>
internal sealed class TaskTracker(Action<Exception> onFailure)
{
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // The one is the program itself, until it is drained: nothing can be over before that.
    private int pending = 1;

    /// <summary>Waits for every task watched so far, and every task those start.</summary>
    public Task DrainAsync()
    {
        Done();
        return idle.Task;
    }

    public void Watch(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return;
        Interlocked.Increment(ref pending);
        _ = ObserveAsync(task);
    }

    private async Task ObserveAsync(Task task)
    {
        try
        {
            await task;
        }
#pragma warning disable CA1031 // Whatever failed, it failed the program: it is reported, not dropped.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            onFailure(exception);
        }

        Done();
    }

    private void Done()
    {
        if (Interlocked.Decrement(ref pending) == 0)
            idle.SetResult();
    }
}
