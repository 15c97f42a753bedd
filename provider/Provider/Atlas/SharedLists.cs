namespace Peering.Atlas;

/// <summary>
/// One list for all who ask for it at the same time. At most one per key is under way; whoever asks meanwhile gathers
/// for the next, so none sees a snapshot older than its own question. Who can do with an older one, as the advice of a
/// preview can, says how old, and shares what is there.
/// </summary>
internal sealed class SharedLists<TKey, TItem>(
    Func<TKey, CancellationToken, Task<IReadOnlyList<TItem>>> list, TimeProvider clock)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Lane> _lanes = [];

    /// <param name="age">The list must have been started less than this before the call; zero: not before it.</param>
    public async Task<IReadOnlyList<TItem>> ReadAsync(TKey key, TimeSpan age, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var call = Join(key, age);
        try
        {
            return await call.Answer.Task.WaitAsync(cancel);
        }
        finally
        {
            Leave(call);
        }
    }

    public bool IsUnderWay(TKey key)
    {
        lock (_lock)
        {
            return _lanes.TryGetValue(key, out var lane) && lane.Newest?.IsUnderWay == true;
        }
    }

    /// <summary>What was listed so far of these is known to be old; lists under way may be.</summary>
    public void Forget(Func<TKey, bool> which)
    {
        lock (_lock)
        {
            foreach (var (_, lane) in _lanes.Where(lane => which(lane.Key)))
            {
                lane.Newest?.Outdate();
            }
        }
    }

    private Call Join(TKey key, TimeSpan age)
    {
        lock (_lock)
        {
            if (!_lanes.TryGetValue(key, out var lane))
            {
                _lanes[key] = lane = new Lane();
            }

            var call = lane.Newest is { } newest && newest.IsGoodFor(age, clock) ? newest
                : lane.Newest?.IsUnderWay == true ? lane.Next ??= new Call()
                : Start(key, lane, new Call());
            call.Readers++;
            return call;
        }
    }

    private Call Start(TKey key, Lane lane, Call call)
    {
        lane.Newest = call;
        call.StartedAt = clock.GetTimestamp();
        _ = AnswerAsync(key, lane, call);
        return call;
    }

    private void Leave(Call call)
    {
        lock (_lock)
        {
            // One that runs for nobody is stopped; one that is answered stays for those who can do with its age.
            if (--call.Readers == 0 && call.IsUnderWay)
            {
                call.Outdate();
                _ = call.Abandoned.CancelAsync();
            }
        }
    }

    private async Task AnswerAsync(TKey key, Lane lane, Call call)
    {
        await Task.Yield(); // out of the lock
        IReadOnlyList<TItem>? items = null;
        Exception? failure = null;
        try
        {
            items = await list(key, call.Abandoned.Token);
        }
        catch (Exception thrown)
        {
            // Belongs to the readers: each of them throws it.
            failure = thrown;
        }

        lock (_lock)
        {
            call.IsUnderWay = false;
            var next = lane.Next;
            lane.Next = null;
            if (next is { Readers: > 0 })
            {
                Start(key, lane, next);
            }
            else if (failure is not null)
            {
                lane.Newest = null;
            }
        }

        _ = failure is null ? call.Answer.TrySetResult(items!) : call.Answer.TrySetException(failure);
    }

    private sealed class Lane
    {
        public Call? Newest { get; set; }
        public Call? Next { get; set; }
    }

    private sealed class Call
    {
        private bool _outdated;

        public int Readers { get; set; }
        public long? StartedAt { get; set; }
        public bool IsUnderWay { get; set; } = true;
        public CancellationTokenSource Abandoned { get; } = new();

        public TaskCompletionSource<IReadOnlyList<TItem>> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Outdate() => _outdated = true;

        public bool IsGoodFor(TimeSpan age, TimeProvider clock) => !_outdated && age > TimeSpan.Zero
            && StartedAt is { } start && clock.GetElapsedTime(start) < age;
    }
}
