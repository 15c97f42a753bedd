using AtlasEmulator.World;
using Pulumirpc;

namespace Peering.Tests.Provider;

/// <summary>Deployments in several regions, or on several clouds, reach one and the same network.</summary>
public sealed class SeveralRegionsTests
{
    private const string Kind = "AwsNetworkPeering";

    [Fact]
    public async Task One_network_is_peered_once_with_the_container_of_each_region()
    {
        await using var scenario = await Scenario.StartAsync();
        var places = ((string, string)[])[("US_EAST_1", "192.168.248.0/21"), ("US_WEST_2", "192.168.240.0/21")];
        var containers = places.Select(place =>
            scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS, place.Item1, place.Item2).Id).ToList();
        foreach (var container in containers)
        {
            await scenario.PreviewAsync(Kind, Aws(container));
            var peering = await scenario.CreateAsync(Kind, Aws(container));
            Assert.Equal((container, "PENDING_ACCEPTANCE"), (peering["containerId"], peering["status"]));
            var twin = await scenario.CreateFailsAsync(Kind, Aws(container));
            Assert.Contains($"already: {peering.Id}", twin.Message, StringComparison.Ordinal);
        }

        Assert.Equal(containers.Count, scenario.Atlas.Control.Peers(Scenario.Project).Count);
        Assert.DoesNotContain(scenario.Plugin.Logs, log => log.Severity == LogSeverity.Warning);
    }

    [Fact]
    public async Task The_blocks_of_another_cloud_are_in_nobodys_way()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SeedPeer(
            Scenario.Project, new AwsNetwork("123456789012", "vpc-0a1b2c3d4e5f67890", "10.0.0.0/16", "us-east-1"));
        var inputs = $$"""
            {
              "containerId": "{{scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AZURE).Id}}",
              "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
              "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210", "resourceGroupName": "g", "vnetName": "v",
              "remoteCidrBlocks": ["10.0.0.0/16"]
            }
            """;
        await scenario.PreviewAsync("AzureNetworkPeering", inputs);
        Assert.Equal("AVAILABLE", (await scenario.CreateAsync("AzureNetworkPeering", inputs))["status"]);
        Assert.DoesNotContain(scenario.Plugin.Logs, log => log.Severity == LogSeverity.Warning);
    }

    private static string Aws(string container) => $$"""
        {
          "containerId": "{{container}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
          "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
        }
        """;
}
