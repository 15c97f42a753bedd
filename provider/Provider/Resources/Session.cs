using System.Collections.Concurrent;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>What the kinds and functions share once the provider is configured.</summary>
internal sealed class Session : IAsyncDisposable
{
    private volatile Connection? connection;

    /// <summary>The project of those who name none; null before Configure too, for Check may come first.</summary>
    public string? ProjectId => connection?.Settings.ProjectId;

    /// <summary>The named project, or else the provider's.</summary>
    public string ProjectOf(string? named) =>
        named ?? ProjectId ?? throw new OperationFailedException(FailureKind.InvalidInput,
            "No Atlas project is named, and the provider has none either: put the project's id and a slash before the "
            + "id, give projectId, or run `pulumi config set peering:projectId ...`.");

    /// <summary>
    /// Whether the provider speaks to Atlas for Government, which lacks parts of Atlas; false before Configure, when
    /// nobody knows.
    /// </summary>
    public bool IsGovernment =>
        connection?.Settings.BaseUrl.Host.EndsWith(".mongodbgov.com", StringComparison.OrdinalIgnoreCase) == true;

    public PreflightMode Preflight => Connected.Settings.Preflight;

    /// <summary>
    /// Ids that this run deletes before it creates their replacements: their Diff said so, and in a preview they still
    /// stand in Atlas when the look before the new one's create comes by.
    /// </summary>
    public IdSet Leaving { get; private set; } = new();

    /// <summary>The peerings that the preview under way would make, by URN.</summary>
    public ConcurrentDictionary<string, PlannedPeer> Planned { get; } = new(StringComparer.Ordinal);

    public Peers Peers => Connected.Peers;

    public Containers Containers => Connected.Containers;

    public Streams Streams => Connected.Streams;

    private Connection Connected => connection ?? throw new OperationFailedException(
        FailureKind.NotConfigured, "The peering provider has not been configured yet.");

    /// <summary>Takes new settings. Nothing is sent to Atlas before the first call needs it.</summary>
    public async Task ConfigureAsync(ProviderSettings settings, Operation operation)
    {
        var client = new AtlasClient(new AtlasOptions(
            settings.BaseUrl, settings.Credentials, $"pulumi-resource-peering/{PluginVersion.Text}")
        {
            OnRetry = notice => operation.Status(
                $"{notice.Reason}: trying {notice.Request.Split('?')[0]} again in {notice.Delay.TotalSeconds:0.#} s"),
        });
        // A run begins here, also in a process that outlives runs.
        Leaving = new IdSet();
        Planned.Clear();
        var former = Interlocked.Exchange(ref connection, new Connection(settings, client));
        if (former is not null)
        {
            await former.Client.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } last)
        {
            await last.Client.DisposeAsync();
        }
    }

    private sealed record Connection(ProviderSettings Settings, AtlasClient Client)
    {
        public Peers Peers { get; } = new(Client);

        public Containers Containers { get; } = new(Client);

        public Streams Streams { get; } = new(Client);
    }
}

/// <summary>A peering that does not exist yet.</summary>
internal sealed record PlannedPeer(string Project, AtlasPeer Peer, IReadOnlyList<string> RemoteBlocks);

/// <summary>Ids noted and asked for by verbs that run at the same time.</summary>
internal sealed class IdSet
{
    private readonly ConcurrentDictionary<string, bool> ids = new(StringComparer.Ordinal);

    public void Add(string id) => ids[id] = true;

    public bool Contains(string id) => ids.ContainsKey(id);
}
