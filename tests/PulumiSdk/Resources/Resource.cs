using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Anything the engine keeps track of.</summary>
public class Resource
{
    private readonly string type;
    private readonly string name;
    private readonly Lock childrenLock = new();
    private readonly HashSet<Resource> children = [];

    private protected Resource(
        string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        if (string.IsNullOrEmpty(type))
            throw new ArgumentException("A resource needs a type.", nameof(type));
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException($"A resource of type {type} needs a name.", nameof(name));
        Refusals.Check(options);

        var run = Deployment.CurrentRun;
        (this.type, this.name) = (type, name);
        Parent = type == Stack.TypeName ? null : options.Parent ?? run.Stack;
        Protect = options.Protect ?? Parent?.Protect;
        Providers = ResourceProviders.Inherited(Parent, options);
        Provider = custom ? options.Provider ?? ResourceProviders.For(type, Providers) : null;

        var outputs = ResourceOutputs.Attach(this, custom, out var urn, out var id);
        Urn = urn;
        IdOrNone = id;
        Parent?.Adopt(this);
        run.Tasks.Watch(run.Registrar.ResolveAsync(this, custom, args, options, outputs));
    }

    /// <summary>A resource that exists already: nothing is registered.</summary>
    private protected Resource(string type, string name, string urn, Output<string>? id)
    {
        (this.type, this.name) = (type, name);
        Urn = Output.Create(urn);
        IdOrNone = id;
        Providers = ImmutableDictionary<string, ProviderResource>.Empty;
    }

    public Output<string> Urn { get; }

    internal Resource? Parent { get; }

    internal bool? Protect { get; }

    /// <summary>The explicit providers children may use, by package.</summary>
    internal ImmutableDictionary<string, ProviderResource> Providers { get; }

    internal ProviderResource? Provider { get; }

    private protected Output<string>? IdOrNone { get; }

    public string GetResourceType() => type;

    public string GetResourceName() => name;

    internal ImmutableArray<Resource> Children()
    {
        lock (childrenLock)
            return [.. children];
    }

    private void Adopt(Resource child)
    {
        lock (childrenLock)
            children.Add(child);
    }
}
