using AtlasEmulator;
using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using AtlasEmulator.World;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

public sealed class StreamsVpcPeeringConnectionTests
{
    private const string Kind = "StreamsVpcPeeringConnection";
    private const string Account = "123456789012";
    private const string Vpc = "vpc-0a1b2c3d4e5f67890";
    private const string Path = $"/api/atlas/v2/groups/{Scenario.Project}/streams/vpcPeeringConnections";

    [Fact]
    public async Task It_accepts_the_request_and_ends_when_the_connection_is_active()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name));
        Assert.Equal($"{Scenario.Project}/{request.Name}", connection.Id);
        Assert.Equal(("active", "ACTIVE", "ACCEPT"), (connection["cloudStatus"], connection["localStatus"], connection["decision"]));
        Assert.Equal((request.Id, "10.1.0.0/16"), (connection["connectionId"], connection["requesterCidr"]));
        Assert.Equal((request.Accepter.Account, request.Accepter.CidrBlock, request.Accepter.Network),
            (connection["accepterAccountId"], connection["accepterCidr"], connection["accepterVpcId"]));
        Assert.EndsWith("Z", connection["expirationTime"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_colon_of_accept_is_sent_as_it_is_with_the_challenge()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        await scenario.CreateAsync(Kind, Inputs(request.Name));
        var post = Assert.Single(Posts(scenario));
        Assert.Equal($"{Path}/{request.Name}:accept", post.Path);
        var body = Scenario.Json(post.Body!);
        Assert.Equal((Account, Vpc, 2), (body.Fields["requesterAccountId"].StringValue,
            body.Fields["requesterVpcId"].StringValue, body.Fields.Count));
    }

    [Fact]
    public async Task It_rejects_the_request_and_ends_when_aws_has_it_rejected()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name, "REJECT"));
        Assert.Equal(("rejected", "REJECT"), (connection["cloudStatus"], connection["decision"]));
        var post = Assert.Single(Posts(scenario));
        Assert.Equal(($"{Path}/{request.Name}:reject", null), (post.Path, post.Body));
    }

    [Fact]
    public async Task A_request_that_comes_later_is_waited_for_by_its_id()
    {
        await using var scenario = await Scenario.StartAsync();
        const string name = "pcx-0123456789abcdef0";
        var creating = scenario.CreateAsync(Kind, Inputs(name));
        await scenario.Plugin.LoggedAsync(log =>
            log.Ephemeral && log.Message == $"waiting until AWS account {Account} requests {name}");
        scenario.Atlas.Control.SeedStreamsRequest(Scenario.Project, Account, Vpc, name: name);
        Assert.Equal("active", (await creating)["cloudStatus"]);
    }

    [Theory]
    [InlineData("initiating-request")]
    [InlineData("a-word-of-tomorrow")]
    public async Task A_status_that_is_not_known_is_waited_out_before_the_decision(string status)
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        scenario.Atlas.Control.ReportRequest(request.Name, status);
        var creating = scenario.CreateAsync(Kind, Inputs(request.Name));
        await scenario.Plugin.LoggedAsync(log => log.Message.StartsWith($"{status} (NONE): waiting", StringComparison.Ordinal));
        Assert.Empty(Posts(scenario));
        scenario.Atlas.Control.ReportRequest(request.Name, "pending-acceptance");
        Assert.Equal("active", (await creating)["cloudStatus"]);
    }

    [Fact]
    public async Task A_request_that_never_comes_ends_the_wait_with_what_to_check()
    {
        await using var scenario = await Scenario.StartAsync();
        var failed = await scenario.CreateFailsAsync(Kind, Inputs("pcx-0123456789abcdef0"), timeout: 5);
        Assert.Equal(StatusCode.DeadlineExceeded, failed.Code);
        Assert.Contains($"AWS account {Account} has no request pcx-0123456789abcdef0", failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.Detail<ErrorResourceInitFailed>());
    }

    [Theory]
    [InlineData("ACCEPT", false)]
    [InlineData("REJECT", false)]
    [InlineData("ACCEPT", true)]
    public async Task Another_vpc_than_the_requests_is_found_before_anything_is_decided(string decision, bool preview)
    {
        await using var scenario = await Scenario.StartAsync();
        var inputs = Inputs(Ask(scenario).Name, decision).Replace(Vpc, "vpc-0fffffffffffffff0", StringComparison.Ordinal);
        var failed = await scenario.CreateFailsAsync(Kind, inputs, preview: preview);
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        Assert.Contains($"requested for {Vpc}, not for vpc-0fffffffffffffff0", failed.Message, StringComparison.Ordinal);
        Assert.Empty(Posts(scenario));
    }

    [Theory]
    [InlineData("expired", "within seven days")]
    [InlineData("failed", "10.1.0.0/16")]
    [InlineData("deleted", "has deleted it")]
    [InlineData("rejected", "cannot be accepted any more")]
    public async Task A_request_that_has_ended_says_why_and_what_to_do(string status, string why)
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        scenario.Atlas.Control.ReportRequest(request.Name, status, "AWS said so");
        var failed = await scenario.CreateFailsAsync(Kind, Inputs(request.Name));
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        Assert.StartsWith($"{request.Name} is {status} (NONE). AWS said so. ", failed.Message, StringComparison.Ordinal);
        Assert.Contains(why, failed.Message, StringComparison.Ordinal);
        Assert.Contains($"Have AWS account {Account} request a new peering", failed.Message, StringComparison.Ordinal);
        Assert.Empty(Posts(scenario));
    }

    [Fact]
    public async Task What_has_ended_by_itself_needs_no_rejection()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        scenario.Atlas.Control.ExpireRequest(request.Name);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name, "REJECT"));
        Assert.Equal("expired", connection["cloudStatus"]);
        Assert.Empty(Posts(scenario));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(connection, connection.Inputs)).Changes);
    }

    [Theory]
    [InlineData("SCAN_FAILED")]
    [InlineData("UPDATE_FAILED")]
    public async Task A_failure_after_the_decision_keeps_the_state_and_the_next_run_decides_again(string status)
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var request = Ask(scenario);
        var creating = scenario.CreateFailsAsync(Kind, Inputs(request.Name));
        await scenario.Atlas.RequestAsync(sent => sent is { Method: "POST", Status: 202 });
        _ = status == "SCAN_FAILED"
            ? scenario.Atlas.Control.FailScan(request.Name, "Atlas may not describe it")
            : scenario.Atlas.Control.FailUpdate(request.Name, "Atlas may not describe it");
        var kept = (await creating).Detail<ErrorResourceInitFailed>()!;
        Assert.Equal($"{Scenario.Project}/{request.Name}", kept.Id);
        Assert.Equal(status, kept.Properties.Fields["localStatus"].StringValue);
        Assert.Equal($"{request.Name} is pending-acceptance ({status}). Atlas may not describe it. "
            + "Clear the cause, then run `pulumi up`: it tells Atlas again.", Assert.Single(kept.Reasons));

        scenario.Atlas.Control.Configure(options => options with { Pace = Pace.Fast });
        var inputs = await scenario.CheckAsync(Kind, Scenario.Json(Inputs(request.Name)));
        var updated = await scenario.UpdateAsync(new Resource(Kind, kept.Id, inputs, kept.Properties), inputs);
        Assert.Equal("active", updated["cloudStatus"]);
        Assert.Equal(2, Posts(scenario).Count);
    }

    [Theory]
    [InlineData("ACCEPT")]
    [InlineData("REJECT")]
    public async Task A_request_that_is_decided_as_wanted_is_taken_over_without_a_second_decision(string decision)
    {
        await using var scenario = await Scenario.StartAsync();
        var name = Ask(scenario).Name;
        var first = await scenario.CreateAsync(Kind, Inputs(name, decision));
        var second = await scenario.CreateAsync(Kind, Inputs(name, decision));
        Assert.Equal(first.State, second.State);
        Assert.Single(Posts(scenario));
    }

    [Theory]
    [InlineData("ACCEPT", "REJECT", "Set decision to ACCEPT")]
    [InlineData("REJECT", "ACCEPT", "request a new peering")]
    public async Task A_request_that_is_decided_otherwise_is_an_error_that_names_the_way_out(string was, string wanted, string way)
    {
        await using var scenario = await Scenario.StartAsync();
        var name = Ask(scenario).Name;
        await scenario.CreateAsync(Kind, Inputs(name, was));
        var failed = await scenario.CreateFailsAsync(Kind, Inputs(name, wanted));
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        Assert.Contains(way, failed.Message, StringComparison.Ordinal);
        Assert.Single(Posts(scenario));
    }

    [Theory]
    [InlineData("ACCEPT", "active")]
    [InlineData("REJECT", "rejected")]
    public async Task A_decision_whose_answer_was_lost_is_found_and_not_made_twice(string decision, string status)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.AddFault(new FaultRule { Kind = FaultKind.Reset, Method = "POST", Execute = true });
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name, decision));
        Assert.Equal(status, connection["cloudStatus"]);
        Assert.True(Assert.Single(Posts(scenario)).Executed);
    }

    [Theory]
    [InlineData("ACCEPT", "active")]
    [InlineData("REJECT", "rejected")]
    public async Task When_looking_for_a_lost_decision_fails_too_both_failures_are_told_and_the_next_run_goes_on(
        string decision, string status)
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var inputs = Inputs(Ask(scenario).Name, decision);
        scenario.Atlas.Control.AddFault(new FaultRule { Kind = FaultKind.Reset, Method = "POST", Execute = true });
        scenario.Atlas.Control.AddFault(
            new FaultRule { Kind = FaultKind.Error, Method = "GET", Status = 403, Skip = 1, Times = null });
        var failed = await scenario.CreateFailsAsync(Kind, inputs);
        Assert.Equal(StatusCode.FailedPrecondition, failed.Code);
        Assert.Matches("POST .* Whether it was carried out could not be found out either: .* HTTP 403.* Run `pulumi up` again", failed.Message);
        scenario.Atlas.Control.ClearFaults();
        Assert.Equal(status, (await scenario.CreateAsync(Kind, inputs))["cloudStatus"]);
        Assert.Single(Posts(scenario));
    }

    [Fact]
    public async Task A_decision_that_was_lost_on_the_way_is_told_and_made_by_the_next_run()
    {
        await using var scenario = await Scenario.StartAsync();
        var name = Ask(scenario).Name;
        scenario.Atlas.Control.AddFault(new FaultRule { Kind = FaultKind.Reset, Method = "POST", Execute = false });
        var failed = await scenario.CreateFailsAsync(Kind, Inputs(name));
        Assert.Contains($"It was not: {name} is not decided. Run `pulumi up` again.", failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.Detail<ErrorResourceInitFailed>());
        Assert.False(Assert.Single(Posts(scenario)).Executed);
        Assert.Equal("active", (await scenario.CreateAsync(Kind, Inputs(name)))["cloudStatus"]);
    }

    [Fact]
    public async Task A_preview_warns_of_a_request_that_is_not_there_yet_and_decides_nothing()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.PreviewAsync(Kind, Inputs("pcx-0123456789abcdef0"));
        var warned = await scenario.Plugin.LoggedAsync(log => log.Severity == LogSeverity.Warning);
        Assert.Contains("has no request pcx-0123456789abcdef0", warned.Message, StringComparison.Ordinal);
        var preview = await scenario.PreviewAsync(Kind, Inputs(Ask(scenario).Name));
        Assert.Equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9", preview.Properties.Fields["cloudStatus"].StringValue);
        Assert.Empty(Posts(scenario));
    }

    [Fact]
    public async Task Check_reports_every_format_at_once()
    {
        await using var scenario = await Scenario.StartAsync();
        var check = await scenario.CheckOnlyAsync(Kind, Scenario.Json("""
            { "name": "pcx-1", "requesterAccountId": "1234", "requesterVpcId": "vpc-1", "decision": "MAYBE", "projectId": "x" }
            """));
        Assert.Equal(["decision", "name", "projectId", "requesterAccountId", "requesterVpcId"],
            check.Failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("https://cloud.mongodbgov.com", true)]
    [InlineData("https://cloud-qa.mongodbgov.com", true)]
    [InlineData("https://cloud.mongodb.com", false)]
    [InlineData(null, false)]
    public async Task Check_refuses_atlas_for_government_once_it_is_known(string? baseUrl, bool refused)
    {
        await using var plugin = await Plugin.StartAsync();
        if (baseUrl is not null)
        {
            await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
            {
                Args = Scenario.Json($$"""{ "baseUrl": "{{baseUrl}}", "accessToken": "unused" }"""),
            });
        }

        var inputs = Scenario.Json(Inputs("pcx-0123456789abcdef0"));
        inputs.Fields["projectId"] = Google.Protobuf.WellKnownTypes.Value.ForString(Scenario.Project);
        var check = await plugin.CallAsync<CheckRequest, CheckResponse>("Check", new CheckRequest
        {
            Urn = Scenario.Urn(Kind),
            Olds = new Google.Protobuf.WellKnownTypes.Struct(),
            News = inputs,
        });
        Assert.Equal(refused, check.Failures.Any(failure => failure is { Property: "" }
            && failure.Reason.StartsWith("Atlas for Government", StringComparison.Ordinal)));
        Assert.Equal(refused ? 1 : 0, check.Failures.Count);
    }

    internal static StreamsRequest Ask(Scenario scenario) =>
        scenario.Atlas.Control.SeedStreamsRequest(Scenario.Project, Account, Vpc);

    internal static IReadOnlyList<LoggedRequest> Posts(Scenario scenario) =>
        [.. scenario.Atlas.Requests.Where(request => request is { Method: "POST", Challenge: false })];

    internal static string Inputs(string name, string? decision = null) => $$"""
        {
          "name": "{{name}}", "requesterAccountId": "{{Account}}", "requesterVpcId": "{{Vpc}}"
          {{(decision is null ? "" : $", \"decision\": \"{decision}\"")}}
        }
        """;
}
