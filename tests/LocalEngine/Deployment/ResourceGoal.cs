using System.Collections.Immutable;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>What the program wants one resource to be.</summary>
internal sealed record ResourceGoal(string Type, string Name, bool Custom)
{
    public string Parent { get; init; } = "";

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    public ImmutableArray<string> Dependencies { get; init; } = [];

    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>An explicit provider's reference; empty asks for the parent's or the default one.</summary>
    public string Provider { get; init; } = "";

    /// <summary>By package: what children without a provider of their own use.</summary>
    public ImmutableDictionary<string, string> Providers { get; init; } = ImmutableDictionary<string, string>.Empty;

    public PackageRequest Package { get; init; } = PackageRequest.Any;

    public bool? Protect { get; init; }

    public bool? RetainOnDelete { get; init; }

    public string DeletedWith { get; init; } = "";

    /// <summary>Null leaves the order of a replacement to the provider.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public ImmutableArray<AliasGoal> Aliases { get; init; } = [];

    public string ImportId { get; init; } = "";

    public CustomTimeouts CustomTimeouts { get; init; } = CustomTimeouts.None;
}

/// <summary>Which plugin a request asks for, beyond the package its type names.</summary>
internal sealed record PackageRequest(string Version, string DownloadUrl)
{
    public static readonly PackageRequest Any = new("", "");
}

/// <summary>
/// Another name the resource had: a whole URN, or the parts that were different (null: the same as now).
/// </summary>
internal sealed record AliasGoal(string? Urn)
{
    public string? Name { get; init; }

    public string? Type { get; init; }

    public string? Stack { get; init; }

    public string? Project { get; init; }

    /// <summary>Empty means it had no parent.</summary>
    public string? Parent { get; init; }
}
