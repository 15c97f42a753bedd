namespace Pulumi;

/// <summary>Options of a component.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>The providers its children use, at most one per package.</summary>
    public List<ProviderResource> Providers { get => field ??= []; set; }

    /// <summary>A new set of options: scalars of the second win, lists are concatenated.</summary>
    public static ComponentResourceOptions Merge(
        ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<ComponentResourceOptions>())
        {
            merged.Overlay(options);
            merged.Providers = [.. merged.Providers, .. options.Providers];
        }

        return merged;
    }
}
