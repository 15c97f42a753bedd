using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Explicit providers go from a parent to its children, package by package.</summary>
internal static class ResourceProviders
{
    public static ImmutableDictionary<string, ProviderResource> Inherited(Resource? parent, ResourceOptions options)
    {
        var providers = parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (options is ComponentResourceOptions component)
            providers = providers.SetItems(component.Providers.Select(ByPackage));
        return options.Provider is { } own ? providers.SetItems([ByPackage(own)]) : providers;
    }

    /// <summary>The provider of the package that a token such as <c>peering:index:Thing</c> belongs to.</summary>
    public static ProviderResource? For(string token, ImmutableDictionary<string, ProviderResource> providers) =>
        providers.GetValueOrDefault(token.Split(':')[0]);

    private static KeyValuePair<string, ProviderResource> ByPackage(ProviderResource provider) =>
        new(provider.Package, provider);
}
