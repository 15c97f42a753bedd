using FsCheck;
using FsCheck.Fluent;
using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class PollTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    private readonly ManualClock _clock = new();

    private Poll Poll => new(Clients.Options(new Uri("https://cloud.mongodb.com")) with { Clock = _clock });

    private static PollVerdict Judge(string state) => state switch
    {
        "AVAILABLE" => PollVerdict.Done,
        "FAILED" => PollVerdict.Failed,
        _ => PollVerdict.Waiting,
    };

    /// <summary>Moves the clock from beat to beat until the wait ends; answers how long that took.</summary>
    private async Task<TimeSpan> RunAsync(Task wait)
    {
        var start = _clock.GetUtcNow();
        while (!wait.IsCompleted)
        {
            // No beat is further away than one and a half of the longest interval; the deadline is, but for the end.
            var beat = _clock.TimerAsync(left => left <= TimeSpan.FromSeconds(24));
            if (await Task.WhenAny(beat, wait).Soon() == beat)
            {
                _clock.Advance(await beat);
            }
        }

        return _clock.GetUtcNow() - start;
    }

    [Fact]
    public void The_interval_grows_from_half_a_second_to_sixteen_seconds() =>
        Assert.Equal(
            [0.5, 0.5, 1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 16],
            Enumerable.Range(0, 13).Select(reads => Poll.Interval(reads, TimeSpan.FromSeconds(0.5)).TotalSeconds));

    [Fact]
    public void Ticks_lie_on_the_grid_half_to_one_and_a_half_intervals_ahead()
    {
        var anyTime = ArbMap.Default.ArbFor<NonNegativeInt>();
        var anyInterval = ArbMap.Default.ArbFor<PositiveInt>();
        var property = Prop.ForAll(anyTime, anyInterval, (at, every) =>
        {
            var interval = TimeSpan.FromMilliseconds(every.Get);
            var now = TimeSpan.FromTicks((long)at.Get * 7919);
            var tick = Beat.NextTick(now, interval);
            return tick.Ticks % interval.Ticks == 0
                && tick - now >= interval / 2 && tick - now <= interval * 1.5;
        });
        property.QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("AVAILABLE", nameof(PollEnd.Done))]
    [InlineData("FAILED", nameof(PollEnd.Failed))]
    public async Task A_wait_ends_when_the_judge_has_seen_enough(string last, string end)
    {
        var states = new Queue<string>(["INITIATING", "INITIATING", "INITIATING", last]);
        var wait = Poll.UntilAsync(_ => Task.FromResult(states.Dequeue()), Judge, Limit, PollStart.Now, default);
        var took = await RunAsync(wait);

        var result = await wait;
        Assert.Equal(end, result.End.ToString());
        Assert.Equal(last, result.Last);
        Assert.Equal(TimeSpan.FromSeconds(2), took); // reads at 0, 0.5 (of 0.5 s), 1 and 2 (of 1 s)
        Assert.Empty(states);
    }

    [Fact]
    public async Task A_wait_that_begins_on_the_next_beat_does_not_read_at_once()
    {
        var reads = 0;
        var wait = Poll.UntilAsync(
            _ => Task.FromResult(++reads == 1 ? "AVAILABLE" : ""), Judge, Limit, PollStart.NextBeat, default);

        await _clock.TimerAsync(TimeSpan.FromSeconds(0.5));
        Assert.Equal(0, reads);
        await RunAsync(wait);
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Time_used_up_is_a_result_with_the_last_state()
    {
        var wait = Poll.UntilAsync(
            _ => Task.FromResult("PENDING"), Judge, TimeSpan.FromMinutes(5), PollStart.Now, default);
        var took = await RunAsync(wait);

        Assert.Equal(new PollResult<string>(PollEnd.TimedOut, "PENDING", null), await wait);
        Assert.Equal(TimeSpan.FromMinutes(5), took);
    }

    [Fact]
    public async Task A_read_that_hangs_ends_with_the_time()
    {
        var wait = Poll.UntilAsync(
            async cancel =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancel);
                return "";
            },
            Judge, TimeSpan.FromMinutes(5), PollStart.Now, default);
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(PollEnd.TimedOut, (await wait.Soon()).End);
    }

    [Fact]
    public async Task A_hiccup_does_not_end_a_wait_but_is_told_if_it_stays()
    {
        var reads = 0;
        var failure = new AtlasException(AtlasFailure.ServerError, "GET /x", "down");
        var wait = Poll.UntilAsync(
            _ => ++reads is 2 or 3 ? throw failure : Task.FromResult(reads == 5 ? "AVAILABLE" : "PENDING"),
            Judge, Limit, PollStart.Now, default);
        await RunAsync(wait);
        Assert.Equal(new PollResult<string>(PollEnd.Done, "AVAILABLE", null), await wait);

        wait = Poll.UntilAsync<string>(_ => throw failure, Judge, TimeSpan.FromMinutes(5), PollStart.Now, default);
        await RunAsync(wait);
        Assert.Equal(new PollResult<string>(PollEnd.TimedOut, null, failure), await wait);
    }

    [Theory]
    [InlineData(AtlasFailure.NotFound)]
    [InlineData(AtlasFailure.Forbidden)]
    [InlineData(AtlasFailure.Unauthorized)]
    internal async Task A_failure_that_will_not_pass_ends_the_wait(AtlasFailure kind)
    {
        var wait = Poll.UntilAsync<string>(
            _ => throw new AtlasException(kind, "GET /x", "no"), Judge, Limit, PollStart.Now, default);
        Assert.Equal(kind, (await Assert.ThrowsAsync<AtlasException>(() => wait.Soon())).Kind);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var wait = Poll.UntilAsync(_ => Task.FromResult("PENDING"), Judge, Limit, PollStart.Now, cancel.Token);
        await _clock.TimerAsync(TimeSpan.FromSeconds(0.5));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Soon());
    }

    [Fact]
    public async Task Waits_of_the_same_pace_share_one_tick_wherever_they_began()
    {
        var beat = new Beat(_clock);
        var first = beat.NextAsync(TimeSpan.FromSeconds(16), default);
        _clock.Advance(TimeSpan.FromSeconds(5.3));
        var second = beat.NextAsync(TimeSpan.FromSeconds(16), default);
        var shorter = beat.NextAsync(TimeSpan.FromSeconds(2), default);

        _clock.Advance(TimeSpan.FromSeconds(2.7));
        await shorter.Soon();
        Assert.False(first.IsCompleted || second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(8));
        await Task.WhenAll(first, second).Soon();
    }

    [Fact]
    public async Task An_interval_of_nothing_does_not_wait() =>
        await new Beat(_clock).NextAsync(TimeSpan.Zero, default).Soon();

    [Fact]
    public void A_longer_interval_ticks_only_where_the_shorter_ones_do() =>
        Assert.All(
            Enumerable.Range(0, 1000).Select(step => TimeSpan.FromSeconds(step * 0.37)),
            now => Assert.All(
                Enumerable.Range(0, 8).Select(reads => Poll.Interval(reads, TimeSpan.FromSeconds(2))),
                interval => Assert.Equal(0, Beat.NextTick(now, interval).Ticks % TimeSpan.FromSeconds(2).Ticks)));

    [Fact]
    public async Task Fifty_waits_that_began_at_different_times_cost_one_list_at_their_beat()
    {
        const int Waits = 50;
        var lists = 0;
        var window = TimeSpan.FromMilliseconds(20);
        var shared = new SharedLists<string, Thing>((_, _) =>
        {
            lists++;
            return Task.FromResult<IReadOnlyList<Thing>>([.. Enumerable.Range(0, Waits).Select(id => new Thing($"{id}", lists))]);
        }, _clock);
        var reads = new CoalescedReads<string, Thing>(
            shared,
            (_, id, _) => throw new InvalidOperationException($"{id} was read alone"),
            thing => thing.Id, window, _clock);
        using var joined = new CountdownEvent(Waits);
        var poll = Poll;
        Task<PollResult<Thing>> WaitFor(int id) => poll.UntilAsync(
            cancel =>
            {
                var read = reads.ReadAsync("project", $"{id}", cancel);
                joined.Signal();
                return read;
            },
            _ => PollVerdict.Done, Limit, PollStart.NextBeat, default);

        List<Task<PollResult<Thing>>> waits = [.. Enumerable.Range(0, Waits / 2).Select(WaitFor)];
        _clock.Advance(TimeSpan.FromSeconds(0.2)); // the others begin later
        waits.AddRange(Enumerable.Range(Waits / 2, Waits / 2).Select(WaitFor));
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        await Task.Run(joined.Wait).Soon();
        _clock.Advance(await _clock.TimerAsync(window));

        Assert.All(await Task.WhenAll(waits).Soon(), result => Assert.Equal(PollEnd.Done, result.End));
        Assert.Equal(1, lists);
    }
}
