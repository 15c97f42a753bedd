using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Peering.Tests.Provider;

/// <summary>A container's block that the program left to Atlas: known from then on, and free to be written down.</summary>
public sealed class ChosenBlockTests
{
    [Fact]
    public async Task Writing_down_the_block_that_atlas_chose_is_no_change()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await BuiltAsync(scenario);
        var diff = await scenario.DiffAsync(container, container.With("atlasCidrBlock", $"\"{container["atlasCidrBlock"]}\""));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task Another_block_is_one_and_replaces_a_network_that_is_built()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await BuiltAsync(scenario);
        var diff = await scenario.DiffAsync(container, container.With("atlasCidrBlock", "\"10.99.0.0/21\""));
        Assert.Equal(["atlasCidrBlock"], diff.Replaces);
    }

    [Fact]
    public async Task A_preview_of_something_else_keeps_it()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await BuiltAsync(scenario);
        var preview = await scenario.Plugin.CallAsync<UpdateRequest, UpdateResponse>("Update", new UpdateRequest
        {
            Id = container.Id,
            Urn = Scenario.Urn(container.Kind),
            OldInputs = container.Inputs,
            Olds = container.State,
            News = container.With("adoptExisting", "true"),
            Preview = true,
        });
        Assert.Equal(container["atlasCidrBlock"], preview.Properties.Fields["atlasCidrBlock"].StringValue);
    }

    private static async Task<Resource> BuiltAsync(Scenario scenario)
    {
        var container = await scenario.CreateAsync("AwsNetworkContainer", """{ "regionName": "us-east-1" }""");
        scenario.Atlas.Control.Provision(container["containerId"]!);
        return (await scenario.RefreshAsync(container))!;
    }
}
