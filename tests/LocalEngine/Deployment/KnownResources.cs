using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>What the run knows of resources: those of the state it began with and those registered since.</summary>
internal sealed class KnownResources
{
    private readonly Dictionary<string, ResourceState> olds;
    private readonly ConcurrentDictionary<string, Registered> registered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> takenOver = new(StringComparer.Ordinal);

    public KnownResources(Snapshot start)
    {
        Start = start;
        olds = start.Resources.Where(r => !r.Delete).ToDictionary(r => r.Urn, StringComparer.Ordinal);
    }

    public Snapshot Start { get; }

    /// <summary>
    /// Deleted ahead in this run, with what made it necessary; they are created again when they are registered.
    /// </summary>
    public Dictionary<string, EarlyDeletion> DeletedEarly { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Replaced { get; } = new(StringComparer.Ordinal);

    public Registered this[string urn] => registered.TryGetValue(urn, out var found)
        ? found
        : throw new EngineException($"no resource {urn} was registered in this run");

    public bool Contains(string urn) => registered.ContainsKey(urn);

    public Registered? Find(string urn) => registered.GetValueOrDefault(urn);

    /// <summary>Enters a resource of the program; its URN must be new in this run.</summary>
    public Registered Register(string urn, ResourceGoal goal, ImmutableArray<string> aliases)
    {
        var entry = new Registered(goal, aliases, RandomNumberGenerator.GetBytes(32));
        if (!registered.TryAdd(urn, entry))
            throw new EngineException($"Duplicate resource URN '{urn}'; try giving it a unique name");
        if (takenOver.TryGetValue(urn, out var by))
            throw new EngineException($"{urn} was given up for {by} by an alias and cannot be a resource of its own");
        return entry;
    }

    /// <summary>The resource's past, under its URN or the first alias that has one.</summary>
    public ResourceState? Old(string urn, ImmutableArray<string> aliases)
    {
        if (olds.TryGetValue(urn, out var same))
            return same;
        foreach (var alias in aliases)
        {
            if (!olds.TryGetValue(alias, out var old))
                continue;
            if (registered.ContainsKey(alias))
                throw new EngineException(
                    $"{urn} has the alias {alias}, which is a resource of its own in this program");
            if (!takenOver.TryAdd(alias, urn))
                throw new EngineException($"{urn} and {takenOver[alias]} both have the alias {alias}");
            return old;
        }

        return null;
    }

    /// <summary>Where a resource that changed its name went.</summary>
    public string Now(string urn) => takenOver.GetValueOrDefault(urn, urn);
}

/// <summary>A resource of this run; <see cref="State"/> is null until its steps are done.</summary>
internal sealed class Registered(ResourceGoal goal, ImmutableArray<string> aliases, byte[] randomSeed)
{
    public ResourceGoal Goal => goal;

    public ImmutableArray<string> Aliases => aliases;

    public byte[] RandomSeed => randomSeed;

    public ResourceState? State { get; set; }
}

internal sealed record EarlyDeletion(ResourceState AwaitingReplacement, ImmutableArray<string> ReplaceKeys, Task Done);
