namespace Peering.Atlas;

/// <summary>
/// Answers reads of single items that wait together by one list call, started after all of them arrived, so none
/// sees a snapshot older than its own question. A read that waits alone stays a single GET, and an item the list lacks
/// is asked for by GET, which alone says what a 404 means. At most one list per key is under way; reads that arrive
/// meanwhile gather for the next.
/// </summary>
internal sealed class CoalescedReads<TKey, TItem>(
    Func<TKey, CancellationToken, Task<IReadOnlyList<TItem>>> list,
    Func<TKey, string, CancellationToken, Task<TItem>> get,
    Func<TItem, string?> idOf,
    TimeSpan window,
    TimeProvider clock)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Lane> _lanes = [];

    public async Task<TItem> ReadAsync(TKey key, string id, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var batch = Join(key);
        IReadOnlyDictionary<string, TItem>? found;
        try
        {
            found = await batch.Found.Task.WaitAsync(cancel);
        }
        finally
        {
            Leave(batch);
        }

        return found is not null && found.TryGetValue(id, out var item) ? item : await get(key, id, cancel);
    }

    private Batch Join(TKey key)
    {
        lock (_lock)
        {
            if (!_lanes.TryGetValue(key, out var lane))
            {
                _lanes[key] = lane = new Lane();
            }

            if (lane.Gathering is null)
            {
                lane.Gathering = new Batch();
                _ = AnswerAsync(key, lane, lane.Gathering, lane.LastList);
            }

            lane.Gathering.Readers++;
            return lane.Gathering;
        }
    }

    private void Leave(Batch batch)
    {
        lock (_lock)
        {
            // A batch that still gathers may be joined again; one that runs for nobody is stopped.
            if (--batch.Readers == 0 && batch.Closed)
            {
                batch.Abandoned.Cancel();
            }
        }
    }

    private async Task AnswerAsync(TKey key, Lane lane, Batch batch, Task lastList)
    {
        await Task.Yield(); // out of the lock: even a window of nothing closes after its first reader is in
        await Task.WhenAll(Task.Delay(window, clock), lastList);
        lock (_lock)
        {
            lane.Gathering = null;
            batch.Closed = true;
            if (batch.Readers < 2)
            {
                batch.Found.TrySetResult(null);
                return;
            }

            lane.LastList = batch.Done.Task;
        }

        try
        {
            var items = await list(key, batch.Abandoned.Token);
            var byId = new Dictionary<string, TItem>();
            foreach (var item in items)
            {
                if (idOf(item) is { } id)
                {
                    byId[id] = item;
                }
            }

            batch.Found.TrySetResult(byId);
        }
        catch (Exception failure)
        {
            // Belongs to the readers: each of them throws it.
            batch.Found.TrySetException(failure);
        }
        finally
        {
            batch.Done.SetResult();
        }
    }

    private sealed class Lane
    {
        public Batch? Gathering { get; set; }
        public Task LastList { get; set; } = Task.CompletedTask;
    }

    private sealed class Batch
    {
        public int Readers { get; set; }
        public bool Closed { get; set; }
        public CancellationTokenSource Abandoned { get; } = new();
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<IReadOnlyDictionary<string, TItem>?> Found { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
