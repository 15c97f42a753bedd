namespace Peering.Atlas;

/// <summary>
/// A shared grid of ticks. Intervals are multiples of one base, so the ticks of longer ones fall on those of shorter
/// ones, and waits that began at different times still look at the same instants: their reads become one list.
/// </summary>
internal sealed class Beat(TimeProvider clock)
{
    private readonly long _epoch = clock.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<TimeSpan, Task> _ticks = [];

    /// <summary>The next multiple of the interval that is at least half an interval away.</summary>
    public static TimeSpan NextTick(TimeSpan now, TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero)
        {
            return now;
        }

        var earliest = now.Ticks + interval.Ticks / 2;
        return TimeSpan.FromTicks((earliest + interval.Ticks - 1) / interval.Ticks * interval.Ticks);
    }

    public Task NextAsync(TimeSpan interval, CancellationToken cancel)
    {
        var now = clock.GetElapsedTime(_epoch);
        var at = NextTick(now, interval);
        Task? tick;
        lock (_lock)
        {
            if (!_ticks.TryGetValue(at, out tick))
            {
                // The tick is everybody's: one wait that is cancelled does not take it from the others.
                tick = Task.Delay(at - now, clock, CancellationToken.None);
                _ticks[at] = tick;
                _ = ForgetAsync(at, tick);
            }
        }

        return tick.WaitAsync(cancel);
    }

    private async Task ForgetAsync(TimeSpan at, Task tick)
    {
        await tick;
        lock (_lock)
        {
            _ticks.Remove(at);
        }
    }
}
