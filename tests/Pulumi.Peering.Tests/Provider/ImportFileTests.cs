using System.Diagnostics;
using System.Text.Json.Nodes;
using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using FsCheck;
using FsCheck.Fluent;
using Peering.ImportFile;
using CloudProvider = Peering.Resources.CloudProvider;
using Clouds = AtlasEmulator.World.CloudProvider;

namespace Peering.Tests.Provider;

public sealed class ImportFileTests
{
    [Fact]
    public async Task It_names_everything_of_a_project_containers_first()
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var run = await RunAsync(scenario.Atlas, "--project-id", Scenario.Project);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                ("AwsNetworkContainer", "aws-us-east-1-container", world.IdOf("AwsNetworkContainer")),
                ("AzureNetworkContainer", "azure-us-east-2-container", world.IdOf("AzureNetworkContainer")),
                ("GcpNetworkContainer", "gcp-container", world.IdOf("GcpNetworkContainer")),
                ("AwsNetworkPeering", "aws-vpc-0a1b2c3d4e5f67890", world.IdOf("AwsNetworkPeering")),
                ("AwsNetworkPeering", "aws-vpc-0fedcba9", $"{Scenario.Project}/{world.Far.Id}"),
                ("AzureNetworkPeering", "azure-orders-vnet", world.IdOf("AzureNetworkPeering")),
                ("GcpNetworkPeering", "gcp-orders-prod-orders-network", world.IdOf("GcpNetworkPeering")),
            ],
            run.Entries.Select(entry => (entry.Type.Split(':')[2], entry.Name, entry.Id)));
        Assert.All(run.Resources, entry => Assert.Equal(PluginVersion.Text, (string?)entry!["version"]));
        var id = world.IdOf("AwsNetworkPeering");
        Assert.Matches($"AWS +peering +123456789012/{ImportWorld.Vpc} +AVAILABLE +{id}", run.Errors);
        run.Says("7 resources to import.");
    }

    [Fact]
    public async Task What_it_names_imports_without_a_word_and_changes_nothing()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SeedPeers(Scenario.Project, 9);
        foreach (var (type, _, id) in (await RunAsync(scenario.Atlas, "--project-id", Scenario.Project)).Entries)
        {
            var imported = (await scenario.ImportAsync(type.Split(':')[2], id))!;
            Assert.Equal(id, imported.Id);
            Assert.Equal(imported.Inputs, await scenario.CheckAsync(imported.Kind, imported.Inputs));
        }
    }

    [Fact]
    public async Task One_name_is_given_once_and_the_same_in_every_run()
    {
        await using var atlas = await Emulator.StartAsync();
        foreach (var account in (string[])["111111111111", "222222222222", "333333333333"])
        {
            var network = new AwsNetwork(account, ImportWorld.Vpc, "10.0.0.0/16", "us-east-1");
            atlas.Control.SeedPeer(Scenario.Project, network);
        }

        var first = await RunAsync(atlas, "--project-id", Scenario.Project);
        Assert.Equal(
            ["aws-vpc-0a1b2c3d4e5f67890", "aws-vpc-0a1b2c3d4e5f67890-2", "aws-vpc-0a1b2c3d4e5f67890-3"],
            first.Peerings.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(first.Output, (await RunAsync(atlas, "--project-id", Scenario.Project)).Output);
    }

    [Fact]
    public void An_object_that_comes_later_renames_no_other()
    {
        var early = Named("orders", "orders", "ORDERS", "stock");
        Assert.Equal(["azure-orders", "azure-orders-2", "azure-orders-3", "azure-stock"], early);
        Assert.Equal(
            [.. early, "azure-orders-4", "azure-stock-2"],
            Named("orders", "orders", "ORDERS", "stock", "orders", "stock"));
        Assert.Equal(["azure-orders", "azure-orders-3", "azure-orders-2"], Named("orders", "orders", "orders-2"));

        static IEnumerable<string> Named(params string[] wishes) =>
            ResourceNames.Of(Objects(wishes))
                .OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => name.Value);
    }

    [Fact]
    public void Names_are_valid_and_each_is_given_once_whatever_is_there() => Prop.ForAll(
        ArbMap.Default.ArbFor<string[]>(),
        wishes =>
        {
            var objects = Objects([.. wishes, "a-2", "a", "A", "a_2"]);
            var names = ResourceNames.Of(objects);
            Assert.Equal(objects.Count, names.Values.Distinct(StringComparer.Ordinal).Count());
            Assert.All(names.Values, name => Assert.Matches(@"\A[a-z][a-z0-9.-]*\z", name));
            Assert.Equal(names, ResourceNames.Of(objects.AsEnumerable().Reverse()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task What_is_being_deleted_is_left_out_and_what_failed_is_marked()
    {
        await using var atlas = await Emulator.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var first = new AwsNetwork("123456789012", "vpc-00000001", "10.0.0.0/16", "us-east-1");
        var second = new AwsNetwork("123456789012", "vpc-00000002", "10.1.0.0/16", "us-east-1");
        var leaving = atlas.Control.SeedPeer(Scenario.Project, first, PeerStatus.Terminating);
        var going = atlas.Control.SeedPeer(Scenario.Project, new GcpNetwork("orders-prod", "old"), PeerStatus.Deleting);
        var failed = atlas.Control.SeedPeer(Scenario.Project, second, PeerStatus.Failed, error: "EXPIRED");
        var run = await RunAsync(atlas, "--project-id", Scenario.Project);
        var id = $"{Scenario.Project}/{failed.Id}";
        Assert.Equal(id, Assert.Single(run.Peerings).Id);
        Assert.Matches($"(?m)^! +AWS +peering +123456789012/vpc-00000002 +FAILED +{id}$", run.Errors);
        run.Says("FAILED: EXPIRED. The request was not accepted");
        run.Says($"Left out: the AWS peering {Scenario.Project}/{leaving.Id} (123456789012/vpc-00000001) "
            + "is being deleted (TERMINATING).");
        run.Says($"{Scenario.Project}/{going.Id} (orders-prod/old) is being deleted (DELETING).");
    }

    [Theory]
    [InlineData("AWS", "Aws")]
    [InlineData("azure", "Azure")]
    [InlineData("GCP", "Gcp")]
    public async Task One_cloud_alone_is_listed_on_request_and_written_to_a_file(string cloud, string prefix)
    {
        await using var scenario = await Scenario.StartAsync();
        ImportWorld.Seed(scenario);
        var file = Path.Combine(Directory.CreateTempSubdirectory("peering-import-").FullName, "import.json");
        try
        {
            var run = await RunAsync(
                scenario.Atlas, "--project-id", Scenario.Project, "--provider", cloud, "--out", file);
            Assert.Equal(0, run.ExitCode);
            Assert.Equal("", run.Output);
            var entries = Outcome.Read(await File.ReadAllTextAsync(file));
            Assert.Equal(
                [$"peering:index:{prefix}NetworkContainer", $"peering:index:{prefix}NetworkPeering"],
                entries.Select(entry => (string)entry!["type"]!).Distinct());
            Assert.All(
                scenario.Atlas.Requests.Where(request => request.Path.EndsWith("/peers", StringComparison.Ordinal)),
                request => Assert.Contains($"providerName={cloud}", request.Query, StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task All_pages_are_read_and_the_project_may_come_from_the_environment()
    {
        await using var atlas = await Emulator.StartAsync();
        atlas.Control.SeedPeers(Scenario.Project, 1600);
        var run = await RunWithAsync(atlas, new() { ["MONGODB_ATLAS_PROJECT_ID"] = Scenario.Project });
        Assert.Equal(1603, run.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.Equal(1603, run.Entries.Select(entry => entry.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_empty_project_gives_an_empty_list()
    {
        await using var atlas = await Emulator.StartAsync();
        var run = await RunAsync(atlas, "--project-id", Scenario.Project);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Entries);
        Assert.Equal($"Project {Scenario.Project} has nothing to import.\n", run.Errors);
    }

    [Fact]
    public async Task It_only_reads_and_a_role_that_only_reads_is_enough()
    {
        await using var scenario = await Scenario.StartAsync();
        ImportWorld.Seed(scenario);
        var run = await RunWithAsync(scenario.Atlas, new()
        {
            ["MONGODB_ATLAS_PUBLIC_API_KEY"] = DemoCredentials.ReadOnlyKey.PublicKey,
            ["MONGODB_ATLAS_PRIVATE_API_KEY"] = DemoCredentials.ReadOnlyKey.PrivateKey,
        }, "--project-id", Scenario.Project);
        Assert.Equal(0, run.ExitCode);
        Assert.All(scenario.Atlas.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData("no credentials for Atlas", "MONGODB_ATLAS_PUBLIC_API_KEY=", "--project-id", Scenario.Project)]
    [InlineData("GROUP_NOT_FOUND", "", "--project-id", "7b1f0a2b3c4d5e6f70819204")]
    [InlineData("24 lower-case hexadecimal digits of an Atlas project", "", "--project-id", "orders")]
    [InlineData("No Atlas project is named", "")]
    [InlineData("401", "MONGODB_ATLAS_PRIVATE_API_KEY=hunter2-hunter2", "--project-id", Scenario.Project)]
    [InlineData("127.0.0.1:1", "MONGODB_ATLAS_BASE_URL=http://127.0.0.1:1", "--project-id", Scenario.Project)]
    [InlineData("https", "MONGODB_ATLAS_BASE_URL=http://atlas.example", "--project-id", Scenario.Project)]
    [InlineData("--provider takes AWS, AZURE or GCP", "", "--project-id", Scenario.Project, "--provider", "IBM")]
    [InlineData("/no/such/folder", "", "--project-id", Scenario.Project, "--out", "/no/such/folder/import.json")]
    [InlineData("--nothing", "", "--project-id", Scenario.Project, "--nothing")]
    public async Task A_mistake_is_one_clear_line(string expected, string variable, params string[] arguments)
    {
        await using var atlas = await Emulator.StartAsync();
        var environment = variable.Split('=') is [var name, var value]
            ? new Dictionary<string, string> { [name] = value }
            : [];
        var run = await RunWithAsync(atlas, environment, arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        run.Says(expected);
        // An attempt that is made again is told too, for it takes time.
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => !line.Contains("again in", StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoCredentials.Key.PrivateKey, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_atlas_that_fails_midway_leaves_no_half_file()
    {
        await using var scenario = await Scenario.StartAsync();
        ImportWorld.Seed(scenario);
        scenario.Atlas.Control.AddFault(new FaultRule
        {
            Kind = FaultKind.Error,
            Path = "providerName=GCP",
            Times = null,
            Status = 403,
            ErrorCode = "USER_UNAUTHORIZED",
        });
        var run = await RunAsync(scenario.Atlas, "--project-id", Scenario.Project);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("error: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_connections_are_listed_when_asked_for_and_named_by_their_aws_id()
    {
        await using var atlas = await Emulator.StartAsync();
        var request = atlas.Control.SeedStreamsRequest(Scenario.Project, "123456789012", ImportWorld.Vpc);
        atlas.Control.ReportRequest(request.Name, StreamsCloudStatus.Active);
        var run = await RunAsync(atlas, "--project-id", Scenario.Project, "--streams");
        var (name, id) = ($"streams-{request.Name}", $"{Scenario.Project}/{request.Name}");
        Assert.Equal([(RemoteObject.StreamsToken, name, id)], run.Entries);
        Assert.Empty((await RunAsync(atlas, "--project-id", Scenario.Project)).Entries);
        atlas.Control.SeedContainer(Scenario.Project, Clouds.AZURE);
        var azure = await RunAsync(atlas, "--project-id", Scenario.Project, "--streams", "--provider", "AZURE");
        Assert.Equal("peering:index:AzureNetworkContainer", Assert.Single(azure.Entries).Type);
    }

    /// <summary>VNets of these names, made one after the other.</summary>
    private static List<RemoteObject> Objects(string[] wishes) =>
    [
        .. wishes.Select((wish, number) => new RemoteObject(
            CloudProvider.Azure, "peering", "peering:index:AzureNetworkPeering", $"{number:x24}", "", "",
            $"azure-{wish}")),
    ];

    private static Task<Outcome> RunAsync(Emulator atlas, params string[] arguments) =>
        RunWithAsync(atlas, [], arguments);

    /// <summary>The verb in a process of its own, with the demo key unless the environment says otherwise.</summary>
    private static async Task<Outcome> RunWithAsync(
        Emulator atlas, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Plugin.Command[0], [.. Plugin.Command.Skip(1), "import-file", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(Plugin.IsCredential).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MONGODB_ATLAS_BASE_URL"] = atlas.BaseUrl.ToString();
        start.Environment["MONGODB_ATLAS_PUBLIC_API_KEY"] = DemoCredentials.Key.PublicKey;
        start.Environment["MONGODB_ATLAS_PRIVATE_API_KEY"] = DemoCredentials.Key.PrivateKey;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, output, await errors);
    }

    private sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        public JsonArray Resources => Read(Output);

        public IReadOnlyList<(string Type, string Name, string Id)> Entries =>
            [.. Resources.Select(entry => ((string)entry!["type"]!, (string)entry["name"]!, (string)entry["id"]!))];

        public void Says(string text) => Assert.Contains(text, Errors, StringComparison.Ordinal);

        public IEnumerable<(string Type, string Name, string Id)> Peerings =>
            Entries.Where(entry => entry.Type.EndsWith("Peering", StringComparison.Ordinal));

        public static JsonArray Read(string text) => JsonNode.Parse(text)!["resources"]!.AsArray();
    }
}
