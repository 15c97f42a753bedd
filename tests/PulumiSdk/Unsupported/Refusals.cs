namespace Pulumi;

/// <summary>A feature of the Pulumi package that this one does not have; the message says it all.</summary>
internal sealed class UnsupportedFeatureException(string message) : NotSupportedException(message);

/// <summary>
/// What the Pulumi package can do and this one cannot: it compiles, and says so as soon as it is used.
/// </summary>
internal static class Refusals
{
    public static NotSupportedException Of(string feature) => new UnsupportedFeatureException(
        $"{feature}: not supported by this build of the Pulumi SDK. Leave it out, or build with the Pulumi package "
        + "from NuGet (-p:UsePulumiStandIn=false).");

    public static T InsteadOf<T>(string feature) => throw Of(feature);

    public static void Check(RegisterPackageRequest? package)
    {
        if (package is not null)
            throw Of($"Parameterized packages ({package.Name})");
    }

    /// <summary>Hands the arguments on, so that a constructor refuses before its base registers anything.</summary>
    public static TArgs UnlessPackaged<TArgs>(RegisterPackageRequest? package, TArgs args)
    {
        Check(package);
        return args;
    }

    public static ResourceArgs? UnlessRemote(bool remote, ResourceArgs? args) =>
        remote ? throw Of("Remote components") : args;

    public static void Check(ResourceOptions options)
    {
        if (options.ResourceTransformations.Count > 0)
            throw Of("The option ResourceTransformations");
        if (options.ResourceTransforms.Count > 0)
            throw Of("The option ResourceTransforms");
    }

    public static void Check(StackOptions? options)
    {
        if (options?.ResourceTransformations.Count > 0)
            throw Of("The stack option ResourceTransformations");
        if (options?.ResourceTransforms.Count > 0)
            throw Of("The stack option ResourceTransforms");
    }
}
