using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Peering.Tests.Provider;

/// <summary>Ways of engines and of their commands that are not those of every day.</summary>
public sealed class EngineWayTests
{
    /// <summary>With replaceOnChanges the engine makes a replacement of any change, and takes the order from the diff.</summary>
    [Fact]
    public async Task A_change_in_place_tells_too_that_the_old_one_had_to_go_first()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync("AwsNetworkPeering", $$"""
            {
              "containerId": "{{scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS).Id}}",
              "accepterRegionName": "us-east-1", "awsAccountId": "123456789012", "vpcId": "vpc-0a1b2c3d4e5f67890",
              "routeTableCidrBlock": "10.0.0.0/16"
            }
            """);
        var diff = await scenario.DiffAsync(peering, peering.With("routeTableCidrBlock", "\"10.1.0.0/16\""));
        Assert.Empty(diff.Replaces);
        Assert.True(diff.DeleteBeforeReplace);
    }

    /// <summary>`pulumi do` reads by id alone, merges its change into what it gets, and sends that through Check.</summary>
    [Fact]
    public async Task A_read_with_empty_bags_tells_all_inputs_as_an_import_does()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS);
        var id = $"{Scenario.Project}/{container.Id}";
        var imported = (await scenario.ImportAsync("AwsNetworkContainer", id))!;
        var read = await scenario.Plugin.CallAsync<ReadRequest, ReadResponse>("Read", new ReadRequest
        {
            Id = id,
            Urn = Scenario.Urn("AwsNetworkContainer"),
            Inputs = new Struct(),
            Properties = new Struct(),
        });
        Assert.Equal(imported.Inputs, read.Inputs);
        Assert.Contains("projectId", read.Inputs.Fields.Keys);
    }

    [Fact]
    public async Task An_engine_older_than_the_handshake_is_told_everything()
    {
        await using var atlas = await Emulator.StartAsync(new EmulatorOptions { Pace = Pace.Fast });
        await using var plugin = await Plugin.StartAsync(old: true);
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json($$"""
                { "baseUrl": "{{atlas.BaseUrl}}", "projectId": "{{Scenario.Project}}", "accessToken": "{{DemoCredentials.Token.Token}}" }
                """),
        });
        var container = atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS);
        await plugin.CallAsync<CreateRequest, CreateResponse>("Create", new CreateRequest
        {
            Urn = Scenario.Urn("AwsNetworkPeering"),
            Properties = Scenario.Json($$"""
                {
                  "projectId": "{{Scenario.Project}}", "containerId": "{{container.Id}}", "accepterRegionName": "us-east-1",
                  "awsAccountId": "123456789012", "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
                }
                """),
        });
        await plugin.LoggedAsync(line => !line.Ephemeral && line.Message.Contains("accept pcx-", StringComparison.Ordinal));
    }
}
