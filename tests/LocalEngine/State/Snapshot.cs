using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalEngine.State;

/// <summary>The whole state of a stack, dependencies before dependants.</summary>
internal sealed record Snapshot
{
    public static readonly Snapshot Empty = new();

    public DateTimeOffset Time { get; init; }

    /// <summary>Version of the engine that wrote it; the manifest's magic is its hash.</summary>
    public string Version { get; init; } = "";

    public string Magic { get; init; } = "";

    public ImmutableArray<PluginEntry> Plugins { get; init; } = [];

    public ImmutableArray<ResourceState> Resources { get; init; } = [];

    /// <summary>Steps that were begun and never heard of again.</summary>
    public ImmutableArray<PendingOperation> PendingOperations { get; init; } = [];

    /// <summary>Fields of an imported deployment this engine has no use for, kept as they were.</summary>
    public ImmutableSortedDictionary<string, JsonElement> OtherFields { get; init; } =
        ImmutableSortedDictionary<string, JsonElement>.Empty;
}

internal sealed record PluginEntry(string Name, string Path, string Type, string Version);

/// <summary><paramref name="Type"/> is one of creating, updating, deleting, reading, importing.</summary>
internal sealed record PendingOperation(ResourceState Resource, string Type);

/// <summary>
/// How the secrets of a state are kept: <paramref name="Type"/> and <paramref name="State"/> go into the file's
/// secrets_providers, the functions turn the JSON text of a secret into cipher text and back.
/// </summary>
internal sealed record SecretsCipher(
    string Type, JsonObject State, Func<string, string> Encrypt, Func<string, string> Decrypt);
