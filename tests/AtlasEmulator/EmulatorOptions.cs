using AtlasEmulator.Auth;
using AtlasEmulator.World;

namespace AtlasEmulator;

/// <summary>
/// What one emulator is like. Everything but Port and Time may be changed while it runs (Control.Configure).
/// </summary>
internal sealed record EmulatorOptions
{
    public const string DefaultProjectId = "64b7d3e2f0a1c25d9e8f7a60";

    public int Port { get; init; }
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public IReadOnlyList<string> Projects { get; init; } = [DefaultProjectId];
    public IReadOnlyList<Credential> Credentials { get; init; } = DemoCredentials.All;
    public Pace Pace { get; init; } = Pace.Demo;

    /// <summary>Network Peering set: peers, containers and privateIpMode together, per project.</summary>
    public RateLimit PeeringLimit { get; init; } = new(2000, 1000, TimeSpan.FromSeconds(60));
    public RateLimit StreamsLimit { get; init; } = new(1200, 500, TimeSpan.FromSeconds(60));
    public bool SendRetryAfter { get; init; } = true;

    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(1);
    public int TokenRequestsPerMinute { get; init; } = 50;
    public int LiveTokensPerClient { get; init; } = 100;
    public TimeSpan NonceLife { get; init; } = TimeSpan.FromMinutes(1);
    public int NonceUses { get; init; } = 1024;

    public int MaximumPeers { get; init; } = 50;
    public int MaximumPendingPeers { get; init; } = 25;

    /// <summary>Younger containers answer DELETE with CANNOT_DELETE_RECENTLY_CREATED_CONTAINER.</summary>
    public TimeSpan ContainerMinimumAge { get; init; } = TimeSpan.Zero;

    /// <summary>Whether an AWS PATCH without all four AWS fields is refused; the documents leave that open.</summary>
    public bool RequireFullPeerPatch { get; init; }

    /// <summary>Whether answers lack `providerName`, as old ones did, so that only their other keys tell the cloud.</summary>
    public bool OmitProviderName { get; init; }

    /// <summary>How remote networks behave that no rule of their own names.</summary>
    public NetworkBehaviour Networks { get; init; } = new();
}

/// <summary>A token bucket: capacity, and how many tokens come back at the end of each period.</summary>
internal sealed record RateLimit(int Capacity, int Refill, TimeSpan Period);

/// <summary>How long a state lasts before Atlas moves on by itself; null means until Control says so.</summary>
internal sealed record Pace(TimeSpan? Step, TimeSpan? Provision, TimeSpan? CleanUp, TimeSpan? Expiry)
{
    public static Pace Fast { get; } = Every(TimeSpan.FromMilliseconds(20));
    public static Pace Demo { get; } = Every(TimeSpan.FromMilliseconds(300));
    public static Pace Manual { get; } = new(null, null, null, null);

    /// <summary>Own durations for single states, by status name ("FINALIZING", "REQUEST_ACCEPT").</summary>
    public IReadOnlyDictionary<string, TimeSpan> Dwell { get; init; } = new Dictionary<string, TimeSpan>();

    public TimeSpan? In(string status) => Dwell.TryGetValue(status, out var own) ? own : Step;

    // Provisioning takes longer than a step: a GCP peering waits for its user before the names it needs exist.
    public static Pace Every(TimeSpan step) => new(step, step * 2, step, TimeSpan.FromDays(7));

    public static Pace? Named(string name) => name switch
    {
        "fast" => Fast,
        "demo" => Demo,
        "manual" => Manual,
        _ => null,
    };
}
