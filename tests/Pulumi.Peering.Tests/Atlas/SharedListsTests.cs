using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class SharedListsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualClock _clock = new();
    private readonly Queue<TaskCompletionSource<IReadOnlyList<int>>> _answers = new();
    private readonly List<CancellationToken> _started = [];
    private readonly SharedLists<string, int> _lists;

    public SharedListsTests() => _lists = new(
        (_, cancel) =>
        {
            lock (_answers)
            {
                _started.Add(cancel);
                var answer = _answers.Count > 0 ? _answers.Dequeue().Task : Task.FromResult<IReadOnlyList<int>>([_started.Count]);
                return answer.WaitAsync(cancel);
            }
        },
        _clock);

    private Task<IReadOnlyList<int>> Fresh(CancellationToken cancel = default) =>
        _lists.ReadAsync("p", TimeSpan.Zero, cancel).Soon();

    private Task<IReadOnlyList<int>> Recent(CancellationToken cancel = default) => _lists.ReadAsync("p", Minute, cancel).Soon();

    private TaskCompletionSource<IReadOnlyList<int>> Hold()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<int>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers.Enqueue(answer);
        return answer;
    }

    [Fact]
    public async Task Those_who_ask_while_a_list_is_under_way_share_the_next()
    {
        var held = Hold();
        var first = Fresh();
        var others = Enumerable.Range(0, 20).Select(_ => Fresh()).ToList();
        held.SetResult([1]);
        Assert.Equal([1], await first);
        Assert.All(await Task.WhenAll(others), list => Assert.Equal([2], list));
        Assert.Equal(2, _started.Count);
    }

    [Fact]
    public async Task A_fresh_list_is_never_older_than_its_question()
    {
        Assert.Equal([1], await Recent());
        Assert.Equal([2], await Fresh());
        Assert.Equal([3], await Fresh());
    }

    [Fact]
    public async Task A_recent_one_is_shared_until_it_is_too_old()
    {
        Assert.Equal([1], await Recent());
        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Equal([1], await Recent());
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([2], await Recent());
    }

    [Fact]
    public async Task One_under_way_is_recent_enough()
    {
        var held = Hold();
        var (first, second) = (Fresh(), Recent());
        held.SetResult([1]);
        Assert.Equal([1], await first);
        Assert.Equal([1], await second);
    }

    [Fact]
    public async Task What_was_forgotten_is_listed_again_and_so_is_what_was_under_way()
    {
        Assert.Equal([1], await Recent());
        _lists.Forget(key => key == "p");
        Assert.Equal([2], await Recent());

        var held = Hold();
        var before = Fresh();
        _lists.Forget(key => key == "p");
        var after = Recent();
        held.SetResult([3]);
        Assert.Equal([3], await before);
        Assert.Equal([4], await after);
    }

    [Fact]
    public async Task A_failure_is_for_those_who_waited_for_it_alone()
    {
        var held = Hold();
        var (first, second) = (Recent(), Recent());
        held.SetException(new InvalidOperationException("no"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Equal([2], await Recent());
    }

    [Fact]
    public async Task One_who_gives_up_does_not_take_the_list_from_the_others()
    {
        var held = Hold();
        using var stop = new CancellationTokenSource();
        var (leaving, staying) = (Recent(stop.Token), Recent());
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        held.SetResult([1]);
        Assert.Equal([1], await staying);
    }

    [Fact]
    public async Task A_list_that_nobody_waits_for_any_more_is_stopped_and_not_shared()
    {
        Hold();
        using var stop = new CancellationTokenSource();
        var leaving = Recent(stop.Token);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Equal([2], await Recent());
        Assert.True(_started[0].IsCancellationRequested);
    }

    [Fact]
    public async Task Keys_have_lists_of_their_own()
    {
        Assert.Equal([1], await Recent());
        Assert.Equal([2], await _lists.ReadAsync("q", Minute, default).Soon());
    }

    [Fact]
    public async Task What_is_forgotten_of_one_key_stays_known_of_another()
    {
        Assert.Equal([1], await Recent());
        _lists.Forget(key => key == "q");
        Assert.Equal([1], await Recent());
    }
}
