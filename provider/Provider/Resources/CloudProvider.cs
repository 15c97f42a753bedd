using System.ComponentModel;
using Peering.Lifecycle;

namespace Peering.Resources;

[Description("The cloud a container or peering lives in.")]
internal enum CloudProvider
{
    [WireValue("AWS"), Description("Amazon Web Services.")]
    Aws,

    [WireValue("AZURE"), Description("Microsoft Azure.")]
    Azure,

    [WireValue("GCP"), Description("Google Cloud.")]
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
