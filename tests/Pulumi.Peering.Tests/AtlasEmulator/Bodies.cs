using System.Text.Json.Nodes;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

/// <summary>Request bodies that are in order, for tests to spoil.</summary>
internal static class Bodies
{
    public const string Directory = "6f2c1b7a-0d3e-4c55-9a41-1b2c3d4e5f60";
    public const string Subscription = "0b6a3d1e-7f48-4e0c-8a52-9c0d1e2f3a4b";

    public static JsonObject Aws(Container container, int number = 0) => new()
    {
        ["providerName"] = "AWS",
        ["containerId"] = container.Id,
        ["accepterRegionName"] = "us-east-1",
        ["awsAccountId"] = "123456789012",
        ["routeTableCidrBlock"] = $"10.{number}.0.0/16",
        ["vpcId"] = $"vpc-{number:x17}",
    };

    public static JsonObject Azure(Container container, string vnet = "vnet-a") => new()
    {
        ["providerName"] = "AZURE",
        ["containerId"] = container.Id,
        ["azureDirectoryId"] = Directory,
        ["azureSubscriptionId"] = Subscription,
        ["resourceGroupName"] = "group-a",
        ["vnetName"] = vnet,
    };

    public static JsonObject Gcp(Container container, string network = "network-a") => new()
    {
        ["providerName"] = "GCP",
        ["containerId"] = container.Id,
        ["gcpProjectId"] = "customer-project",
        ["networkName"] = network,
    };

    public static JsonObject With(this JsonObject body, string name, JsonNode? value)
    {
        body[name] = value;
        return body;
    }

    public static JsonObject Without(this JsonObject body, string name)
    {
        body.Remove(name);
        return body;
    }
}
