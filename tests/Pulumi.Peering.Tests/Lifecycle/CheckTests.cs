using Google.Protobuf.WellKnownTypes;
using Peering.Lifecycle;
using Peering.Protocol;
using Peering.Resources;
using Value = Peering.Lifecycle.Value;
using WireValue = Google.Protobuf.WellKnownTypes.Value;

namespace Peering.Tests.Lifecycle;

/// <summary>What Check says of inputs, by table: every kind of field once with what is right and what is wrong.</summary>
public sealed class CheckTests
{
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private const string Id = "5f2c1a0b9d8e7f6a5b4c3d2e";

    private static readonly Dictionary<string, string> Sound = new()
    {
        ["AwsNetworkPeering"] = $$"""
            {
              "projectId": "{{Id}}", "containerId": "{{Id}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
              "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
            }
            """,
        ["AzureNetworkPeering"] = $$"""
            {
              "projectId": "{{Id}}", "containerId": "{{Id}}", "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
              "azureSubscriptionId": "01234567-89ab-cdef-0123-456789ABCDEF", "resourceGroupName": "my.group_(1)", "vnetName": "vnet-1",
              "remoteCidrBlocks": ["10.1.0.0/16"]
            }
            """,
        ["GcpNetworkPeering"] = $$"""
            { "projectId": "{{Id}}", "containerId": "{{Id}}", "gcpProjectId": "my-project", "networkName": "default" }
            """,
        ["AwsNetworkContainer"] = $$"""{ "projectId": "{{Id}}", "regionName": "US_GOV_WEST_1", "adoptExisting": true }""",
        ["AzureNetworkContainer"] = $$"""{ "projectId": "{{Id}}", "region": "US_EAST_2", "atlasCidrBlock": "172.16.0.0/24" }""",
        ["GcpNetworkContainer"] = $$"""{ "projectId": "{{Id}}", "atlasCidrBlock": "10.0.0.0/21", "regions": ["CENTRAL_US"] }""",
        ["NetworkPeeringActivation"] = $$"""{ "peeringId": "{{Id}}/{{Id}}" }""",
        ["StreamsVpcPeeringConnection"] = $$"""
            {
              "projectId": "{{Id}}", "name": "pcx-0123456789abcdef0", "requesterAccountId": "210987654321",
              "requesterVpcId": "vpc-0fedcba9876543210", "decision": "REJECT"
            }
            """,
    };

    public static TheoryData<string> Kinds => [.. Sound.Keys];

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "AwsNetworkPeering", "projectId", "\"orders\"", "24 lower-case hexadecimal digits of an Atlas project" },
        { "AwsNetworkPeering", "containerId", "\"pcx-0a1b2c3d4e5f67890\"", "not the AWS id of a peering connection" },
        { "AwsNetworkPeering", "containerId", "\"5F2C1A0B9D8E7F6A5B4C3D2E\"", "lower-case" },
        { "AwsNetworkPeering", "accepterRegionName", "\"us-east\"", "such as us-east-1" },
        { "AwsNetworkPeering", "accepterRegionName", "\"US-EAST-1\"", "such as us-east-1" },
        { "AwsNetworkPeering", "awsAccountId", "\"12345678901\"", "the 12 digits" },
        { "AwsNetworkPeering", "awsAccountId", "123456789012", "must be a string, not a number" },
        { "AwsNetworkPeering", "vpcId", "\"vpc-0a1b2c3d4e5f6789\"", "17 hexadecimal digits" },
        { "AwsNetworkPeering", "routeTableCidrBlock", "\"10.0.0.0\"", "CIDR notation" },
        { "AwsNetworkPeering", "routeTableCidrBlock", "\"10.0.0.0/33\"", "CIDR notation" },
        { "AwsNetworkPeering", "routeTableCidrBlock", "\"10.0.1.0/16\"", "has bits set behind its prefix" },
        { "AwsNetworkPeering", "routeTableCidrBlock", "\"8.8.0.0/16\"", "private ranges" },
        { "AwsNetworkPeering", "routeTableCidrBlock", "\"172.15.0.0/16\"", "private ranges" },
        { "AwsNetworkPeering", "routeTableCidrBlock", "\"10.0.0.0/7\"", "private ranges" },
        { "AwsNetworkPeering", "vpcid", "\"vpc-0a1b2c3d4e5f67890\"", "did you mean 'vpcId'?" },
        { "AwsNetworkPeering", "zone", "\"a\"", "known are accepterRegionName" },
        { "AzureNetworkPeering", "azureDirectoryId", "\"contoso\"", "the UUID of a Microsoft Entra directory" },
        { "AzureNetworkPeering", "vnetName", "\"a/b\"", "the name of a VNet" },
        { "AzureNetworkPeering", "remoteCidrBlocks[1]", "[\"10.0.0.0/8\", \"x\"]", "CIDR notation" },
        { "AzureNetworkPeering", "remoteCidrBlocks", "\"10.0.0.0/8\"", "must be a list, not a string" },
        { "GcpNetworkPeering", "gcpProjectId", "\"My Project\"", "not its number or name" },
        { "GcpNetworkPeering", "networkName", "\"https://www.googleapis.com/compute/v1/projects/p/global/networks/n\"", "not its self link" },
        { "AwsNetworkContainer", "regionName", "\"GLOBAL\"", "such as us-east-1" },
        { "AwsNetworkContainer", "atlasCidrBlock", "\"10.0.0.0/16\"", "takes /24 (the smallest) to /21" },
        { "AwsNetworkContainer", "adoptExisting", "\"yes\"", "must be a boolean, not a string" },
        { "AzureNetworkContainer", "region", "\"eastus2\"", "US_EAST_2" },
        { "AzureNetworkContainer", "atlasCidrBlock", "\"10.0.0.0/25\"", "takes /24 (the smallest) to /21" },
        { "GcpNetworkContainer", "regions[0]", "[\"us-central1\"]", "CENTRAL_US" },
        { "AzureNetworkPeering", "azureSubscriptionId", "\"5f2c1a0b9d8e7f6a5b4c3d2e\"", "the UUID of an Azure subscription" },
        { "AzureNetworkPeering", "resourceGroupName", "\"\"", "the name of a resource group" },
        { "AzureNetworkPeering", "remoteCidrBlocks[0]", "[null]", "must be a string, not null" },
        { "GcpNetworkContainer", "regions", "[]", "has 0 entries; a block of /21 takes 1 to 8" },
        { "GcpNetworkContainer", "atlasCidrBlock", "\"10.0.0.0/20\"", "must be /18 or larger, or /21 to /24 together with regions" },
        { "GcpNetworkContainer", "atlasCidrBlock", "\"10.0.0.0/7\"", "private ranges" },
        { "StreamsVpcPeeringConnection", "name", "\"5f2c1a0b9d8e7f6a5b4c3d2e\"", "the AWS id of a peering connection" },
        { "StreamsVpcPeeringConnection", "requesterAccountId", "\"1234\"", "the 12 digits" },
        { "StreamsVpcPeeringConnection", "requesterVpcId", "{}", "must be a string, not an object" },
        { "StreamsVpcPeeringConnection", "decision", "\"MAYBE\"", "must be one of ACCEPT, REJECT" },
        { "NetworkPeeringActivation", "peeringId", "\"" + Id + "\"", "project/peer" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sound_inputs_pass_as_they_are(string kind)
    {
        var inputs = ValueWire.Read(Struct.Parser.ParseJson(Sound[kind]));
        var checked_ = Kind(kind).Check(inputs);
        Assert.Empty(checked_.Failures);
        Assert.Equal(inputs, checked_.Inputs);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_at_its_path_with_the_fix(string kind, string path, string value, string reason)
    {
        var failure = Assert.Single(Kind(kind).Check(With(kind, path.Split('[')[0], Json(value))).Failures);
        Assert.Equal(path, failure.Property);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_secret_null_is_as_good_as_absent(string kind)
    {
        var hidden = new Value.Secret(Value.Null.Instance);
        foreach (var field in Kind(kind).Inputs.Fields)
        {
            var sound = ValueWire.Read(Struct.Parser.ParseJson(Sound[kind]));
            var absent = new Value.Map(sound.Entries.Where(entry => entry.Key != field.Name).ToDictionary());
            Assert.Equal(Kind(kind).Check(absent).Failures, Kind(kind).Check(sound.With(field.Name, hidden)).Failures);
            Assert.Empty(Kind(kind).Check(sound.With("neverHeardOf", hidden)).Failures);
        }
    }

    [Fact]
    public void A_wrong_secret_is_told_once()
    {
        var block = new Value.Secret(new Value.Text("192.168.0.0/25"));
        Assert.Single(Kind("GcpNetworkContainer").Check(
            ValueWire.Read(Struct.Parser.ParseJson(Sound["GcpNetworkContainer"])).With("atlasCidrBlock", block)).Failures);
    }

    [Fact]
    public void A_block_with_host_bits_is_told_with_the_block_that_is_meant_unless_it_is_secret()
    {
        var block = Json("\"10.20.30.0/16\"");
        var open = Kind("AwsNetworkPeering").Check(With("AwsNetworkPeering", "routeTableCidrBlock", block));
        Assert.Contains("10.20.0.0/16 is the block of that size", Assert.Single(open.Failures).Reason, StringComparison.Ordinal);
        var hidden = new Value.Secret(new Value.Text("10.20.30.0/16"));
        var secret = Kind("AwsNetworkPeering").Check(
            With("AwsNetworkPeering", "routeTableCidrBlock", block).With("routeTableCidrBlock", hidden));
        Assert.DoesNotContain("10.20.", Assert.Single(secret.Failures).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_secret_is_told_without_a_property_for_the_engine_to_print(string kind, string path, string value, string reason)
    {
        var secret = new Struct
        {
            Fields =
            {
                ["4dabf18193072939515e22adb298388d"] = WireValue.ForString("1b47061264138c4ac30d75fd1eb44270"),
                ["value"] = WireValue.Parser.ParseJson(value),
            },
        };
        var failure = Assert.Single(Kind(kind).Check(
            With(kind, path.Split('[')[0], WireValue.ForStruct(secret))).Failures);
        Assert.Equal("", failure.Property);
        Assert.StartsWith($"'{path}': ", failure.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_missing_field_is_told_at_once(string kind)
    {
        var required = Kind(kind).Inputs.Fields.Where(field => field.Required || field.FromProvider).Select(field => field.Name);
        var failures = Kind(kind).Check(Value.Map.Empty).Failures;
        Assert.Equal(required.Order(StringComparer.Ordinal), failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unknown_values_pass_everywhere(string kind)
    {
        var unknown = new Struct();
        foreach (var field in Kind(kind).Inputs.Fields)
        {
            unknown.Fields[field.Name] = WireValue.ForString(Unknown);
        }

        Assert.Empty(Kind(kind).Check(ValueWire.Read(unknown)).Failures);
    }

    internal static ResourceKind Kind(string name) => new Catalog(new Session()).Kind($"peering:index:{name}")!;

    private static WireValue Json(string json) => WireValue.Parser.ParseJson(json);

    internal static Value.Map With(string kind, string name, WireValue value)
    {
        var inputs = Struct.Parser.ParseJson(Sound[kind]);
        inputs.Fields[name] = value;
        return ValueWire.Read(inputs);
    }
}
