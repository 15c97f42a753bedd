namespace Peering.Tests;

/// <summary>A clock that only moves when told to. Timers fire in order, on the thread that moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Func<TimeSpan, bool> Match, TaskCompletionSource<TimeSpan> Found)> _watchers = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer of a matching length is running: the code under test waits.</summary>
    public Task<TimeSpan> TimerAsync(Func<TimeSpan, bool> match)
    {
        lock (_lock)
        {
            if (_timers.Where(timer => match(timer.Due - _now)).MinBy(timer => timer.Due) is { } running)
            {
                return Task.FromResult(running.Due - _now);
            }

            var found = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((match, found));
            return found.Task.Soon();
        }
    }

    public Task<TimeSpan> TimerAsync(TimeSpan due) => TimerAsync(left => left == due);

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (true)
        {
            ManualTimer? next;
            lock (_lock)
            {
                next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
                _now = next is null ? until : next.Due > _now ? next.Due : _now;
                if (next is not null)
                {
                    _timers.Remove(next);
                }
            }

            if (next is null)
            {
                return;
            }

            next.Fire();
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                Due = clock._now + dueTime;
                clock._timers.Add(this);
                foreach (var watcher in clock._watchers.Where(watcher => watcher.Match(dueTime)).ToList())
                {
                    clock._watchers.Remove(watcher);
                    watcher.Found.SetResult(dueTime);
                }

                return true;
            }
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                Change(_period, _period);
            }

            callback();
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
