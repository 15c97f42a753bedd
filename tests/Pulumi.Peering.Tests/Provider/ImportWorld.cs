using AtlasEmulator.World;

namespace Peering.Tests.Provider;

/// <summary>A project as people have it before they know Pulumi: a container and a peering of every cloud.</summary>
internal sealed record ImportWorld(
    Container AwsContainer, Container AzureContainer, Container GcpContainer, Peer Aws, Peer Far, Peer Azure, Peer Gcp)
{
    public const string Vpc = "vpc-0a1b2c3d4e5f67890";
    public const string Subscription = "fedcba98-7654-3210-fedc-ba9876543210";

    /// <summary>Every kind that stands for something in Atlas.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "AwsNetworkContainer", "AzureNetworkContainer", "GcpNetworkContainer",
        "AwsNetworkPeering", "AzureNetworkPeering", "GcpNetworkPeering", "NetworkPeeringActivation",
    ];

    public static ImportWorld Seed(Scenario scenario)
    {
        var control = scenario.Atlas.Control;
        var aws = control.SeedContainer(Scenario.Project, CloudProvider.AWS, "US_EAST_1", "192.168.248.0/21");
        var azure = control.SeedContainer(Scenario.Project, CloudProvider.AZURE, "US_EAST_2", "192.168.240.0/21");
        var gcp = control.SeedContainer(
            Scenario.Project, CloudProvider.GCP, cidrBlock: "192.168.224.0/22", regions: ["CENTRAL_US", "EASTERN_US"]);
        return new ImportWorld(
            aws, azure, gcp,
            control.SeedPeer(Scenario.Project, new AwsNetwork("123456789012", Vpc, "10.0.0.0/16", "us-east-1")),
            control.SeedPeer(
                Scenario.Project, new AwsNetwork("123456789012", "vpc-0fedcba9", "10.1.0.0/16", "eu-west-1")),
            control.SeedPeer(Scenario.Project, new AzureNetwork(
                "01234567-89ab-cdef-0123-456789abcdef", Subscription, "Orders-Network", "Orders-VNet")),
            control.SeedPeer(Scenario.Project, new GcpNetwork("orders-prod", "orders-network")));
    }

    /// <summary>The canonical id of the object a kind stands for.</summary>
    public string IdOf(string kind) => $"{Scenario.Project}/" + kind switch
    {
        "AwsNetworkContainer" => AwsContainer.Id,
        "AzureNetworkContainer" => AzureContainer.Id,
        "GcpNetworkContainer" => GcpContainer.Id,
        "AzureNetworkPeering" => Azure.Id,
        "GcpNetworkPeering" => Gcp.Id,
        _ => Aws.Id,
    };

    /// <summary>Terraform's spelling of it.</summary>
    public string TerraformIdOf(string kind) => IdOf(kind).Replace('/', '-') + kind switch
    {
        "AwsNetworkPeering" => "-AWS",
        "AzureNetworkPeering" => "-AZURE",
        "GcpNetworkPeering" => "-GCP",
        _ => "",
    };

    /// <summary>A program's inputs, with the ids of this world in place of the names in braces.</summary>
    public string Program(string template) => template
        .Replace("{project}", Scenario.Project, StringComparison.Ordinal)
        .Replace("{aws}", AwsContainer.Id, StringComparison.Ordinal)
        .Replace("{azure}", AzureContainer.Id, StringComparison.Ordinal)
        .Replace("{gcp}", GcpContainer.Id, StringComparison.Ordinal)
        .Replace("{peering}", IdOf("AwsNetworkPeering"), StringComparison.Ordinal);
}
