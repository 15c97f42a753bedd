using AtlasEmulator;
using AtlasEmulator.World;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Provider;

public sealed class OtherCloudPeeringTests
{
    private const string Azure = "AzureNetworkPeering";
    private const string Gcp = "GcpNetworkPeering";
    private const string Vnet = "fedcba98-7654-3210-fedc-ba9876543210/orders-network/orders-vnet";

    [Fact]
    public async Task An_azure_peering_is_done_when_it_is_available()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Azure, AzureInputs(scenario));
        Assert.Equal("AVAILABLE", peering["status"]);
        Assert.StartsWith("vnet_", peering["atlasVnetName"], StringComparison.Ordinal);
        await scenario.DeleteAsync(peering);
        Assert.Empty(scenario.Atlas.Control.Peers(Scenario.Project));
    }

    [Fact]
    public async Task Azure_rights_that_lack_are_named_with_the_four_rights()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SetNetwork(Vnet, new NetworkBehaviour { RefuseWith = "AZURE_CUSTOMER_NETWORK_UNREACHABLE" });
        var failed = await scenario.CreateFailsAsync(Azure, AzureInputs(scenario));
        Assert.Contains("AZURE_CUSTOMER_NETWORK_UNREACHABLE", failed.Message, StringComparison.Ordinal);
        Assert.Contains("service principal", failed.Message, StringComparison.Ordinal);
        Assert.Contains("virtualNetworks/peer/action", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_azure_peering_gives_the_text_of_azure_and_is_kept()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SetNetwork(Vnet, new NetworkBehaviour { FailWith = "the address spaces overlap" });
        var failed = await scenario.CreateFailsAsync(Azure, AzureInputs(scenario));
        Assert.Contains("FAILED: the address spaces overlap", Assert.Single(failed.Detail<ErrorResourceInitFailed>()!.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_that_fails_keeps_the_resource_and_tells_why()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SetNetwork(Vnet, new NetworkBehaviour { DeletionFailsWith = "the rights were revoked" });
        var peering = await scenario.CreateAsync(Azure, AzureInputs(scenario));
        var failed = await scenario.DeleteFailsAsync(peering, timeout: 60);
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        Assert.Contains("DELETION_FAILED: the rights were revoked", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gcp_peering_ends_when_the_other_side_has_all_it_needs()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Gcp, GcpInputs(scenario));
        Assert.Equal("WAITING_FOR_USER", peering["status"]);
        Assert.StartsWith("p-", peering["atlasGcpProjectId"], StringComparison.Ordinal);
        Assert.StartsWith("nt-", peering["atlasNetworkName"], StringComparison.Ordinal);
        var told = await scenario.Plugin.LoggedAsync(log => !log.Ephemeral);
        Assert.Contains($"with network {peering["atlasNetworkName"]} of project {peering["atlasGcpProjectId"]}", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Azure, "vnetName", "\"other\"")]
    [InlineData(Azure, "resourceGroupName", "\"other\"")]
    [InlineData(Azure, "azureSubscriptionId", "\"00000000-7654-3210-fedc-ba9876543210\"")]
    [InlineData(Azure, "azureDirectoryId", "\"00000000-7654-3210-fedc-ba9876543210\"")]
    [InlineData(Gcp, "networkName", "\"other\"")]
    [InlineData(Gcp, "gcpProjectId", "\"other-project\"")]
    public async Task Nothing_that_atlas_is_told_changes_in_place(string kind, string input, string value)
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(kind, kind == Azure ? AzureInputs(scenario) : GcpInputs(scenario));
        var diff = await scenario.DiffAsync(peering, peering.With(input, value));
        Assert.Equal([input], diff.Replaces);
        // Atlas tells VNets apart by directory and name, so with these the former peering has to go first.
        Assert.Equal(kind == Azure && input != "vnetName", diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task The_case_of_azure_names_is_no_change()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Azure, AzureInputs(scenario));
        var diff = await scenario.DiffAsync(peering, peering.With("vnetName", "\"ORDERS-vnet\""));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Theory]
    [InlineData(Azure)]
    [InlineData(Gcp)]
    public async Task Remote_blocks_change_without_a_call_and_survive_a_refresh(string kind)
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(kind, kind == Azure ? AzureInputs(scenario) : GcpInputs(scenario));
        var news = peering.With("remoteCidrBlocks", """["10.9.0.0/16"]""");
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, (await scenario.DiffAsync(peering, news)).Changes);
        var updated = await scenario.UpdateAsync(peering, news);
        Assert.Equal("10.9.0.0/16", updated.State.Fields["remoteCidrBlocks"].ListValue.Values[0].StringValue);
        Assert.DoesNotContain(scenario.Atlas.Requests, request => request.Method == "PATCH");
        var refreshed = (await scenario.RefreshAsync(updated))!;
        Assert.Equal(updated.Inputs, refreshed.Inputs);
        Assert.Equal(updated.State, refreshed.State);
    }

    [Theory]
    [InlineData(Azure, "{0}/{1}")]
    [InlineData(Azure, "{0}-{1}-AZURE")]
    [InlineData(Azure, "{0}/" + Vnet)]
    [InlineData(Azure, Vnet)]
    [InlineData(Gcp, "{0}/{1}")]
    [InlineData(Gcp, "{0}-{1}-GCP")]
    [InlineData(Gcp, "{0}/orders-prod/orders-network")]
    [InlineData(Gcp, "orders-prod/orders-network")]
    public async Task They_are_imported_by_any_id_and_the_program_shows_no_diff(string kind, string form)
    {
        await using var scenario = await Scenario.StartAsync();
        var inputs = kind == Azure ? AzureInputs(scenario) : GcpInputs(scenario);
        var peering = await scenario.CreateAsync(kind, inputs);
        var imported = (await scenario.ImportAsync(kind, string.Format(null, form, Scenario.Project, peering["peerId"])))!;
        Assert.Equal(peering.Id, imported.Id);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(imported, Scenario.Json(inputs))).Changes);
    }

    [Fact]
    public async Task An_id_of_another_cloud_names_the_right_type()
    {
        await using var scenario = await Scenario.StartAsync();
        var peering = await scenario.CreateAsync(Gcp, GcpInputs(scenario));
        var failed = await scenario.Plugin.RefusesAsync("Read", new ReadRequest { Id = peering.Id, Urn = Scenario.Urn(Azure) });
        Assert.Contains("its resource type is peering:index:GcpNetworkPeering", failed.Message, StringComparison.Ordinal);
    }

    private static string AzureInputs(Scenario scenario) => $$"""
        {
          "containerId": "{{Container(scenario, CloudProvider.AZURE)}}",
          "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
          "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210",
          "resourceGroupName": "orders-network", "vnetName": "orders-vnet"
        }
        """;

    private static string GcpInputs(Scenario scenario) => $$"""
        { "containerId": "{{Container(scenario, CloudProvider.GCP)}}", "gcpProjectId": "orders-prod", "networkName": "orders-network" }
        """;

    private static string Container(Scenario scenario, CloudProvider cloud) =>
        scenario.Atlas.Control.SeedContainer(Scenario.Project, cloud).Id;
}
