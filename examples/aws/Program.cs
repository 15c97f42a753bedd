using System.Collections.Generic;
using Pulumi;
using Peering = Pulumi.Peering;

return await Deployment.RunAsync(() =>
{
    var config = new Config();

    var peering = new Peering.AwsNetworkPeering("orders", new()
    {
        ContainerId = config.Require("containerId"),
        AccepterRegionName = config.Require("region"),
        AwsAccountId = config.Require("awsAccountId"),
        VpcId = config.Require("vpcId"),
        RouteTableCidrBlock = config.Require("vpcCidrBlock"),
    });

    // What the owner of the VPC needs: the request to accept, and the block to route to it.
    return new Dictionary<string, object?>
    {
        ["connectionId"] = peering.ConnectionId,
        ["atlasCidrBlock"] = peering.AtlasCidrBlock,
        ["status"] = peering.Status,
    };
});
