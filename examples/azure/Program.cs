using System.Collections.Generic;
using Pulumi;
using Peering = Pulumi.Peering;

return await Deployment.RunAsync(() =>
{
    var config = new Config();

    var container = new Peering.AzureNetworkContainer("atlas", new()
    {
        Region = config.Require("region"),
        AtlasCidrBlock = config.Require("atlasCidrBlock"),
    });

    var peering = new Peering.AzureNetworkPeering("orders", new()
    {
        ContainerId = container.ContainerId,
        AzureDirectoryId = config.Require("directoryId"),
        AzureSubscriptionId = config.Require("subscriptionId"),
        ResourceGroupName = config.Require("resourceGroup"),
        VnetName = config.Require("vnetName"),
        RemoteCidrBlocks = config.Require("vnetCidrBlock"),
    });

    // On Azure a peering that was created is available; the activation also notices when it is lost later.
    var active = new Peering.NetworkPeeringActivation("orders", new() { PeeringId = peering.Id });

    return new Dictionary<string, object?>
    {
        ["atlasVnet"] = peering.AtlasVnetName,
        ["atlasCidrBlock"] = peering.AtlasCidrBlock,
        ["status"] = active.Status,
    };
});
