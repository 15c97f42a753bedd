using Pulumi;
using Peering = Pulumi.Peering;

// What the crash tests deploy: a container with its peering on one cloud, or the answer to a request of Stream
// Processing. The configuration decides, so that one build serves every step of a life.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var (network, region) = (config.Require("network"), config.Require("region"));
    switch (config.Require("cloud"))
    {
        case "aws":
            var aws = new Peering.AwsNetworkContainer("container", new()
            {
                RegionName = region,
                AtlasCidrBlock = "192.168.248.0/21",
            }, Options("container"));
            _ = new Peering.AwsNetworkPeering("peering", new()
            {
                ContainerId = aws.ContainerId,
                AccepterRegionName = "us-east-1",
                AwsAccountId = "123456789012",
                VpcId = network,
                RouteTableCidrBlock = config.Require("block"),
            }, Options("peering"));
            break;
        case "azure":
            var azure = new Peering.AzureNetworkContainer("container", new()
            {
                Region = region,
                AtlasCidrBlock = "192.168.248.0/21",
            }, Options("container"));
            _ = new Peering.AzureNetworkPeering("peering", new()
            {
                ContainerId = azure.ContainerId,
                AzureDirectoryId = "01234567-89ab-cdef-0123-456789abcdef",
                AzureSubscriptionId = "fedcba98-7654-3210-fedc-ba9876543210",
                ResourceGroupName = "orders-network",
                VnetName = network,
            }, Options("peering"));
            break;
        case "gcp":
            var gcp = new Peering.GcpNetworkContainer("container", new()
            {
                AtlasCidrBlock = "192.168.192.0/18",
            }, Options("container"));
            _ = new Peering.GcpNetworkPeering("peering", new()
            {
                ContainerId = gcp.ContainerId,
                GcpProjectId = "orders-prod",
                NetworkName = network,
            }, Options("peering"));
            break;
        default:
            _ = new Peering.StreamsVpcPeeringConnection("peering", new()
            {
                Name = network,
                RequesterAccountId = "210987654321",
                RequesterVpcId = "vpc-0fedcba9876543210",
            }, Options("peering"));
            break;
    }

    CustomResourceOptions Options(string name) => new() { ImportId = config.Get($"import{name}") };
});
