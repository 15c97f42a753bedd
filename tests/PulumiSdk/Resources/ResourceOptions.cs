namespace Pulumi;

/// <summary>How the engine treats a resource.</summary>
public abstract partial class ResourceOptions
{
    private protected ResourceOptions()
    {
    }

    /// <summary>Reads the existing resource with this id instead of managing one.</summary>
    public Input<string>? Id { get; set; }

    public Resource? Parent { get; set; }

    public InputList<Resource> DependsOn { get => field ??= []; set; }

    public bool? Protect { get; set; }

    public List<string> IgnoreChanges { get => field ??= []; set; }

    public string? Version { get; set; }

    public ProviderResource? Provider { get; set; }

    public CustomTimeouts? CustomTimeouts { get; set; }

    public List<ResourceTransformation> ResourceTransformations { get => field ??= []; set; }

    public List<ResourceTransform> ResourceTransforms { get => field ??= []; set; }

    public List<Input<Alias>> Aliases { get => field ??= []; set; }

    /// <summary>Takes the resource with this URN from the engine: how references become objects again.</summary>
    public string? Urn { get; set; }

    public List<string> ReplaceOnChanges { get => field ??= []; set; }

    public string? PluginDownloadURL { get; set; }

    public bool? RetainOnDelete { get; set; }

    public Resource? DeletedWith { get; set; }

    public InputList<Resource> ReplaceWith { get => field ??= []; set; }

    public ResourceHookBinding Hooks { get => field ??= new(); set; }

    public List<string> HideDiffs { get => field ??= []; set; }

    public Input<object>? ReplacementTrigger { get; set; }

    /// <summary>Takes over <paramref name="other"/>: its scalars win, its lists are appended.</summary>
    private protected void Overlay(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges = [.. IgnoreChanges, .. other.IgnoreChanges];
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        ResourceTransformations = [.. ResourceTransformations, .. other.ResourceTransformations];
        ResourceTransforms = [.. ResourceTransforms, .. other.ResourceTransforms];
        Aliases = [.. Aliases, .. other.Aliases];
        Urn = other.Urn ?? Urn;
        ReplaceOnChanges = [.. ReplaceOnChanges, .. other.ReplaceOnChanges];
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplaceWith = ReplaceWith.Concat(other.ReplaceWith);
        HideDiffs = [.. HideDiffs, .. other.HideDiffs];
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;
    }
}
