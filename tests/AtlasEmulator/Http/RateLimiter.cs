using AtlasEmulator.World;

namespace AtlasEmulator.Http;

internal sealed record RateState(int Limit, int Remaining, AtlasError? Refusal);

/// <summary>Token buckets per project and endpoint set. Used under the world's lock.</summary>
internal sealed class RateLimiter(AtlasWorld world)
{
    private readonly Dictionary<(string Project, EndpointSet Set), Bucket> buckets = [];

    /// <summary>
    /// Takes a token and tells what is left; an empty bucket refuses with the seconds to the next refill.
    /// </summary>
    public RateState Take(string projectId, EndpointSet set)
    {
        var limit = set == EndpointSet.Streams ? world.Options.StreamsLimit : world.Options.PeeringLimit;
        var now = world.Now;
        if (!buckets.TryGetValue((projectId, set), out var bucket) || bucket.Limit != limit)
            buckets[(projectId, set)] = bucket = new Bucket(limit, now);
        bucket.RefillUntil(now);
        if (bucket.Tokens > 0) return new RateState(limit.Capacity, --bucket.Tokens, null);
        var wait = Math.Max(1, (int)Math.Ceiling((bucket.Refilled + limit.Period - now).TotalSeconds));
        var name = set == EndpointSet.Streams ? "Streams" : "Network Peering";
        return new RateState(limit.Capacity, 0, Errors.RateLimited(name, wait, limit, world.Options.SendRetryAfter));
    }

    public void Reset() => buckets.Clear();

    private sealed class Bucket(RateLimit limit, DateTimeOffset now)
    {
        public RateLimit Limit { get; } = limit;
        public int Tokens { get; set; } = limit.Capacity;
        public DateTimeOffset Refilled { get; private set; } = now;

        public void RefillUntil(DateTimeOffset now)
        {
            var periods = (long)((now - Refilled) / Limit.Period);
            if (periods <= 0) return;
            Refilled += Limit.Period * periods;
            Tokens = (int)Math.Min(Limit.Capacity, Tokens + periods * Limit.Refill);
        }
    }
}
