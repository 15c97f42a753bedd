using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class CoalescedReadsTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(20);
    private readonly ManualClock _clock = new();
    private readonly List<string> _calls = [];
    private readonly Lock _lock = new();
    private Func<CancellationToken, Task> _beforeList = _ => Task.CompletedTask;
    private int _version;

    private CoalescedReads<string, Thing> Reads(params string[] listed) => Reads(Window, listed);

    private CoalescedReads<string, Thing> Reads(TimeSpan window, params string[] listed) => new(
        new SharedLists<string, Thing>(async (project, cancel) =>
        {
            var version = Note($"list {project}");
            await _beforeList(cancel);
            return [.. listed.Select(id => new Thing(id, version))];
        }, _clock),
        (project, id, _) => Task.FromResult(new Thing(id, Note($"get {project} {id}"))),
        thing => thing.Id,
        window,
        _clock);

    private int Note(string call)
    {
        lock (_lock)
        {
            _calls.Add(call);
            return _version;
        }
    }

    private async Task CloseWindowAsync()
    {
        await _clock.TimerAsync(Window);
        _clock.Advance(Window);
    }

    /// <summary>Two reads whose list is under way, and stays so until <paramref name="answer"/> comes.</summary>
    private async Task<Task<Thing>[]> ReadUntilListingAsync(CoalescedReads<string, Thing> reads, TaskCompletionSource answer)
    {
        var listing = new TaskCompletionSource();
        _beforeList = _ =>
        {
            listing.TrySetResult();
            return answer.Task;
        };
        Task<Thing>[] early = [reads.ReadAsync("p", "a", default), reads.ReadAsync("p", "b", default)];
        await CloseWindowAsync();
        await listing.Task.Soon();
        return early;
    }

    [Fact]
    public async Task A_lone_read_stays_a_single_get()
    {
        var read = Reads("a").ReadAsync("p", "a", default);
        await CloseWindowAsync();

        Assert.Equal("a", (await read.Soon()).Id);
        Assert.Equal(["get p a"], _calls);
    }

    [Fact]
    public async Task A_window_of_nothing_still_answers()
    {
        Assert.Equal("a", (await Reads(TimeSpan.Zero, "a").ReadAsync("p", "a", default).Soon()).Id);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task Fifty_reads_that_wait_together_are_one_list()
    {
        var ids = Enumerable.Range(0, 50).Select(number => $"{number}").ToArray();
        var reads = Reads(ids);

        var waiting = ids.Select(id => reads.ReadAsync("p", id, default)).ToArray();
        await CloseWindowAsync();

        Assert.Equal(ids, (await Task.WhenAll(waiting).Soon()).Select(thing => thing.Id));
        Assert.Equal(["list p"], _calls);
    }

    [Fact]
    public async Task Different_lists_are_not_mixed()
    {
        var reads = Reads("a", "b");
        var all = Task.WhenAll(
            reads.ReadAsync("p", "a", default), reads.ReadAsync("q", "a", default),
            reads.ReadAsync("p", "b", default), reads.ReadAsync("q", "b", default));
        do
        {
            // Each has a window of its own, and the second may open when the first is closed already.
            await CloseWindowAsync();
        }
        while (await Task.WhenAny(all.Soon(), _clock.TimerAsync(Window)) is Task<TimeSpan>);

        Assert.Equal(["list p", "list q"], _calls.Order());
    }

    [Fact]
    public async Task A_read_is_never_answered_by_a_list_that_began_before_it()
    {
        var reads = Reads("a", "b");
        var answer = new TaskCompletionSource();
        var early = await ReadUntilListingAsync(reads, answer);

        _version = 1; // the world moves on while the first list is under way
        Task<Thing>[] late = [reads.ReadAsync("p", "a", default), reads.ReadAsync("p", "b", default)];
        await CloseWindowAsync();
        Assert.Single(_calls); // one list per key at a time
        answer.SetResult();

        Assert.All(await Task.WhenAll(late).Soon(), thing => Assert.Equal(1, thing.Size));
        // One of these may have come to its list only now, and a newer one is as good to it.
        Assert.Contains(await Task.WhenAll(early).Soon(), thing => thing.Size == 0);
        Assert.Equal(["list p", "list p"], _calls);
    }

    [Fact]
    public async Task A_lone_read_while_a_list_is_under_way_takes_the_next_one()
    {
        var reads = Reads("a", "b");
        var answer = new TaskCompletionSource();
        var early = await ReadUntilListingAsync(reads, answer);
        var late = reads.ReadAsync("p", "a", default);
        await CloseWindowAsync();
        answer.SetResult();

        await Task.WhenAll([.. early, late]).Soon();
        Assert.Equal(["list p", "list p"], _calls);
    }

    [Fact]
    public async Task What_the_list_lacks_is_asked_for_by_get()
    {
        var reads = Reads("a", "b");
        Task<Thing>[] waiting = [.. new[] { "a", "gone", "b" }.Select(id => reads.ReadAsync("p", id, default))];
        await CloseWindowAsync();
        await Task.WhenAll(waiting).Soon();

        Assert.Equal(["list p", "get p gone"], _calls);
    }

    [Fact]
    public async Task A_reader_that_leaves_takes_nothing_from_the_others()
    {
        var reads = Reads("a", "b", "c");
        using var cancel = new CancellationTokenSource();
        var leaver = reads.ReadAsync("p", "c", cancel.Token);
        Task<Thing>[] stayers = [reads.ReadAsync("p", "a", default), reads.ReadAsync("p", "b", default)];
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        await CloseWindowAsync();

        Assert.Equal(["a", "b"], (await Task.WhenAll(stayers).Soon()).Select(thing => thing.Id));
    }

    [Fact]
    public async Task The_last_one_left_in_the_window_is_alone()
    {
        var reads = Reads("a", "b");
        using var cancel = new CancellationTokenSource();
        var leaver = reads.ReadAsync("p", "a", cancel.Token);
        var stayer = reads.ReadAsync("p", "b", default);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        await CloseWindowAsync();
        await stayer.Soon();

        Assert.Equal(["get p b"], _calls);
    }

    [Fact]
    public async Task A_list_nobody_waits_for_any_more_is_stopped()
    {
        var reads = Reads("a", "b");
        var begun = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        _beforeList = async cancel =>
        {
            await using var registration = cancel.Register(stopped.SetResult);
            begun.SetResult();
            await stopped.Task;
        };
        using var cancel = new CancellationTokenSource();
        Task[] waiting = [reads.ReadAsync("p", "a", cancel.Token), reads.ReadAsync("p", "b", cancel.Token)];
        await CloseWindowAsync();
        await begun.Task.Soon();
        await cancel.CancelAsync();

        await stopped.Task.Soon();
        foreach (var reader in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.Soon());
        }
    }

    [Fact]
    public async Task A_list_that_fails_fails_its_readers_and_not_the_next()
    {
        var reads = Reads("a", "b");
        _beforeList = _ => throw new InvalidOperationException("no list today");
        Task<Thing>[] waiting = [reads.ReadAsync("p", "a", default), reads.ReadAsync("p", "b", default)];
        await CloseWindowAsync();
        foreach (var read in waiting)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => read.Soon());
        }

        _beforeList = _ => Task.CompletedTask;
        waiting = [reads.ReadAsync("p", "a", default), reads.ReadAsync("p", "b", default)];
        await CloseWindowAsync();
        Assert.Equal(2, (await Task.WhenAll(waiting).Soon()).Length);
    }
}
