namespace Peering.Atlas;

internal enum PollVerdict
{
    Waiting,
    Done,
    Failed,
}

internal enum PollEnd
{
    Done,
    Failed,
    TimedOut,
}

/// <summary>How a wait ended, with what was read last and the hiccup, if any, that hid the newest state.</summary>
internal readonly record struct PollResult<T>(PollEnd End, T? Last, AtlasException? Hiccup);

/// <summary>When a wait reads at once instead of on the next beat.</summary>
internal enum PollStart
{
    /// <summary>The state is known from the call before, which began the change.</summary>
    NextBeat,
    Now,
}

/// <summary>Reads until a judge has seen enough.</summary>
internal sealed class Poll(AtlasOptions options)
{
    private const int LongestDoubling = 5;
    private readonly Beat _beat = new(options.Clock);

    /// <summary>0.5 s twice, 1 s twice, and so on to 16 s: quick for short changes, few calls for long ones.</summary>
    public static TimeSpan Interval(int reads, TimeSpan first) => first * (1 << Math.Min(reads / 2, LongestDoubling));

    /// <summary>
    /// Ends when the judge says so or when the time is up, which is a result, so that the caller still has the last
    /// state. A failure that may pass does not end the wait; every other one is thrown; cancellation ends it at once.
    /// </summary>
    public async Task<PollResult<T>> UntilAsync<T>(
        Func<CancellationToken, Task<T>> read, Func<T, PollVerdict> judge, TimeSpan limit, PollStart start,
        CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(limit, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        T? last = default;
        AtlasException? hiccup = null;
        try
        {
            for (var reads = 0; ; reads++)
            {
                if (reads > 0 || start == PollStart.NextBeat)
                {
                    await _beat.NextAsync(Interval(reads, options.PollInterval), either.Token);
                }

                try
                {
                    last = await read(either.Token);
                    hiccup = null;
                }
                catch (AtlasException failure) when (failure.IsPassing)
                {
                    hiccup = failure;
                    continue;
                }

                switch (judge(last))
                {
                    case PollVerdict.Done:
                        return new PollResult<T>(PollEnd.Done, last, null);
                    case PollVerdict.Failed:
                        return new PollResult<T>(PollEnd.Failed, last, null);
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            return new PollResult<T>(PollEnd.TimedOut, last, hiccup);
        }
        catch (OperationCanceledException stopped) when (hiccup is not null && stopped.InnerException is null)
        {
            throw new AtlasCancelledException(hiccup.Request, maybeExecuted: false, cancel, hiccup);
        }
    }
}
