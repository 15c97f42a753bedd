using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

/// <summary>What a look at Atlas finds before a peering is made: warnings in a preview, errors before the POST.</summary>
public sealed class PreflightTests
{
    private const string Kind = "AwsNetworkPeering";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fifty_new_peerings_are_previewed_with_a_handful_of_calls(bool allAtOnce)
    {
        await using var world = await World.StartAsync();
        var containers = Clouds.Select(cloud => world.Atlas.Control.SeedContainer(Scenario.Project, cloud).Id).ToList();
        var before = world.Atlas.Requests.Count;
        await world.PreviewAllAsync(allAtOnce, 50, i => (i % 3) switch
        {
            0 => (Kind, Aws(containers[0], i)),
            1 => ("AzureNetworkPeering", $$"""
                { "projectId": "{{Scenario.Project}}", "containerId": "{{containers[1]}}",
                  "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
                  "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210", "resourceGroupName": "g", "vnetName": "v{{i}}" }
                """),
            _ => ("GcpNetworkPeering", $$"""
                { "projectId": "{{Scenario.Project}}", "containerId": "{{containers[2]}}", "gcpProjectId": "orders-prod",
                  "networkName": "n{{i}}" }
                """),
        });
        Assert.InRange(world.Atlas.Requests.Count - before, 1, 6);
        Assert.Empty(world.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_of_one_account_and_containers_share_their_lists_too(bool allAtOnce)
    {
        await using var world = await World.StartAsync();
        var before = world.Atlas.Requests.Count;
        await world.PreviewAllAsync(allAtOnce, 20, i => i % 2 == 0
            ? ("StreamsVpcPeeringConnection", $$"""
                { "projectId": "{{Scenario.Project}}", "name": "pcx-{{i:d17}}", "requesterAccountId": "210987654321",
                  "requesterVpcId": "vpc-0fedcba9876543210" }
                """)
            : ("AwsNetworkContainer", $$"""{ "projectId": "{{Scenario.Project}}", "regionName": "us-east-1" }"""));
        Assert.InRange(world.Atlas.Requests.Count - before, 1, 4);
    }

    [Fact]
    public async Task What_a_preview_saw_does_not_let_an_update_through()
    {
        await using var world = await World.StartAsync();
        var inputs = Aws(world.Container(), 1);
        await world.PreviewAsync(Kind, "a", inputs);
        world.Atlas.Control.SeedPeer(Scenario.Project, new AwsNetwork("123456789012", Vpc(1), "10.200.0.0/16", "us-east-1"));
        await world.PreviewAsync(Kind, "a", inputs);
        Assert.Empty(world.Warnings);

        var refused = await world.RefusesAsync(Kind, "a", inputs, preview: false);
        Assert.Contains($"has a peering with 123456789012/{Vpc(1)} already", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Atlas.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_process_that_outlives_a_run_looks_anew_for_the_next()
    {
        await using var world = await World.StartAsync();
        var inputs = Aws(world.Container(), 1);
        await world.PreviewAsync(Kind, "a", inputs);
        world.Atlas.Control.SeedPeer(Scenario.Project, new AwsNetwork("123456789012", Vpc(1), "10.200.0.0/16", "us-east-1"));
        await world.ConfigureAsync();
        await world.PreviewAsync(Kind, "a", inputs);
        await world.WarnedAsync("already");

        // What the run before planned, and would have replaced, is forgotten too.
        await world.ConfigureAsync();
        await world.PreviewAsync(Kind, "b", Aws(world.Container(), 2));
        await world.ConfigureAsync();
        await world.PreviewAsync(Kind, "c", Aws(world.Container(), 2));
        Assert.DoesNotContain(world.Warnings, text => text.Contains("of this program", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_this_process_changed_itself_a_preview_sees_at_once()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = await scenario.PreviewAsync("AwsNetworkContainer", """{ "regionName": "us-east-1" }""");
        Assert.NotNull(container);
        var made = await scenario.CreateAsync("AwsNetworkContainer", """{ "regionName": "us-east-1" }""");
        await scenario.PreviewAsync(Kind, Aws(made["containerId"]!, 1));
    }

    [Fact]
    public async Task A_twin_is_told_with_every_way_out_in_the_preview_and_before_the_post()
    {
        await using var world = await World.StartAsync();
        var inputs = Aws(world.Container(), 1);
        var twin = world.Atlas.Control.SeedPeer(
            Scenario.Project, new AwsNetwork("123456789012", Vpc(1), "10.200.0.0/16", "us-east-1"));
        await world.PreviewAsync(Kind, "a", inputs);
        var refused = await world.RefusesAsync(Kind, "a", inputs, preview: false);
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        foreach (var text in (string[])[await world.WarnedAsync("already"), refused.Message])
        {
            Assert.Contains($"pulumi import peering:index:{Kind} a {Scenario.Project}/{twin.Id}", text, StringComparison.Ordinal);
            Assert.Contains("resource option aliases", text, StringComparison.Ordinal);
            Assert.Contains("delete it in a run of its own before", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_peering_that_goes_before_its_replacement_comes_raises_no_alarm()
    {
        await using var world = await World.StartAsync();
        var (container, old) = (world.Container(), world.Seed(1));
        var news = Scenario.Json(Aws(container, 1));
        news.Fields["accepterRegionName"] = Value.ForString("eu-west-1");
        Assert.True((await world.DiffAsync(old, Aws(old.ContainerId, 1), news)).DeleteBeforeReplace);
        await world.PreviewAsync(Kind, "a", news.ToString());
        Assert.Empty(world.Warnings);
    }

    /// <summary>The engine makes the new one first, so the old one is in the way of another resource all the same.</summary>
    [Fact]
    public async Task A_peering_that_goes_after_its_replacement_is_in_the_way_of_others()
    {
        await using var world = await World.StartAsync();
        var old = world.Seed(1);
        var diff = await world.DiffAsync(old, Aws(old.ContainerId, 1), Scenario.Json(Aws(old.ContainerId, 2)));
        Assert.True(diff is { DeleteBeforeReplace: false, Replaces.Count: > 0 });
        await world.PreviewAsync(Kind, "a", Aws(old.ContainerId, 2));
        Assert.Empty(world.Warnings);
        await world.PreviewAsync(Kind, "other", Aws(old.ContainerId, 1));
        await world.WarnedAsync("already");
    }

    [Fact]
    public async Task A_peering_that_is_being_deleted_raises_no_alarm_and_a_create_waits_for_its_end()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21").Id;
        scenario.Atlas.Control.Configure(options => options with { Pace = Pace.Manual });
        scenario.Atlas.Control.SeedPeer(Scenario.Project,
            new AwsNetwork("123456789012", Vpc(1), "10.1.0.0/16", "us-east-1"), PeerStatus.Terminating, container);
        await scenario.PreviewAsync(Kind, Aws(container, 1));
        Assert.DoesNotContain(scenario.Plugin.Logs, log => log.Severity == LogSeverity.Warning);

        var create = scenario.CreateAsync(Kind, Aws(container, 1));
        await scenario.Plugin.LoggedAsync(log => log.Message.StartsWith("Waiting until the former peering", StringComparison.Ordinal));
        scenario.Atlas.Control.Configure(options => options with { Pace = Pace.Fast });
        Assert.Equal("PENDING_ACCEPTANCE", (await create)["status"]);
    }

    [Fact]
    public async Task Two_resources_of_one_program_are_held_against_each_other()
    {
        await using var world = await World.StartAsync();
        var container = world.Container();
        await world.PreviewAsync(Kind, "first", Aws(container, 1));
        await world.PreviewAsync(Kind, "second", Aws(container, 1));
        Assert.Contains("The resource first of this program", await world.WarnedAsync("is a peering with"), StringComparison.Ordinal);
        await world.PreviewAsync(Kind, "third", Aws(container, 2, "10.1.128.0/17"));
        Assert.Contains("10.1.128.0/17 overlaps with the block of the resource", await world.WarnedAsync("overlaps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_known_yet_is_no_twin_of_anything()
    {
        await using var world = await World.StartAsync();
        foreach (var name in (string[])["first", "second"])
        {
            var inputs = ConformanceWire.Map(Scenario.Json(Aws(world.Container(), 1)), _ => ConformanceWire.Unknown);
            inputs.Fields["projectId"] = Value.ForString(Scenario.Project);
            inputs.Fields["awsAccountId"] = Value.ForString("123456789012");
            await world.PreviewAsync(Kind, name, inputs.ToString());
        }

        Assert.Empty(world.Warnings);
    }

    [Theory]
    [InlineData(50, 0, "AVAILABLE", "has 50 peerings; Atlas allows 50")]
    [InlineData(25, 0, "PENDING_ACCEPTANCE", "has 25 peerings that are not accepted yet; Atlas allows 25")]
    [InlineData(49, 1, "AVAILABLE", "has 49 peerings and this program adds more than the 1 that Atlas still allows")]
    public async Task The_limits_of_a_project_are_told(int existing, int planned, string status, string text)
    {
        await using var world = await World.StartAsync();
        var container = world.Container();
        for (var i = 0; i < existing; i++)
        {
            world.Atlas.Control.SeedPeer(
                Scenario.Project, new AwsNetwork("123456789012", Vpc(100 + i), $"10.{100 + i}.0.0/16", "us-east-1"), status, container);
        }

        for (var i = 0; i <= planned; i++)
        {
            Assert.Empty(world.Warnings);
            await world.PreviewAsync(Kind, $"p{i}", Aws(container, i));
        }

        Assert.Contains(text, await world.WarnedAsync("PEER_MAXIMUM_REACHED"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_of_another_cloud_or_of_none_is_an_error_in_the_preview_with_what_there_is()
    {
        await using var world = await World.StartAsync();
        var azure = world.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AZURE);
        var other = await world.RefusesAsync(Kind, "a", Aws(azure.Id, 1), preview: true);
        Assert.Contains("is a container on AZURE; this peering needs one on AWS", other.Message, StringComparison.Ordinal);
        var none = await world.RefusesAsync(Kind, "a", Aws("5f2c1a0b9d8e7f6a5b4c3d2e", 1), preview: true);
        Assert.Contains($"It has {azure.Id} (AZURE {azure.Region})", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_to_error_a_doubt_fails_the_preview_and_set_to_off_nobody_looks()
    {
        await using var world = await World.StartAsync();
        var inputs = Aws(world.Container(), 1);
        world.Atlas.Control.SeedPeer(Scenario.Project, new AwsNetwork("123456789012", Vpc(1), "10.200.0.0/16", "us-east-1"));
        await world.ConfigureAsync("error");
        var refused = await world.RefusesAsync(Kind, "a", inputs, preview: true);
        Assert.Contains("already", refused.Message, StringComparison.Ordinal);

        await world.ConfigureAsync("off");
        var before = world.Atlas.Requests.Count;
        await world.PreviewAsync(Kind, "a", inputs);
        Assert.Equal(before, world.Atlas.Requests.Count);
        Assert.Empty(world.Warnings);
    }

    private static readonly CloudProvider[] Clouds = [CloudProvider.AWS, CloudProvider.AZURE, CloudProvider.GCP];

    private static string Vpc(int number) => $"vpc-{number:d17}";

    private static string Aws(string container, int number, string? block = null) => $$"""
        {
          "projectId": "{{Scenario.Project}}", "containerId": "{{container}}", "accepterRegionName": "us-east-1",
          "awsAccountId": "123456789012", "vpcId": "{{Vpc(number)}}", "routeTableCidrBlock": "{{block ?? $"10.{number}.0.0/16"}}"
        }
        """;

    /// <summary>A plugin that signs in with a token, so that every request that counts is one of its own will.</summary>
    private sealed class World(Scenario scenario, Plugin plugin) : IAsyncDisposable
    {
        public Emulator Atlas => scenario.Atlas;

        public IEnumerable<string> Warnings =>
            plugin.Logs.Where(log => log.Severity == LogSeverity.Warning).Select(log => log.Message);

        public static async Task<World> StartAsync()
        {
            var scenario = await Scenario.StartAsync();
            return new World(scenario, await ConformanceWorld.NextPluginAsync(scenario));
        }

        public string Container() => (Atlas.Control.Containers(Scenario.Project).FirstOrDefault(
            one => one.Provider == CloudProvider.AWS) ?? Atlas.Control.SeedContainer(
                Scenario.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21")).Id;

        public Peer Seed(int number) => Atlas.Control.SeedPeer(
            Scenario.Project, new AwsNetwork("123456789012", Vpc(number), $"10.{number}.0.0/16", "us-east-1"), containerId: Container());

        public async Task ConfigureAsync(string preflight = "warn") => await plugin.CallAsync<ConfigureRequest, ConfigureResponse>(
            "Configure", new ConfigureRequest
            {
                Args = Scenario.Json($$"""
                    {
                      "accessToken": "{{DemoCredentials.Token.Token}}", "baseUrl": "{{Atlas.BaseUrl}}",
                      "preflight": "{{preflight}}"
                    }
                    """),
            });

        public async Task PreviewAllAsync(bool allAtOnce, int count, Func<int, (string Kind, string Inputs)> resource)
        {
            var all = Enumerable.Range(0, count).Select(i => (Name: $"p{i}", Is: resource(i))).ToList();
            if (allAtOnce)
            {
                await Task.WhenAll(all.Select(one => PreviewAsync(one.Is.Kind, one.Name, one.Is.Inputs)));
                return;
            }

            foreach (var one in all)
            {
                await PreviewAsync(one.Is.Kind, one.Name, one.Is.Inputs);
            }
        }

        public async Task PreviewAsync(string kind, string name, string inputs) =>
            await plugin.CallAsync<CreateRequest, CreateResponse>("Create", Creation(kind, name, inputs, preview: true));

        public Task<RpcException> RefusesAsync(string kind, string name, string inputs, bool preview) =>
            plugin.RefusesAsync("Create", Creation(kind, name, inputs, preview));

        public Task<DiffResponse> DiffAsync(Peer old, string oldInputs, Struct news) =>
            plugin.CallAsync<DiffRequest, DiffResponse>("Diff", new DiffRequest
            {
                Id = $"{Scenario.Project}/{old.Id}",
                Urn = Scenario.Urn(Kind, "a"),
                OldInputs = Scenario.Json(oldInputs),
                Olds = Scenario.Json(oldInputs),
                News = news,
            });

        public async Task<string> WarnedAsync(string text) => (await plugin.LoggedAsync(log =>
            log.Severity == LogSeverity.Warning && log.Message.Contains(text, StringComparison.Ordinal))).Message;

        public async ValueTask DisposeAsync()
        {
            await plugin.DisposeAsync();
            await scenario.DisposeAsync();
        }

        private static CreateRequest Creation(string kind, string name, string inputs, bool preview) =>
            new() { Urn = Scenario.Urn(kind, name), Properties = Scenario.Json(inputs), Preview = preview };
    }
}
