using System.Text.RegularExpressions;
using AtlasEmulator;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

// Decisions on requests of Stream Processing: StreamsVpcPeeringConnectionTests. Killed processes: Crash/CrashTests.

/// <summary>Whatever happens to the answer of a POST, or after it: nothing is lost, and nothing is made twice.</summary>
public sealed partial class LostAnswerTests
{
    private static readonly IReadOnlyDictionary<string, string> Inputs = new Dictionary<string, string>
    {
        ["AwsNetworkContainer"] = """{ "regionName": "us-east-1", "atlasCidrBlock": "192.168.0.0/21" }""",
        ["AzureNetworkContainer"] = """{ "region": "US_EAST_2", "atlasCidrBlock": "192.168.0.0/21" }""",
        ["GcpNetworkContainer"] = """{ "atlasCidrBlock": "192.168.0.0/18" }""",
        ["AwsNetworkPeering"] = """
            { "containerId": "{container}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
              "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16" }
            """,
        ["AzureNetworkPeering"] = """
            { "containerId": "{container}", "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
              "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210", "resourceGroupName": "orders-network",
              "vnetName": "orders-vnet" }
            """,
        ["GcpNetworkPeering"] = """
            { "containerId": "{container}", "gcpProjectId": "orders-prod", "networkName": "orders-network" }
            """,
    };

    public static TheoryData<string> Kinds => new(Inputs.Keys);

    public static TheoryData<string> Peerings => new(Inputs.Keys.Where(kind => kind.EndsWith("Peering", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_atlas_made_without_saying_so_is_found_and_is_ours(string kind)
    {
        foreach (var fault in (FaultRule[])[Post(FaultKind.Reset), Post(FaultKind.Html), Post(FaultKind.Error), Post(FaultKind.Truncate)])
        {
            await using var scenario = await Scenario.StartAsync(offContract: true);
            var inputs = Seed(scenario, kind);
            scenario.Atlas.Control.AddFault(fault);
            var made = await scenario.CreateAsync(kind, inputs);
            Assert.Equal($"{Scenario.Project}/{Assert.Single(Objects(scenario, kind))}", made.Id);
            Assert.Single(Posts(scenario));
            Assert.Contains("The answer to the request was lost", (await scenario.Plugin.LoggedAsync(
                log => log.Severity == LogSeverity.Warning)).Message, StringComparison.Ordinal);
            await scenario.DeleteAsync(made);
            Assert.Empty(Objects(scenario, kind));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_atlas_never_made_is_told_and_made_by_the_next_run(string kind)
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var inputs = Seed(scenario, kind);
        scenario.Atlas.Control.AddFault(Post(FaultKind.Html) with { Execute = false });
        var failed = await scenario.CreateFailsAsync(kind, inputs);
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        Assert.Matches(@"It was not: .* Run `pulumi up` again\.$", failed.Message);
        Assert.Null(failed.Detail<ErrorResourceInitFailed>());
        Assert.Empty(Objects(scenario, kind));

        await scenario.CreateAsync(kind, inputs);
        Assert.Single(Objects(scenario, kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task When_looking_fails_too_both_failures_are_told_and_the_next_run_knows_the_import_line(string kind)
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var inputs = Seed(scenario, kind);
        scenario.Atlas.Control.AddFault(Post(FaultKind.Reset));
        scenario.Atlas.Control.AddFault(new FaultRule
        {
            Kind = FaultKind.Error,
            Method = "GET",
            Status = 403,
            Skip = await ReadsBeforePostAsync(kind),
            Times = null,
        });
        var failed = await scenario.CreateFailsAsync(kind, inputs);
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        Assert.Matches("POST .* Whether it was carried out could not be found out either: .* HTTP 403", failed.Message);
        Assert.Contains("Run `pulumi up` again", failed.Message, StringComparison.Ordinal);
        var foretold = ImportLine().Match(failed.Message).Groups["id"].Value;

        scenario.Atlas.Control.ClearFaults();
        var refused = await scenario.CreateFailsAsync(kind, inputs);
        var told = ImportLine().Match(refused.Message).Groups["id"].Value;
        Assert.Equal($"{Scenario.Project}/{Assert.Single(Objects(scenario, kind))}", told);
        foreach (var id in (string[])[foretold, told])
        {
            var imported = (await scenario.ImportAsync(kind, id))!;
            Assert.Equal(told, imported.Id);
            Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(imported, Scenario.Json(inputs))).Changes);
        }

        Assert.Single(Posts(scenario));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cancel_while_the_post_is_under_way_still_keeps_what_it_made(string kind)
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var inputs = Seed(scenario, kind);
        scenario.Atlas.Control.AddFault(Post(FaultKind.Hang));
        var create = scenario.Plugin.CallAsync<CreateRequest, CreateResponse>("Create", new CreateRequest
        {
            Urn = Scenario.Urn(kind),
            Properties = await scenario.CheckAsync(kind, Scenario.Json(inputs)),
        });
        await scenario.Atlas.RequestAsync(request => request.Method == "POST").Soon();
        await scenario.Plugin.CallAsync<Empty, Empty>("Cancel", new());

        // A container is done when it is made; the wait for a peering is what a cancel ends.
        var id = kind.EndsWith("Container", StringComparison.Ordinal)
            ? (await create).Id
            : (await Assert.ThrowsAsync<RpcException>(() => create)).Detail<ErrorResourceInitFailed>()!.Id;
        Assert.Equal($"{Scenario.Project}/{Assert.Single(Objects(scenario, kind))}", id);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cancel_leaves_a_post_the_time_that_atlas_takes_for_it(string kind)
    {
        await using var scenario = await Scenario.StartAsync();
        var inputs = Seed(scenario, kind);
        scenario.Atlas.Control.AddFault(Post(FaultKind.Delay) with { DelayMilliseconds = 1000 });
        var create = scenario.Plugin.CallAsync<CreateRequest, CreateResponse>("Create", new CreateRequest
        {
            Urn = Scenario.Urn(kind),
            Properties = await scenario.CheckAsync(kind, Scenario.Json(inputs)),
        });
        await scenario.Atlas.RequestAsync(request => request.Method == "POST").Soon();
        await scenario.Plugin.CallAsync<Empty, Empty>("Cancel", new());

        var id = kind.EndsWith("Container", StringComparison.Ordinal)
            ? (await create).Id
            : (await Assert.ThrowsAsync<RpcException>(() => create)).Detail<ErrorResourceInitFailed>()!.Id;
        Assert.Equal($"{Scenario.Project}/{Assert.Single(Objects(scenario, kind))}", id);
    }

    [Theory]
    [MemberData(nameof(Peerings))]
    public async Task An_atlas_that_only_fails_after_the_post_ends_the_wait_in_time_and_the_next_update_goes_on(string kind)
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var inputs = Seed(scenario, kind);
        var storm = scenario.Atlas.Control.AddFault(
            new FaultRule { Kind = FaultKind.Error, Path = "/peers/", Method = "GET", Status = 503, Times = null });
        var failed = await scenario.CreateFailsAsync(kind, inputs, timeout: 5);
        Assert.True(scenario.Atlas.Control.RemoveFault(storm));
        await GoesOnAsync(scenario, kind, inputs, failed);
    }

    [Theory]
    [MemberData(nameof(Peerings))]
    public async Task A_wait_that_runs_out_of_time_keeps_the_peering_and_the_next_update_goes_on(string kind)
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var inputs = Seed(scenario, kind);
        var failed = await scenario.CreateFailsAsync(kind, inputs, timeout: 5);
        Assert.Equal(StatusCode.DeadlineExceeded, failed.Code);
        Assert.Contains("customTimeouts", failed.Message, StringComparison.Ordinal);
        scenario.Atlas.Control.Configure(options => options with { Pace = Pace.Fast });
        scenario.Atlas.Control.Settle();
        await GoesOnAsync(scenario, kind, inputs, failed);
    }

    private static async Task GoesOnAsync(Scenario scenario, string kind, string inputs, RpcException failed)
    {
        var kept = failed.Detail<ErrorResourceInitFailed>()!;
        Assert.Equal($"{Scenario.Project}/{Assert.Single(Objects(scenario, kind))}", kept.Id);
        Assert.NotEmpty(kept.Reasons);
        Assert.NotEmpty(kept.Properties.Fields["status"].StringValue);
        var news = await scenario.CheckAsync(kind, Scenario.Json(inputs));
        var updated = await scenario.UpdateAsync(new Resource(kind, kept.Id, news, kept.Properties), news);
        Assert.Contains(updated["status"], (string[])["PENDING_ACCEPTANCE", "WAITING_FOR_USER", "AVAILABLE"]);
        Assert.Single(Posts(scenario));
        Assert.Single(Objects(scenario, kind));
    }

    private static FaultRule Post(FaultKind kind) =>
        new() { Kind = kind, Method = "POST", Status = kind == FaultKind.Error ? 500 : null, Execute = true };

    private static string Seed(Scenario scenario, string kind)
    {
        var inputs = Inputs[kind];
        if (!inputs.Contains("{container}", StringComparison.Ordinal))
        {
            return inputs;
        }

        var cloud = kind[..3] switch { "Aws" => CloudProvider.AWS, "Azu" => CloudProvider.AZURE, _ => CloudProvider.GCP };
        return inputs.Replace(
            "{container}", scenario.Atlas.Control.SeedContainer(Scenario.Project, cloud).Id, StringComparison.Ordinal);
    }

    private static List<string> Objects(Scenario scenario, string kind) => kind.EndsWith("Peering", StringComparison.Ordinal)
        ? [.. scenario.Atlas.Control.Peers(Scenario.Project).Select(peer => peer.Id)]
        : [.. scenario.Atlas.Control.Containers(Scenario.Project).Select(container => container.Id)];

    private static IEnumerable<string> Posts(Scenario scenario) =>
        scenario.Atlas.Requests.Where(request => request is { Method: "POST", Challenge: false }).Select(request => request.Path);

    /// <summary>How often a create looks before it asks; tried out on another Atlas.</summary>
    private static async Task<int> ReadsBeforePostAsync(string kind)
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.CreateAsync(kind, Seed(scenario, kind));
        return scenario.Atlas.Requests.TakeWhile(request => request is not { Method: "POST", Challenge: false })
            .Count(request => request is { Method: "GET", Challenge: false });
    }

    [GeneratedRegex("`pulumi import peering:index:[A-Za-z]+ x (?<id>[^ `]+)`")]
    private static partial Regex ImportLine();
}
