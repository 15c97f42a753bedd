namespace Pulumi;

/// <summary>A configured provider that resources name explicitly.</summary>
public class ProviderResource : CustomResource
{
    internal const string TypePrefix = "pulumi:providers:";

    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base(TypePrefix + package, name, args, options) => Package = package;

    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(TypePrefix + package, name, args, options, registerPackageRequest) => Package = package;

    internal string Package { get; }

    /// <summary>How requests name this provider; its id is not known while it is only planned.</summary>
    internal async Task<string> ReferenceAsync()
    {
        var urn = await Urn.Data;
        var id = await Id.Data;
        return $"{urn.Value}::{(id.IsKnown ? id.Value : Signatures.Unknown)}";
    }
}
