namespace Pulumi;

/// <summary>A resource that a provider manages.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : this(type, name, Refusals.UnlessPackaged(registerPackageRequest, args), options)
    {
    }

    private protected CustomResource(string type, string name, string urn, Output<string> id)
        : base(type, name, urn, id)
    {
    }

    public Output<string> Id => IdOrNone!;
}
