using System.Collections.Generic;
using Pulumi;
using Peering = Pulumi.Peering;

return await Deployment.RunAsync(() =>
{
    var config = new Config();

    // Whom the other side has to ask.
    var atlas = Peering.GetStreamsAccountDetails.Invoke(new()
    {
        CloudProvider = Peering.CloudProvider.Aws,
        RegionName = config.Require("region"),
    });
    var outputs = new Dictionary<string, object?>
    {
        ["atlasAccountId"] = atlas.Apply(found => found.AwsAccountId),
        ["atlasVpcId"] = atlas.Apply(found => found.VpcId),
        ["atlasCidrBlock"] = atlas.Apply(found => found.CidrBlock),
    };

    // Once it has asked, there is a request to accept.
    if (config.Get("requestName") is { } name)
    {
        var connection = new Peering.StreamsVpcPeeringConnection("kafka", new()
        {
            Name = name,
            RequesterAccountId = config.Require("requesterAccountId"),
            RequesterVpcId = config.Require("requesterVpcId"),
        });
        outputs["status"] = connection.CloudStatus;
    }

    return outputs;
});
