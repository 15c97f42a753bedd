using System.Collections.Immutable;

namespace LocalEngine.Providers;

/// <summary>Where plugins are looked for, in this order: attached, project, PATH, cache.</summary>
internal sealed record PluginSettings
{
    /// <summary>Package to port of a provider that runs already (<c>PULUMI_DEBUG_PROVIDERS</c>).</summary>
    public ImmutableSortedDictionary<string, int> Attached { get; init; } =
        ImmutableSortedDictionary<string, int>.Empty;

    /// <summary><c>plugins.providers</c> of Pulumi.yaml; paths are absolute.</summary>
    public ImmutableArray<ProjectPlugin> Project { get; init; } = [];

    /// <summary>The folders of PATH; empty when ambient plugins are to be ignored.</summary>
    public ImmutableArray<string> SearchPath { get; init; } = [];

    /// <summary>Normally <c>$PULUMI_HOME/plugins</c>.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Added to the environment plugins inherit.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary><paramref name="Directory"/> holds the executable.</summary>
internal sealed record ProjectPlugin(string Name, string Directory, string? Version);
