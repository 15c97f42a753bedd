namespace Peering.Atlas;

/// <summary>
/// Answers reads of single items that wait together by one list, started after each of them asked, so none sees a
/// snapshot older than its own question. A read that waits alone stays a single GET, unless a list is under way
/// already, and an item the list lacks is asked for by GET, which alone says what a 404 means.
/// </summary>
internal sealed class CoalescedReads<TKey, TItem>(
    SharedLists<TKey, TItem> lists,
    Func<TKey, string, CancellationToken, Task<TItem>> get,
    Func<TItem, string?> idOf,
    TimeSpan window,
    TimeProvider clock)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Gathering> _gatherings = [];

    public async Task<TItem> ReadAsync(TKey key, string id, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var asked = clock.GetTimestamp();
        if (await IsInCompanyAsync(key, cancel) || lists.IsUnderWay(key))
        {
            foreach (var item in await lists.ReadAsync(key, clock.GetElapsedTime(asked), cancel))
            {
                if (idOf(item) == id)
                {
                    return item;
                }
            }
        }

        return await get(key, id, cancel);
    }

    /// <summary>Whether others ask for the same key within the window.</summary>
    private async Task<bool> IsInCompanyAsync(TKey key, CancellationToken cancel)
    {
        var gathering = Join(key);
        try
        {
            await gathering.Closed.WaitAsync(cancel);
            return gathering.Readers > 1;
        }
        catch (OperationCanceledException)
        {
            Leave(gathering);
            throw;
        }
    }

    private Gathering Join(TKey key)
    {
        lock (_lock)
        {
            if (!_gatherings.TryGetValue(key, out var gathering))
            {
                _gatherings[key] = gathering = new Gathering();
                gathering.Closed = CloseAsync(key);
            }

            gathering.Readers++;
            return gathering;
        }
    }

    private void Leave(Gathering gathering)
    {
        lock (_lock)
        {
            gathering.Readers--;
        }
    }

    private async Task CloseAsync(TKey key)
    {
        await Task.Yield(); // out of the lock: even a window of nothing closes after its first reader is in
        await Task.Delay(window, clock);
        lock (_lock)
        {
            _gatherings.Remove(key);
        }
    }

    private sealed class Gathering
    {
        public int Readers { get; set; }
        public Task Closed { get; set; } = Task.CompletedTask;
    }
}
