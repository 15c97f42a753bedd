using Google.Protobuf.WellKnownTypes;
using Peering.Lifecycle;
using Peering.Protocol;

namespace Peering.Tests.Lifecycle;

public sealed class DifferTests
{
    private const string Unknown = "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"";

    public static TheoryData<string, string, string, string[], string> Cases => new()
    {
        { "AwsNetworkPeering", """{ "vpcId": "vpc-1" }""", """{ "vpcId": "vpc-2" }""", [], "vpcId Update replace" },
        { "AwsNetworkPeering", """{ "vpcId": "vpc-1" }""", "{ \"vpcId\": " + Unknown + " }", [], "vpcId Update replace" },
        { "AwsNetworkPeering", """{ "vpcId": "vpc-1" }""", """{ "vpcId": "vpc-2" }""", ["vpcId"], "" },
        { "AwsNetworkPeering", """{ "vpcId": null }""", "{}", [], "" },
        { "AwsNetworkPeering", """{ "accepterRegionName": "US_EAST_1" }""", """{ "accepterRegionName": "us-east-1" }""", [], "" },
        { "AwsNetworkPeering", """{ "routeTableCidrBlock": "10.0.1.5/16" }""", """{ "routeTableCidrBlock": "10.0.0.0/16" }""", [], "" },
        { "AwsNetworkPeering", """{ "routeTableCidrBlock": "10.0.0.0/16" }""", """{ "routeTableCidrBlock": "10.0.0.0/17" }""", [], "routeTableCidrBlock Update" },
        { "AzureNetworkPeering", """{ "azureDirectoryId": "01234567-89ab-cdef-0123-456789ABCDEF" }""", """{ "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef" }""", [], "" },
        { "AzureNetworkPeering", """{ "vnetName": "Orders" }""", """{ "vnetName": "orders" }""", [], "" },
        { "GcpNetworkPeering", """{ "networkName": "orders" }""", """{ "networkName": "orders-2" }""", [], "networkName Update replace" },
        { "GcpNetworkPeering", "{}", """{ "remoteCidrBlocks": ["10.0.0.0/8"] }""", [], "remoteCidrBlocks Add" },
        { "AwsNetworkPeering", "{}", """{ "routeTableCidrBlock": "10.0.0.0/8" }""", [], "routeTableCidrBlock Add" },
        { "AwsNetworkContainer", """{ "atlasCidrBlock": "10.0.0.0/21" }""", "{}", [], "" },
        { "AwsNetworkContainer", "{}", """{ "adoptExisting": false }""", [], "" },
        { "AwsNetworkContainer", "{}", """{ "adoptExisting": true }""", [], "adoptExisting Update" },
        { "GcpNetworkContainer", """{ "regions": ["CENTRAL_US", "B_1"] }""", """{ "regions": ["central-us", "C_1", "D_1"] }""", [], "regions[1] Update replace; regions[2] Add replace" },
        { "GcpNetworkContainer", """{ "regions": ["A_1", "B_1"] }""", """{ "regions": ["A_1"] }""", [], "regions[1] Delete replace" },
        { "GcpNetworkContainer", """{ "regions": ["A_1"] }""", "{}", [], "regions Delete replace" },
        { "GcpNetworkContainer", """{ "regions": ["A_1", "B_1"] }""", """{ "regions": ["B_1", "A_1"] }""", [], "" },
        { "GcpNetworkContainer", """{ "regions": ["A_1", "B_1"] }""", """{ "regions": ["A_1", "C_1"] }""", ["regions[*]"], "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Changes_are_told_by_path(string kind, string olds, string news, string[] ignored, string expected)
    {
        var changes = Differ.Compare(CheckTests.Kind(kind).Inputs, Read(olds), Read(news), ignored);
        Assert.Equal(expected, string.Join("; ", changes.Select(change =>
            $"{change.Path} {change.Kind}{(change.Replaces ? " replace" : "")}")));
    }

    private static Peering.Lifecycle.Value.Map Read(string json) => ValueWire.Read(Struct.Parser.ParseJson(json));
}
