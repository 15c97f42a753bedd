using System.Collections.Immutable;
using System.Text.Json;
using LocalEngine.Values;

namespace LocalEngine.State;

/// <summary>What the state remembers of one resource (a ResourceV3 of Pulumi's deployment JSON).</summary>
internal sealed record ResourceState
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    /// <summary>Custom resources belong to a provider and have an id; components do not.</summary>
    public required bool Custom { get; init; }

    /// <summary>The remains of a replacement: the object still exists and waits to be deleted.</summary>
    public bool Delete { get; init; }

    public string Id { get; init; } = "";

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;

    public string Parent { get; init; } = "";

    public bool Protect { get; init; }

    public bool Taint { get; init; }

    /// <summary>Read by the program, never created, changed or deleted by it.</summary>
    public bool External { get; init; }

    public ImmutableArray<string> Dependencies { get; init; } = [];

    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>The provider's reference, <c>urn::id</c>; empty for components and providers.</summary>
    public string Provider { get; init; } = "";

    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Deleted ahead of its replacement, which was not created yet.</summary>
    public bool PendingReplacement { get; init; }

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public ImmutableArray<string> Aliases { get; init; } = [];

    public CustomTimeouts CustomTimeouts { get; init; } = CustomTimeouts.None;

    public string ImportId { get; init; } = "";

    public bool RetainOnDelete { get; init; }

    public string DeletedWith { get; init; } = "";

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Fields of an imported state this engine has no use for, kept as they were.</summary>
    public ImmutableSortedDictionary<string, JsonElement> OtherFields { get; init; } =
        ImmutableSortedDictionary<string, JsonElement>.Empty;

    public string Name => LocalEngine.State.Urn.NameOf(Urn);
}

/// <summary>Seconds per operation; 0 leaves the provider's default.</summary>
internal sealed record CustomTimeouts(double Create, double Update, double Delete, double Read)
{
    public static readonly CustomTimeouts None = new(0, 0, 0, 0);
}
