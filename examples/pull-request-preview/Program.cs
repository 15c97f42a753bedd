using System.Collections.Generic;
using System.Text.Json.Serialization;
using Pulumi;
using Peering = Pulumi.Peering;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var region = config.Require("region");

    // Atlas made the container with the first cluster. Only read here, so that applying needs no Project Owner.
    var container = Peering.GetNetworkContainer.Invoke(new()
    {
        ProviderName = Peering.CloudProvider.Aws,
        Region = region,
    });

    var requests = new Dictionary<string, object?>();
    foreach (var (name, vpc) in config.RequireObject<Dictionary<string, Vpc>>("vpcs"))
    {
        var peering = new Peering.AwsNetworkPeering(name, new()
        {
            ContainerId = container.Apply(found => found.ContainerId),
            AccepterRegionName = region,
            AwsAccountId = vpc.Account,
            VpcId = vpc.Id,
            RouteTableCidrBlock = vpc.Block,
        });

        // What the team that owns the VPC accepts.
        requests[name] = peering.ConnectionId;
    }

    return requests;
});

internal sealed record Vpc(
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("vpc")] string Id,
    [property: JsonPropertyName("block")] string Block);
