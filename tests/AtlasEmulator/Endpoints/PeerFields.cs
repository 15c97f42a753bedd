using System.Text.RegularExpressions;
using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

/// <summary>From the attributes of a body to a remote network: which belong to which cloud, and their shapes.</summary>
internal static partial class PeerFields
{
    private static readonly string[] Common = ["containerId", "providerName"];
    private static readonly string[] ReadOnly =
        ["id", "connectionId", "statusName", "errorStateName", "status", "errorState", "errorMessage"];
    private static readonly string[] Aws = ["accepterRegionName", "awsAccountId", "routeTableCidrBlock", "vpcId"];
    private static readonly string[] Azure =
        ["azureDirectoryId", "azureSubscriptionId", "resourceGroupName", "vnetName"];
    private static readonly string[] Gcp = ["gcpProjectId", "networkName"];
    private static readonly string[] AllClouds = [.. Aws, .. Azure, .. Gcp];

    public static IReadOnlyList<string> Of(CloudProvider provider) => provider switch
    {
        CloudProvider.AWS => Aws,
        CloudProvider.AZURE => Azure,
        _ => Gcp,
    };

    /// <summary>A body that does not name its cloud means AWS, whatever else is in it.</summary>
    public static CloudProvider Provider(Body body) => (body.Text("providerName") ?? "AWS") switch
    {
        "AWS" => CloudProvider.AWS,
        "AZURE" => CloudProvider.AZURE,
        "GCP" => CloudProvider.GCP,
        var other => throw new AtlasError(400, "INVALID_PROVIDER", $"There is no provider {other}.", other),
    };

    public static void CheckNames(Body body, CloudProvider provider)
    {
        foreach (var name in body.Names)
        {
            if (Common.Contains(name) || Of(provider).Contains(name)) continue;
            if (ReadOnly.Contains(name)) throw Errors.ReadOnly(name);
            if (!AllClouds.Contains(name)) throw Errors.Attribute(name, "it does not exist.");
            throw new AtlasError(400, "INVALID_PROVIDER_PARAMETERS",
                $"The attribute {name} does not belong to provider {provider}.", name, provider.ToString());
        }
    }

    public static RemoteNetwork Read(Body body, CloudProvider provider)
    {
        body.Demand(Of(provider));
        string Text(string name) => body.Text(name)!;
        switch (provider)
        {
            case CloudProvider.AWS:
                return CheckedAws(new AwsNetwork(
                    Text("awsAccountId"), Text("vpcId"), Text("routeTableCidrBlock"), Text("accepterRegionName")));
            case CloudProvider.AZURE:
                Demand(body, "azureDirectoryId", Uuid());
                Demand(body, "azureSubscriptionId", Uuid());
                Demand(body, "resourceGroupName", AzureName());
                Demand(body, "vnetName", AzureName());
                return new AzureNetwork(Text("azureDirectoryId"), Text("azureSubscriptionId"),
                    Text("resourceGroupName"), Text("vnetName"));
            default:
                Demand(body, "gcpProjectId", GcpProject());
                Demand(body, "networkName", GcpNetworkName());
                return new GcpNetwork(Text("gcpProjectId"), Text("networkName"));
        }
    }

    public static AwsNetwork CheckedAws(AwsNetwork aws)
    {
        if (!AwsAccount().IsMatch(aws.AccountId))
            throw Errors.Validation(("awsAccountId", "must be twelve digits."));
        if (!AwsVpc().IsMatch(aws.VpcId))
            throw new AtlasError(400, "INVALID_VPC_OR_SUBNET", $"{aws.VpcId} is not a VPC ID.", aws.VpcId);
        if (!AwsRegion().IsMatch(aws.Region))
            throw new AtlasError(400, "INVALID_REGION", $"There is no region {aws.Region}.", aws.Region);
        if (!Cidr.TryParse(aws.CidrBlock, out var block) || block.HasHostBits)
            throw new AtlasError(400, "INVALID_CIDR_BLOCK", $"{aws.CidrBlock} is not a CIDR block.", aws.CidrBlock);
        if (!block.IsPrivate)
        {
            throw new AtlasError(400, "INVALID_ROUTE_TABLE_CIDR",
                $"{aws.CidrBlock} is outside 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16.", aws.CidrBlock);
        }

        return aws;
    }

    private static void Demand(Body body, string name, Regex shape)
    {
        if (!shape.IsMatch(body.Text(name)!)) throw Errors.Validation((name, $"must match {shape}."));
    }

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AwsAccount();

    [GeneratedRegex("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex AwsVpc();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]+$")]
    private static partial Regex AwsRegion();

    [GeneratedRegex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
    private static partial Regex Uuid();

    [GeneratedRegex("^[A-Za-z0-9_.()-]+$")]
    private static partial Regex AzureName();

    [GeneratedRegex("^[a-z][0-9a-z-]{4,28}[0-9a-z]$")]
    private static partial Regex GcpProject();

    [GeneratedRegex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex GcpNetworkName();
}
