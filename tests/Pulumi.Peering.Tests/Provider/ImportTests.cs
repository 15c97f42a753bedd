using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;
using Changes = Pulumirpc.DiffResponse.Types.DiffChanges;

namespace Peering.Tests.Provider;

public sealed class ImportTests
{
    private const string Missing = Scenario.Project + "/7b1f0a2b3c4d5e6f70819204";

    /// <summary>Programs that mean what is there: spelled out, with as little as will do, in the other dialect.</summary>
    public static TheoryData<string, string> Programs => new()
    {
        {
            "AwsNetworkPeering",
            """
            { "projectId": "{project}", "containerId": "{aws}",
              "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
              "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16" }
            """
        },
        {
            "AwsNetworkPeering",
            """
            { "containerId": "{aws}", "accepterRegionName": "US_EAST_1", "awsAccountId": "123456789012",
              "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16" }
            """
        },
        {
            "AzureNetworkPeering",
            """
            { "projectId": "{project}", "containerId": "{azure}",
              "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
              "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210", "resourceGroupName": "Orders-Network",
              "vnetName": "Orders-VNet" }
            """
        },
        {
            "AzureNetworkPeering",
            """
            { "containerId": "{azure}", "azureDirectoryId": "01234567-89AB-CDEF-0123-456789ABCDEF",
              "azureSubscriptionId": "FEDCBA98-7654-3210-FEDC-BA9876543210", "resourceGroupName": "orders-network",
              "vnetName": "orders-vnet" }
            """
        },
        {
            "GcpNetworkPeering",
            """
            { "projectId": "{project}", "containerId": "{gcp}",
              "gcpProjectId": "orders-prod", "networkName": "orders-network" }
            """
        },
        {
            "GcpNetworkPeering",
            """{ "containerId": "{gcp}", "gcpProjectId": "orders-prod", "networkName": "orders-network" }"""
        },
        {
            "AwsNetworkContainer",
            """
            { "projectId": "{project}", "regionName": "us-east-1", "atlasCidrBlock": "192.168.248.0/21",
              "adoptExisting": false }
            """
        },
        { "AwsNetworkContainer", """{ "regionName": "US_EAST_1" }""" },
        {
            "AzureNetworkContainer",
            """{ "projectId": "{project}", "region": "US_EAST_2", "atlasCidrBlock": "192.168.240.0/21" }"""
        },
        { "AzureNetworkContainer", """{ "region": "us-east-2", "atlasCidrBlock": "192.168.240.0/21" }""" },
        {
            "GcpNetworkContainer",
            """{ "atlasCidrBlock": "192.168.224.0/22", "regions": ["CENTRAL_US", "EASTERN_US"] }"""
        },
        {
            "GcpNetworkContainer",
            """{ "atlasCidrBlock": "192.168.224.0/22", "regions": ["central-us", "eastern-us"] }"""
        },
        { "NetworkPeeringActivation", """{ "peeringId": "{peering}" }""" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_program_that_means_what_was_imported_changes_nothing(string kind, string program)
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var imported = (await scenario.ImportAsync(kind, world.IdOf(kind)))!;
        var inputs = Scenario.Json(world.Program(program));
        Assert.Equal(Changes.DiffNone, (await scenario.DiffAsync(imported, inputs)).Changes);

        // And so it stays after the refresh that comes with the next day.
        var checkedInputs = await scenario.CheckAsync(kind, inputs);
        var refreshed = (await scenario.RefreshAsync(imported with { Inputs = checkedInputs }))!;
        Assert.Equal(checkedInputs, refreshed.Inputs);
        Assert.All(imported.State.Fields, field => Assert.Equal(field.Value, refreshed.State.Fields[field.Key]));
        Assert.Equal(Changes.DiffNone, (await scenario.DiffAsync(refreshed, inputs)).Changes);
    }

    [Fact]
    public async Task Answers_that_do_not_name_the_cloud_are_understood_by_what_else_they_hold()
    {
        await using var scenario = await Scenario.StartAsync(
            new EmulatorOptions { Pace = Pace.Fast, OmitProviderName = true }, offContract: true);
        var world = ImportWorld.Seed(scenario);
        var kinds = ((string[])["Aws", "Azure", "Gcp"])
            .SelectMany(cloud => ((string[])["Peering", "Container"]).Select(what => $"{cloud}Network{what}")).ToList();
        foreach (var kind in kinds)
        {
            var imported = (await scenario.ImportAsync(kind, world.IdOf(kind)))!;
            Assert.Equal(world.IdOf(kind), imported.Id);
            Assert.Equal(Changes.DiffNone, (await scenario.DiffAsync(imported, imported.Inputs)).Changes);
        }

        Assert.Contains("AzureNetworkPeering", (await scenario.Plugin.RefusesAsync("Read", new ReadRequest
        {
            Id = world.IdOf("AzureNetworkPeering"),
            Urn = Scenario.Urn("AwsNetworkPeering"),
        })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_import_reads_is_a_program_without_a_fault()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        foreach (var kind in ImportWorld.Kinds)
        {
            var imported = (await scenario.ImportAsync(kind, world.IdOf(kind)))!;
            Assert.Equal(imported.Inputs, await scenario.CheckAsync(kind, imported.Inputs));
            Assert.Equal(Changes.DiffNone, (await scenario.DiffAsync(imported, imported.Inputs)).Changes);
        }
    }

    [Fact]
    public async Task A_vpc_in_another_region_than_the_container_keeps_its_own()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var imported = (await scenario.ImportAsync("AwsNetworkPeering", $"{Scenario.Project}/vpc-0fedcba9"))!;
        Assert.Equal($"{Scenario.Project}/{world.Far.Id}", imported.Id);
        Assert.Equal("eu-west-1", imported["accepterRegionName"]);
    }

    [Theory]
    [InlineData("AzureNetworkPeering")]
    [InlineData("GcpNetworkPeering")]
    public async Task Blocks_that_only_the_program_knows_are_added_after_an_import_without_a_replacement(string kind)
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var imported = (await scenario.ImportAsync(kind, world.IdOf(kind)))!;
        var diff = await scenario.DiffAsync(imported, imported.With("remoteCidrBlocks", """["10.9.0.0/16"]"""));
        Assert.Equal(["remoteCidrBlocks"], diff.Diffs);
        Assert.Empty(diff.Replaces);
    }

    [Fact]
    public async Task Ids_of_terraforms_state_are_taken_as_they_are()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        foreach (var kind in ImportWorld.Kinds.Where(kind => kind != "NetworkPeeringActivation"))
        {
            Assert.Equal(world.IdOf(kind), (await scenario.ImportAsync(kind, world.TerraformIdOf(kind)))!.Id);
        }
    }

    [Fact]
    public async Task An_id_that_means_two_peerings_lists_both()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var other = scenario.Atlas.Control.SeedPeer(
            Scenario.Project, new AwsNetwork("999999999999", ImportWorld.Vpc, "10.2.0.0/16", "us-east-1"));
        var failed = await ReadFailsAsync(
            scenario.Plugin, "AwsNetworkPeering", $"{Scenario.Project}/{ImportWorld.Vpc}");
        Assert.Equal(StatusCode.InvalidArgument, failed.Code);
        Assert.Contains("means several peerings", failed.Message, StringComparison.Ordinal);
        foreach (var (account, peer) in ((string, Peer)[])[("123456789012", world.Aws), ("999999999999", other)])
        {
            var line = $"{account}/{ImportWorld.Vpc}  AVAILABLE  {Scenario.Project}/{peer.Id}";
            Assert.Contains(line, failed.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(world.Far.Id, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_without_a_project_needs_one_from_the_provider()
    {
        await using var atlas = await Emulator.StartAsync();
        await using var plugin = await Plugin.StartAsync();
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json($$"""
                { "accessToken": "{{DemoCredentials.Token.Token}}", "baseUrl": "{{atlas.BaseUrl}}" }
                """),
        });
        foreach (var (kind, id) in new Dictionary<string, string>
        {
            ["AwsNetworkPeering"] = "pcx-0a1b2c3d4e5f67890",
            ["AwsNetworkContainer"] = "us-east-1",
            ["GcpNetworkPeering"] = "orders/network",
        })
        {
            var failed = await ReadFailsAsync(plugin, kind, id);
            Assert.Equal(StatusCode.InvalidArgument, failed.Code);
            Assert.Contains("No Atlas project is named", failed.Message, StringComparison.Ordinal);
            Assert.Contains("peering:projectId", failed.Message, StringComparison.Ordinal);
        }

        Assert.Empty(atlas.Requests);
    }

    [Fact]
    public async Task A_container_that_is_not_there_brings_a_list_of_those_that_are()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var failed = await ReadFailsAsync(scenario.Plugin, "AwsNetworkContainer", $"{Scenario.Project}/eu-west-1");
        Assert.Equal(StatusCode.NotFound, failed.Code);
        var line = $"US_EAST_1  192.168.248.0/21  {world.IdOf("AwsNetworkContainer")}";
        Assert.Contains(line, failed.Message, StringComparison.Ordinal);
    }

    /// <summary>A program's `Get` sends one bag of arguments as inputs and as state; most give none.</summary>
    [Fact]
    public async Task Get_finds_every_kind_by_its_id_and_nothing_for_an_id_that_is_gone()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        foreach (var kind in ImportWorld.Kinds)
        {
            var found = (await GetAsync(world.IdOf(kind), new Struct()))!;
            Assert.Equal(world.IdOf(kind), found.Id);
            Assert.Equal((await scenario.ImportAsync(kind, world.IdOf(kind)))!.State, found.State);
            Assert.Null(await GetAsync(Missing, new Struct()));

            Task<Resource?> GetAsync(string id, Struct bag) => scenario.RefreshAsync(new Resource(kind, id, bag, bag));
        }

        var bag = Scenario.Json("""{ "status": "FAILED", "vpcId": "vpc-00000000" }""");
        var aws = new Resource("AwsNetworkPeering", world.IdOf("AwsNetworkPeering"), bag, bag);
        var live = (await scenario.RefreshAsync(aws))!;
        Assert.Equal(("AVAILABLE", ImportWorld.Vpc), (live["status"], live["vpcId"]));
    }

    [Fact]
    public async Task A_failed_peering_is_imported_with_a_warning_that_tells_why()
    {
        await using var scenario = await Scenario.StartAsync();
        var network = new AwsNetwork("123456789012", ImportWorld.Vpc, "10.0.0.0/16", "us-east-1");
        var peer = scenario.Atlas.Control.SeedPeer(Scenario.Project, network, PeerStatus.Failed, error: "REJECTED");
        var imported = (await scenario.ImportAsync("AwsNetworkPeering", $"{Scenario.Project}/{peer.Id}"))!;
        Assert.Equal("FAILED", imported["status"]);
        var warning = await scenario.Plugin.LoggedAsync(log => log.Severity == LogSeverity.Warning);
        Assert.Contains("FAILED: REJECTED. The owner of the AWS account", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AwsNetworkContainer")]
    [InlineData("AzureNetworkContainer")]
    [InlineData("GcpNetworkContainer")]
    [InlineData("AwsNetworkPeering")]
    [InlineData("AzureNetworkPeering")]
    [InlineData("GcpNetworkPeering")]
    public async Task A_listing_names_what_the_kind_can_import_and_no_more(string kind)
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var other = scenario.Atlas.Control.CreateProject();
        string[] expected = kind == "AwsNetworkPeering"
            ? [$"{Scenario.Project}/{world.Aws.Id}", $"{Scenario.Project}/{world.Far.Id}"]
            : [world.IdOf(kind)];
        var listed = await ListAsync(scenario, kind, "{}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        foreach (var id in listed)
        {
            Assert.NotNull(await scenario.ImportAsync(kind, id));
        }

        Assert.Empty(await ListAsync(scenario, kind, $$"""{ "projectId": "{{other}}" }"""));
        var failed = await Assert.ThrowsAsync<RpcException>(() =>
            ListAsync(scenario, kind, """{ "projectId": "7b1f0a2b3c4d5e6f70819204" }"""));
        Assert.Equal(StatusCode.NotFound, failed.Code);
    }

    private static async Task<List<string>> ListAsync(Scenario scenario, string kind, string query)
    {
        var ids = new List<string>();
        await foreach (var part in scenario.Plugin.ListAsync(
            new ListRequest { Token = $"peering:index:{kind}", Query = Scenario.Json(query) }))
        {
            ids.AddRange(part.Result is null ? [] : [part.Result.Id]);
        }

        return ids;
    }

    private static Task<RpcException> ReadFailsAsync(Plugin plugin, string kind, string id) =>
        plugin.RefusesAsync("Read", new ReadRequest { Id = id, Urn = Scenario.Urn(kind) });
}
