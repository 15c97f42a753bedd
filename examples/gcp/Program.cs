using System.Collections.Generic;
using Pulumi;
using Peering = Pulumi.Peering;

return await Deployment.RunAsync(() =>
{
    var config = new Config();

    var container = new Peering.GcpNetworkContainer("atlas", new()
    {
        AtlasCidrBlock = config.Require("atlasCidrBlock"),
    });

    var peering = new Peering.GcpNetworkPeering("orders", new()
    {
        ContainerId = container.ContainerId,
        GcpProjectId = config.Require("gcpProjectId"),
        NetworkName = config.Require("networkName"),
    });

    // The other side comes here: see the README. The activation waits until both ends are made.
    var active = new Peering.NetworkPeeringActivation("orders", new() { PeeringId = peering.Id });

    return new Dictionary<string, object?>
    {
        ["atlasGcpProjectId"] = peering.AtlasGcpProjectId,
        ["atlasNetworkName"] = peering.AtlasNetworkName,
        ["atlasCidrBlock"] = peering.AtlasCidrBlock,
        ["status"] = active.Status,
    };
});
