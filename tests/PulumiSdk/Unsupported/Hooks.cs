using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Runs in the program around a step of the engine. Refused: see <see cref="Refusals"/>.</summary>
public delegate Task ResourceHookCallback(ResourceHookArgs args, CancellationToken cancellationToken = default);

/// <summary>Which resource a hook runs for, before and after.</summary>
public sealed record ResourceHookArgs(
    string Urn,
    string Id,
    ImmutableDictionary<string, object?>? NewInputs = null,
    ImmutableDictionary<string, object?>? OldInputs = null,
    ImmutableDictionary<string, object?>? NewOutputs = null,
    ImmutableDictionary<string, object?>? OldOutputs = null);

public class ResourceHookOptions
{
    public bool? OnDryRun { get; set; }
}

public class ResourceHook
{
    public ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
    {
        (Name, Callback, Options) = (name, callback, options ?? new());
        throw Refusals.Of("Resource hooks");
    }

    public string Name { get; }

    public ResourceHookCallback Callback { get; }

    public ResourceHookOptions Options { get; }
}

/// <summary>The hooks of a resource. It can be empty only: a hook cannot be made.</summary>
public class ResourceHookBinding
{
    public List<ResourceHook> BeforeCreate { get => field ??= []; set; }

    public List<ResourceHook> AfterCreate { get => field ??= []; set; }

    public List<ResourceHook> BeforeUpdate { get => field ??= []; set; }

    public List<ResourceHook> AfterUpdate { get => field ??= []; set; }

    public List<ResourceHook> BeforeDelete { get => field ??= []; set; }

    public List<ResourceHook> AfterDelete { get => field ??= []; set; }
}
