namespace AtlasEmulator.Http;

/// <summary>The last requests, in the order they arrived; calls to /_emulator are not among them.</summary>
internal sealed class RequestLog
{
    private const int Kept = 100_000;

    private readonly Lock gate = new();
    private readonly Queue<LoggedRequest> entries = new();
    private readonly List<(Func<LoggedRequest, bool> Match, TaskCompletionSource<LoggedRequest> Found)> watchers = [];
    private int number;

    public int NextNumber() => Interlocked.Increment(ref number);

    public void Add(LoggedRequest entry)
    {
        lock (gate)
        {
            if (entries.Count == Kept) entries.Dequeue();
            entries.Enqueue(entry);
            watchers.RemoveAll(watcher => watcher.Match(entry) && watcher.Found.TrySetResult(entry));
        }
    }

    /// <summary>The first matching request, now or when it comes.</summary>
    public Task<LoggedRequest> WhenAsync(Func<LoggedRequest, bool> match)
    {
        lock (gate)
        {
            if (entries.FirstOrDefault(match) is { } entry) return Task.FromResult(entry);
            var found = new TaskCompletionSource<LoggedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            watchers.Add((match, found));
            return found.Task;
        }
    }

    public IReadOnlyList<LoggedRequest> Snapshot()
    {
        lock (gate) return [.. entries.OrderBy(entry => entry.Number)];
    }

    public void Clear()
    {
        lock (gate) entries.Clear();
    }
}
