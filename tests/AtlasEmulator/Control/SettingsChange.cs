using AtlasEmulator.World;

namespace AtlasEmulator.Control;

internal sealed record RateLimitChange(int Capacity, int Refill, int PeriodSeconds)
{
    public RateLimit Limit() => Capacity >= 0 && Refill >= 0 && PeriodSeconds > 0
        ? new RateLimit(Capacity, Refill, TimeSpan.FromSeconds(PeriodSeconds))
        : throw new ControlException("A rate limit needs capacity and refill from 0 on and periodSeconds from 1 on.");
}

/// <summary>Options that may be changed over HTTP; what is left out stays as it is.</summary>
internal sealed record SettingsChange
{
    /// <summary>fast, demo or manual.</summary>
    public string? Speed { get; init; }
    public int? StepMilliseconds { get; init; }
    public RateLimitChange? PeeringLimit { get; init; }
    public RateLimitChange? StreamsLimit { get; init; }
    public bool? SendRetryAfter { get; init; }
    public int? TokenLifeSeconds { get; init; }
    public int? TokenRequestsPerMinute { get; init; }
    public int? LiveTokensPerClient { get; init; }
    public int? NonceLifeSeconds { get; init; }
    public int? NonceUses { get; init; }
    public int? MaximumPeers { get; init; }
    public int? MaximumPendingPeers { get; init; }
    public int? ContainerMinimumAgeSeconds { get; init; }
    public bool? RequireFullPeerPatch { get; init; }
    public NetworkBehaviour? Networks { get; init; }

    public EmulatorOptions Apply(EmulatorOptions old) => old with
    {
        Pace = NewPace(old.Pace),
        PeeringLimit = PeeringLimit?.Limit() ?? old.PeeringLimit,
        StreamsLimit = StreamsLimit?.Limit() ?? old.StreamsLimit,
        SendRetryAfter = SendRetryAfter ?? old.SendRetryAfter,
        TokenLife = Seconds(TokenLifeSeconds) ?? old.TokenLife,
        TokenRequestsPerMinute = TokenRequestsPerMinute ?? old.TokenRequestsPerMinute,
        LiveTokensPerClient = LiveTokensPerClient ?? old.LiveTokensPerClient,
        NonceLife = Seconds(NonceLifeSeconds) ?? old.NonceLife,
        NonceUses = NonceUses ?? old.NonceUses,
        MaximumPeers = MaximumPeers ?? old.MaximumPeers,
        MaximumPendingPeers = MaximumPendingPeers ?? old.MaximumPendingPeers,
        ContainerMinimumAge = Seconds(ContainerMinimumAgeSeconds) ?? old.ContainerMinimumAge,
        RequireFullPeerPatch = RequireFullPeerPatch ?? old.RequireFullPeerPatch,
        Networks = Networks ?? old.Networks,
    };

    private Pace NewPace(Pace old)
    {
        if (StepMilliseconds is { } step) return Pace.Every(TimeSpan.FromMilliseconds(step));
        if (Speed is null) return old;
        return Pace.Named(Speed) ?? throw new ControlException($"There is no speed {Speed}: fast, demo or manual.");
    }

    private static TimeSpan? Seconds(int? value) => value is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
