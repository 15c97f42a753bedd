using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>The cloud a container or peering lives in.</summary>
internal enum CloudProvider
{
    [WireValue("AWS")]
    Aws,

    [WireValue("AZURE")]
    Azure,

    [WireValue("GCP")]
    Gcp,
}

internal static class CloudProviders
{
    public static readonly IReadOnlyList<CloudProvider> All = Enum.GetValues<CloudProvider>();

    /// <summary>Atlas takes upper case only.</summary>
    public static string Wire(this CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => "AWS",
        CloudProvider.Azure => "AZURE",
        _ => "GCP",
    };
}
