using System.Globalization;

namespace Peering.Atlas;

/// <summary>Why a failed call is, or is not, sent again.</summary>
internal enum RetryReason
{
    // Sent again
    RateLimited,
    Maintenance,
    NotConnected,
    NotSent,
    ConnectionLost,
    TimedOut,
    ServerError,
    BadAnswer,

    // Final
    Final,
    MaybeExecuted,
    AttemptsUsedUp,
    TimeUsedUp,
}

internal readonly record struct RetryDecision(bool Again, RetryReason Reason, TimeSpan Delay);

/// <summary>What is told before a wait.</summary>
internal sealed record RetryNotice(string Request, int Attempt, RetryReason Reason, TimeSpan Delay, string Failure);

/// <summary>Bounds. Slow: Atlas asked for patience (429, maintenance). Fast: something broke.</summary>
internal sealed record RetryLimits
{
    public int SlowAttempts { get; init; } = 10;
    public TimeSpan SlowBase { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan SlowCap { get; init; } = TimeSpan.FromSeconds(80);

    public int FastAttempts { get; init; } = 6;
    public TimeSpan FastBase { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan FastCap { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Fewer than the others: a mistyped host should not take half a minute to be named.</summary>
    public int NotConnectedAttempts { get; init; } = 4;

    /// <summary>No wait begins that would end later than this after the first attempt.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>The facts a decision rests on.</summary>
internal sealed record RetryFacts(bool Repeatable, int Attempt, AtlasFailure Kind)
{
    public string? ErrorCode { get; init; }

    public IReadOnlyList<string> Parameters { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    public bool MaybeExecuted { get; init; }

    public TimeSpan Elapsed { get; init; }

    public static RetryFacts Of(AtlasRequest request, int attempt, AtlasException failure, TimeSpan elapsed) =>
        new(request.Repeatable, attempt, failure.Kind)
        {
            ErrorCode = failure.ErrorCode,
            Parameters = failure.Parameters,
            RetryAfter = failure.RetryAfter,
            MaybeExecuted = failure.MaybeExecuted,
            Elapsed = elapsed,
        };
}

/// <summary>The retry rules as a pure function.</summary>
internal static class RetryPolicy
{
    /// <param name="facts">What happened.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="jitter">In [0, 1): spreads the delay by a quarter either way.</param>
    public static RetryDecision Decide(RetryFacts facts, RetryLimits limits, double jitter)
    {
        var reason = ReasonOf(facts);
        var (attempts, first, cap) = reason switch
        {
            RetryReason.Final or RetryReason.MaybeExecuted => (0, TimeSpan.Zero, TimeSpan.Zero),
            RetryReason.RateLimited or RetryReason.Maintenance =>
                (limits.SlowAttempts, limits.SlowBase, limits.SlowCap),
            RetryReason.NotConnected => (limits.NotConnectedAttempts, limits.FastBase, limits.FastCap),
            _ => (limits.FastAttempts, limits.FastBase, limits.FastCap),
        };
        if (attempts == 0)
        {
            return new RetryDecision(false, reason, TimeSpan.Zero);
        }

        var delay = Asked(facts) is { } asked
            ? asked * (1 + 0.1 * jitter) // never earlier than asked, and not all at the same instant
            : TimeSpan.FromTicks(Math.Min(cap.Ticks, (long)(first.Ticks * Math.Pow(2, facts.Attempt - 1))))
                * (0.75 + 0.5 * jitter);
        return facts.Attempt >= attempts ? new RetryDecision(false, RetryReason.AttemptsUsedUp, delay)
            : facts.Elapsed + delay > limits.Total ? new RetryDecision(false, RetryReason.TimeUsedUp, delay)
            : new RetryDecision(true, reason, delay);
    }

    private static RetryReason ReasonOf(RetryFacts facts) => facts switch
    {
        // Refused before they were looked at: safe to repeat whatever the method.
        { Kind: AtlasFailure.RateLimited } => RetryReason.RateLimited,
        { ErrorCode: AtlasCode.Maintenance } => RetryReason.Maintenance,
        { Kind: AtlasFailure.Unreachable, MaybeExecuted: false } => RetryReason.NotConnected,

        { Repeatable: false, MaybeExecuted: true } => RetryReason.MaybeExecuted,
        { Repeatable: false, Kind: AtlasFailure.ConnectionLost or AtlasFailure.TimedOut } => RetryReason.NotSent,
        { Repeatable: false } => RetryReason.Final,

        { Kind: AtlasFailure.Unreachable } => RetryReason.NotConnected,
        { Kind: AtlasFailure.ConnectionLost } => RetryReason.ConnectionLost,
        { Kind: AtlasFailure.TimedOut } => RetryReason.TimedOut,
        { Kind: AtlasFailure.ServerError } => RetryReason.ServerError,
        { Kind: AtlasFailure.BadAnswer } => RetryReason.BadAnswer,
        _ => RetryReason.Final,
    };

    // Retry-After may be absent; the token bucket's parameters are endpoint, seconds to wait, capacity, refill, period.
    private static TimeSpan? Asked(RetryFacts facts) =>
        facts.RetryAfter ?? (facts is { ErrorCode: AtlasCode.TokenBucket, Parameters: [_, var seconds, ..] }
            && double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var wait)
            && wait <= TimeSpan.MaxValue.TotalSeconds / 2
                ? TimeSpan.FromSeconds(wait)
                : null);
}
