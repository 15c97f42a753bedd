namespace Pulumi;

/// <summary>A resource known by its URN only: a reference to a type this program has no class for.</summary>
internal sealed class DependencyResource(string urn, Output<string> id)
    : CustomResource(Pulumi.Urn.TypeOf(urn), Pulumi.Urn.NameOf(urn), urn, id);
