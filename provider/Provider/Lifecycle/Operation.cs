using System.Diagnostics;

namespace Peering.Lifecycle;

internal enum Severity
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>One verb on one resource: whom to tell, when to stop.</summary>
/// <param name="Urn">The resource the engine asks for; empty for what belongs to no resource.</param>
/// <param name="Log">Tells the user: severity, text, and whether it is only a passing status.</param>
/// <param name="Cancel">The engine cancels, or the time given for the verb is over.</param>
internal sealed record Operation(string Urn, Action<Severity, string, bool> Log, CancellationToken Cancel)
{
    private readonly long started = Stopwatch.GetTimestamp();

    /// <summary>How long ago it began: what was seen since then is not older than the wish.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(started);

    /// <summary>The engine's own cancel, without the clock.</summary>
    private CancellationToken Engine { get; init; } = Cancel;

    /// <summary>What the program calls the resource; null for what belongs to none.</summary>
    public string? Name => Urn.Split("::", 4) is [_, _, _, var name] ? name : null;

    /// <summary>Whether a component holds the resource: its type stands behind those of its parents.</summary>
    public bool IsChild => Urn.Split("::", 4) is [_, _, var types, _] && types.Contains('$', StringComparison.Ordinal);

    /// <summary>The time is over, and nobody cancelled.</summary>
    public bool IsTimedOut => Cancel.IsCancellationRequested && !Engine.IsCancellationRequested;

    /// <summary>A line beside the resource that the next one replaces.</summary>
    public void Status(string text) => Log(Severity.Info, text, true);

    /// <summary>A line that stays under the diagnostics of the run.</summary>
    public void Info(string text) => Log(Severity.Info, text, false);

    public void Warn(string text) => Log(Severity.Warning, text, false);

    /// <summary>
    /// Runs a verb within its time. Only the clock's end is told as time-out: a cancel of the engine stays a cancel.
    /// </summary>
    public async Task<T> WithinAsync<T>(TimeSpan limit, string what, Func<Operation, Task<T>> verb)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        clock.CancelAfter(limit < MaxDelay ? limit : MaxDelay);
        try
        {
            return await verb(this with { Cancel = clock.Token, Engine = Cancel });
        }
        catch (OperationCanceledException stopped) when (clock.IsCancellationRequested)
        {
            throw Stopped(limit, what, stopped.InnerException);
        }
        catch (InitFailedException kept) when (kept.InnerException is OperationCanceledException stopped)
        {
            throw new InitFailedException(kept.Id, kept.State, Stopped(limit, what, stopped.InnerException));
        }
    }

    /// <summary>What timers take at the most; a larger wish means no limit.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <param name="hindrance">What was being overcome when the end came.</param>
    private Exception Stopped(TimeSpan limit, string what, Exception? hindrance) => Cancel.IsCancellationRequested
        ? new OperationCanceledException($"{what} was cancelled; run `pulumi up` to go on.", Cancel)
        : new OperationFailedException(FailureKind.TimedOut,
            $"{what} was not done within {Describe(limit)}. Run `pulumi up` again to go on waiting, "
            + "or give it more time with the resource option customTimeouts."
            + (hindrance is null ? "" : $" What stood in the way: {hindrance.Message}"), hindrance);

    private static string Describe(TimeSpan limit) => limit switch
    {
        { TotalMinutes: >= 1 } when limit.TotalMinutes % 1 == 0 => $"{limit.TotalMinutes:0} min",
        _ => FormattableString.Invariant($"{limit.TotalSeconds:0.###} s"),
    };
}
