using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

internal enum DeploymentKind { Update, Refresh, Destroy, Import }

/// <summary>
/// Everything one run needs. The engine reads no project file and no environment but the plugins' own.
/// </summary>
internal sealed record DeploymentRequest
{
    public required DeploymentKind Kind { get; init; }

    /// <summary>Decide and show everything, change nothing.</summary>
    public bool Preview { get; init; }

    public required string Project { get; init; }

    public required string Stack { get; init; }

    public string Organization { get; init; } = "organization";

    /// <summary>Folder of Pulumi.yaml; plugins start here.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Needed for updates only.</summary>
    public ProgramStart? Program { get; init; }

    /// <summary><c>namespace:key</c> to text; structured values are JSON text. Secrets are in clear here.</summary>
    public ImmutableSortedDictionary<string, string> Config { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedSet<string> SecretConfigKeys { get; init; } = [];

    public required SecretsCipher Secrets { get; init; }

    public required string StateFile { get; init; }

    public PluginSettings Plugins { get; init; } = new();

    /// <summary>How many creations, updates, reads and deletions may run at once.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Refresh before an update or destroy.</summary>
    public bool Refresh { get; init; }

    /// <summary>Forget creations an earlier run began and never finished; the user has seen to them.</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary>URNs to replace even when nothing changed.</summary>
    public ImmutableHashSet<string> Replace { get; init; } = [];

    /// <summary>What an import brings in.</summary>
    public ImmutableArray<ImportTarget> Imports { get; init; } = [];
}

/// <summary>
/// One resource to import. <paramref name="Parent"/> and <paramref name="Provider"/> are URNs, empty for the stack and
/// the default provider. With <paramref name="Properties"/> only those of the inputs read are kept.
/// </summary>
internal sealed record ImportTarget(string Type, string Name, string Id)
{
    public string Parent { get; init; } = "";

    public string Provider { get; init; } = "";

    public string Version { get; init; } = "";

    public ImmutableArray<string> Properties { get; init; } = [];

    public bool Protect { get; init; } = true;
}

/// <summary><paramref name="Changes"/> counts steps by operation (of the plan in a preview).</summary>
internal sealed record DeploymentResult(
    bool Succeeded, ImmutableSortedDictionary<StepOp, int> Changes, TimeSpan Duration, PropertyMap Outputs)
{
    /// <summary>Resources the run brought in, with the inputs read, for those who want to write program text.</summary>
    public ImmutableArray<ResourceState> Imported { get; init; } = [];

    /// <summary>A failed call left it open whether the remote object changed.</summary>
    public bool MayBeCorrupt { get; init; }

    public bool Cancelled { get; init; }
}
