namespace Peering.Atlas;

/// <summary>Everything an <see cref="AtlasClient"/> is made from. The clock and the randomness are injected.</summary>
internal sealed record AtlasOptions(Uri BaseUrl, AtlasCredentials Credentials, string UserAgent)
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Values in [0, 1) that spread retries of parallel calls.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    public RetryLimits Retry { get; init; } = new();

    /// <summary>Told before every wait of a retry, so that a long one can be shown to the user.</summary>
    public Action<RetryNotice>? OnRetry { get; init; }

    /// <summary>Time for one request and its whole answer; not the caller's deadline.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a write under way may still be answered after its caller has given up.</summary>
    public TimeSpan WriteGrace { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Larger answers are refused, counted after decompression.</summary>
    public long MaxAnswerBytes { get; init; } = 64L << 20;

    /// <summary>First interval of a wait; it doubles up to 32 times this (0.5 s to 16 s).</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a read waits for others of the same list before it goes out.</summary>
    public TimeSpan GatherWindow { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a refused sign-in is repeated to further callers instead of being asked again.</summary>
    public TimeSpan SignInFailureMemory { get; init; } = TimeSpan.FromSeconds(10);
}
