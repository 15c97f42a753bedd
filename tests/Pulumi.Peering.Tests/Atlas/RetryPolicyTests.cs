using Peering.Atlas;
using static Peering.Atlas.AtlasFailure;

namespace Peering.Tests.Atlas;

public class RetryPolicyTests
{
    private const double Middle = 0.5; // adds nothing to a back-off, 5 % to a wait Atlas asked for

    private static RetryDecision Decide(RetryFacts facts, double jitter = Middle) =>
        RetryPolicy.Decide(facts, new RetryLimits(), jitter);

    [Theory]
    // What Atlas refused before looking at it may be repeated, whatever the method.
    [InlineData(true, RateLimited, null, false, true, nameof(RetryReason.RateLimited))]
    [InlineData(false, RateLimited, null, false, true, nameof(RetryReason.RateLimited))]
    [InlineData(true, Refused, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", false, true, nameof(RetryReason.Maintenance))]
    [InlineData(false, Refused, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", false, true, nameof(RetryReason.Maintenance))]
    [InlineData(true, Unreachable, null, false, true, nameof(RetryReason.NotConnected))]
    [InlineData(false, Unreachable, null, false, true, nameof(RetryReason.NotConnected))]
    // What may have been carried out is repeated only where that does no harm.
    [InlineData(true, ConnectionLost, null, false, true, nameof(RetryReason.ConnectionLost))]
    [InlineData(true, TimedOut, null, false, true, nameof(RetryReason.TimedOut))]
    [InlineData(true, ServerError, "UNEXPECTED_ERROR", false, true, nameof(RetryReason.ServerError))]
    [InlineData(true, BadAnswer, null, false, true, nameof(RetryReason.BadAnswer))]
    [InlineData(false, ConnectionLost, null, true, false, nameof(RetryReason.MaybeExecuted))]
    [InlineData(false, TimedOut, null, true, false, nameof(RetryReason.MaybeExecuted))]
    [InlineData(false, ServerError, null, true, false, nameof(RetryReason.MaybeExecuted))]
    [InlineData(false, BadAnswer, null, true, false, nameof(RetryReason.MaybeExecuted))]
    [InlineData(false, ConnectionLost, null, false, true, nameof(RetryReason.NotSent))]
    [InlineData(false, TimedOut, null, false, true, nameof(RetryReason.NotSent))]
    // An answer is an answer.
    [InlineData(true, Refused, "PEER_INVALID_STATE", false, false, nameof(RetryReason.Final))]
    [InlineData(true, Unauthorized, null, false, false, nameof(RetryReason.Final))]
    [InlineData(true, Forbidden, null, false, false, nameof(RetryReason.Final))]
    [InlineData(true, NotFound, "PEER_NOT_FOUND", false, false, nameof(RetryReason.Final))]
    [InlineData(true, TlsRefused, null, false, false, nameof(RetryReason.Final))]
    [InlineData(false, TlsRefused, null, false, false, nameof(RetryReason.Final))]
    [InlineData(true, Redirected, null, false, false, nameof(RetryReason.Final))]
    [InlineData(true, TooLarge, null, false, false, nameof(RetryReason.Final))]
    [InlineData(true, UnexpectedShape, null, false, false, nameof(RetryReason.Final))]
    internal void What_is_repeated_and_why(
        bool repeatable, AtlasFailure kind, string? code, bool maybeExecuted, bool again, string reason)
    {
        var decision = Decide(new RetryFacts(repeatable, 1, kind) { ErrorCode = code, MaybeExecuted = maybeExecuted });

        Assert.Equal(again, decision.Again);
        Assert.Equal(reason, decision.Reason.ToString());
    }

    [Theory]
    [InlineData(RateLimited, 1, 10)]
    [InlineData(RateLimited, 2, 20)]
    [InlineData(RateLimited, 3, 40)]
    [InlineData(RateLimited, 4, 80)]
    [InlineData(RateLimited, 5, 80)]
    [InlineData(ServerError, 1, 1)]
    [InlineData(ServerError, 2, 2)]
    [InlineData(ServerError, 5, 16)]
    [InlineData(Unreachable, 3, 4)]
    internal void Back_off_doubles_up_to_its_cap(AtlasFailure kind, int attempt, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Decide(new RetryFacts(true, attempt, kind)).Delay);

    [Theory]
    [InlineData(0.0, 7.5)]
    [InlineData(0.5, 10.0)]
    [InlineData(0.9999999, 12.5)]
    public void Jitter_moves_a_back_off_by_a_quarter(double jitter, double seconds) =>
        Assert.Equal(seconds, Decide(new RetryFacts(true, 1, RateLimited), jitter).Delay.TotalSeconds, 5);

    [Theory]
    // Without jitter a wait Atlas asked for is exact, and a back-off a quarter shorter than its 10 s.
    [InlineData(30.0, null, "RATE_LIMITED_TOKEN_BUCKET", 30)]
    [InlineData(30.0, "17", "RATE_LIMITED_TOKEN_BUCKET", 30)] // the header wins
    [InlineData(null, "17", "RATE_LIMITED_TOKEN_BUCKET", 17)]
    [InlineData(null, "0.5", "RATE_LIMITED_TOKEN_BUCKET", 0.5)]
    [InlineData(null, "17", "RATE_LIMITED", 7.5)] // there the second parameter is a count
    [InlineData(null, "soon", "RATE_LIMITED_TOKEN_BUCKET", 7.5)]
    [InlineData(null, "-3", "RATE_LIMITED_TOKEN_BUCKET", 7.5)]
    [InlineData(null, "99999999999999999999", "RATE_LIMITED_TOKEN_BUCKET", 7.5)]
    [InlineData(null, null, "RATE_LIMITED_TOKEN_BUCKET", 7.5)]
    [InlineData(0.0, null, "RATE_LIMITED", 0)]
    public void A_rate_limit_waits_as_long_as_Atlas_says(double? header, string? second, string code, double seconds)
    {
        var facts = new RetryFacts(true, 1, RateLimited)
        {
            ErrorCode = code,
            RetryAfter = header is { } wait ? TimeSpan.FromSeconds(wait) : null,
            Parameters = second is null ? [] : ["endpoint set", second, "2000", "1000", "60"],
        };

        Assert.Equal(seconds, Decide(facts, 0).Delay.TotalSeconds, 5);
    }

    [Fact]
    public void A_wait_Atlas_asked_for_is_never_shortened()
    {
        var facts = new RetryFacts(true, 1, RateLimited) { RetryAfter = TimeSpan.FromSeconds(30) };
        Assert.All(
            Enumerable.Range(0, 100).Select(step => Decide(facts, step / 100.0).Delay.TotalSeconds),
            wait => Assert.InRange(wait, 30, 33));
    }

    [Theory]
    [InlineData(RateLimited, 9, true)]
    [InlineData(RateLimited, 10, false)]
    [InlineData(ServerError, 5, true)]
    [InlineData(ServerError, 6, false)]
    [InlineData(Unreachable, 3, true)]
    [InlineData(Unreachable, 4, false)]
    internal void Attempts_are_bounded(AtlasFailure kind, int attempt, bool again)
    {
        var decision = Decide(new RetryFacts(true, attempt, kind));
        Assert.Equal(again, decision.Again);
        Assert.Equal(again, decision.Reason != RetryReason.AttemptsUsedUp);
    }

    [Theory]
    [InlineData(9, 40, true)]
    [InlineData(9, 60, true)]
    [InlineData(9, 61, false)]
    [InlineData(0, 3600, false)]
    public void No_wait_begins_that_would_end_after_the_total(int elapsedMinutes, int waitSeconds, bool again)
    {
        var facts = new RetryFacts(true, 2, RateLimited)
        {
            Elapsed = TimeSpan.FromMinutes(elapsedMinutes),
            RetryAfter = TimeSpan.FromSeconds(waitSeconds),
        };
        var decision = Decide(facts, 0);
        Assert.Equal(again, decision.Again);
        Assert.Equal(again ? RetryReason.RateLimited : RetryReason.TimeUsedUp, decision.Reason);
    }
}
