namespace LocalEngine.State;

/// <summary>
/// The state while a run changes it: resources of this run in the order they were finished, then those not touched yet.
/// Every mutating step is written down before it begins and after it ended, so a killed run loses nothing.
/// Resources are told apart by reference, because two may share a URN while one waits for its deletion.
/// </summary>
internal sealed class SnapshotManager
{
    private readonly Lock gate = new();
    private readonly StateFile? file;
    private readonly TimeProvider clock;
    private readonly List<ResourceState> fresh = [];
    private readonly List<PendingOperation> pending = [];
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);
    private List<ResourceState> olds;
    private Snapshot start;

    /// <param name="start">The state the run begins with.</param>
    /// <param name="file">Where to write; null in previews, which never write.</param>
    /// <param name="clock">Dates the manifest.</param>
    public SnapshotManager(Snapshot start, StateFile? file, TimeProvider clock)
    {
        this.start = start;
        this.file = file;
        this.clock = clock;
        olds = [.. start.Resources];
    }

    public Snapshot Current
    {
        get
        {
            lock (gate)
                return Build();
        }
    }

    /// <summary>What the run began with and nothing in it has taken up yet.</summary>
    public IReadOnlyList<ResourceState> Untouched
    {
        get
        {
            lock (gate)
                return [.. olds];
        }
    }

    /// <summary>Notes that a step is about to touch the world.</summary>
    public PendingOperation Begin(ResourceState resource, string type)
    {
        var operation = new PendingOperation(resource, type);
        lock (gate)
        {
            pending.Add(operation);
            Save();
        }

        return operation;
    }

    /// <summary>Applies a step's result; with <paramref name="ended"/> its note goes in the same write.</summary>
    public void Apply(PendingOperation? ended, Action<SnapshotManager> change)
    {
        lock (gate)
        {
            change(this);
            if (ended is not null)
                pending.RemoveAll(p => ReferenceEquals(p, ended));
            if (ended is not null)
                Save();
        }
    }

    public void Flush()
    {
        lock (gate)
            Save();
    }

    /// <summary>A new or renewed resource takes the place of <paramref name="old"/>, if there was one.</summary>
    public void Put(ResourceState resource, ResourceState? old)
    {
        if (old is not null)
        {
            Drop(old);
            if (old.Urn != resource.Urn)
                renamed[old.Urn] = resource.Urn;
        }

        fresh.Add(resource);
    }

    /// <summary>Rewrites a resource where it stands.</summary>
    public void Rewrite(ResourceState old, ResourceState resource)
    {
        foreach (var list in new[] { olds, fresh })
        {
            var at = list.FindIndex(r => ReferenceEquals(r, old));
            if (at >= 0)
            {
                list[at] = resource;
                return;
            }
        }

        throw new InvalidOperationException($"{old.Urn} is not in the state");
    }

    public void Drop(ResourceState old)
    {
        olds.RemoveAll(r => ReferenceEquals(r, old));
        fresh.RemoveAll(r => ReferenceEquals(r, old));
    }

    /// <summary>Everything anew, as a refresh leaves it; nothing counts as touched.</summary>
    public void Rebase(IEnumerable<ResourceState> resources)
    {
        olds = [.. resources];
        fresh.Clear();
    }

    /// <summary>Everything stays where it stands, and what is new comes after it.</summary>
    public void KeepAll()
    {
        fresh.AddRange(olds);
        olds.Clear();
    }

    public void UsePlugins(IEnumerable<PluginEntry> plugins)
    {
        lock (gate)
            start = start with { Plugins = [.. plugins] };
    }

    private Snapshot Build() => start with
    {
        Time = clock.GetUtcNow(),
        Version = EngineVersion.Text,
        Magic = SnapshotIntegrity.MagicOf(EngineVersion.Text),
        Resources = [.. fresh.Concat(olds).Select(Renamed)],
        PendingOperations = [.. start.PendingOperations, .. pending],
    };

    /// <summary>An alias gave a resource a new URN: those that were not visited yet still say the old one.</summary>
    private ResourceState Renamed(ResourceState resource)
    {
        if (renamed.Count == 0)
            return resource;
        return resource with
        {
            Parent = Renamed(resource.Parent),
            Dependencies = [.. resource.Dependencies.Select(Renamed)],
            DeletedWith = Renamed(resource.DeletedWith),
            PropertyDependencies = resource.PropertyDependencies.SetItems(resource.PropertyDependencies.Select(
                p => KeyValuePair.Create(p.Key, System.Collections.Immutable.ImmutableArray.CreateRange(
                    p.Value.Select(Renamed))))),
            Provider = ProviderReference.TryParse(resource.Provider) is { } provider
                ? new ProviderReference(Renamed(provider.ProviderUrn), provider.Id).ToString()
                : resource.Provider,
        };
    }

    private string Renamed(string urn) => renamed.GetValueOrDefault(urn, urn);

    private void Save() => file?.Write(Build());
}
