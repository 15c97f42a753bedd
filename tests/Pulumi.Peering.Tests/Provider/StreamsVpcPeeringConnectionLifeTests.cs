using AtlasEmulator;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;
using static Peering.Tests.Provider.StreamsVpcPeeringConnectionTests;

namespace Peering.Tests.Provider;

/// <summary>What comes after the decision: refresh, import, change, end.</summary>
public sealed class StreamsVpcPeeringConnectionLifeTests
{
    private const string Kind = "StreamsVpcPeeringConnection";
    private const string Account = "123456789012";

    [Fact]
    public async Task A_refresh_finds_it_as_it_was_and_without_a_diff()
    {
        await using var scenario = await Scenario.StartAsync();
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name));
        var refreshed = (await scenario.RefreshAsync(connection))!;
        Assert.Equal((connection.Id, connection.Inputs, connection.State), (refreshed.Id, refreshed.Inputs, refreshed.State));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await scenario.DiffAsync(refreshed, refreshed.Inputs)).Changes);
    }

    [Fact]
    public async Task Refreshes_at_the_same_time_share_the_list_of_their_account()
    {
        await using var scenario = await Scenario.StartAsync();
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name));
        scenario.Atlas.Control.ClearRequests();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => scenario.RefreshAsync(connection)));
        Assert.InRange(scenario.Atlas.Requests.Count(request => !request.Challenge), 1, 39);
    }

    [Fact]
    public async Task A_connection_that_is_not_listed_any_more_is_gone()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name));
        scenario.Atlas.Control.RemoveRequest(request.Name);
        Assert.Null(await scenario.RefreshAsync(connection));
    }

    [Fact]
    public async Task A_rejection_stands_when_aws_has_forgotten_the_request()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name, "REJECT"));
        scenario.Atlas.Control.RemoveRequest(request.Name);
        Assert.Equal(connection.State, (await scenario.RefreshAsync(connection))!.State);
    }

    [Theory]
    [InlineData(404, "GROUP_NOT_FOUND")]
    [InlineData(403, "USER_UNAUTHORIZED")]
    [InlineData(401, "NOT_IN_GROUP")]
    public async Task A_project_that_cannot_be_read_does_not_make_its_connections_gone(int status, string code)
    {
        await using var scenario = await Scenario.StartAsync();
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name));
        scenario.Atlas.Control.AddFault(new FaultRule { Method = "GET", Status = status, ErrorCode = code, Times = null });
        var failed = await Assert.ThrowsAsync<RpcException>(() => scenario.RefreshAsync(connection));
        Assert.Contains(code, failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("failed")]
    [InlineData("expired")]
    public async Task What_the_other_side_has_ended_is_an_update_that_says_what_to_do_and_no_replacement(string status)
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name));
        scenario.Atlas.Control.ReportRequest(request.Name, status);
        var ended = (await scenario.RefreshAsync(connection))!;
        Assert.Equal(status, ended["cloudStatus"]);
        var diff = await scenario.DiffAsync(ended, ended.Inputs);
        Assert.Equal((DiffResponse.Types.DiffChanges.DiffSome, 0), (diff.Changes, diff.Replaces.Count));
        Assert.Equal(["cloudStatus"], diff.Diffs);
        var failed = await Assert.ThrowsAsync<RpcException>(() => scenario.UpdateAsync(ended, ended.Inputs));
        Assert.Contains($"Have AWS account {Account} request a new peering and set `name`", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acceptance_that_was_cut_short_is_waited_for_by_the_next_update()
    {
        await using var scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Manual });
        var request = Ask(scenario);
        var creating = scenario.CreateFailsAsync(Kind, Inputs(request.Name));
        await scenario.Plugin.LoggedAsync(log =>
            log.Message == "pending-acceptance (REQUEST_ACCEPT): waiting for Atlas and AWS");
        await scenario.Plugin.CallAsync<Empty, Empty>("Cancel", new Empty());
        var failed = await creating;
        Assert.Equal(StatusCode.Cancelled, failed.Code);
        var kept = failed.Detail<ErrorResourceInitFailed>()!;
        scenario.Atlas.Control.Settle();
        var inputs = await scenario.CheckAsync(Kind, Scenario.Json(Inputs(request.Name)));
        var updated = await scenario.UpdateAsync(new Resource(Kind, kept.Id, inputs, kept.Properties), inputs);
        Assert.Equal("active", updated["cloudStatus"]);
        Assert.Single(Posts(scenario));
    }

    [Theory]
    [InlineData("decision", "\"REJECT\"", true)]
    [InlineData("requesterVpcId", "\"vpc-0fffffffffffffff0\"", true)]
    [InlineData("requesterAccountId", "\"999999999999\"", true)]
    [InlineData("name", "\"pcx-0123456789abcdef0\"", false)]
    public async Task Every_input_replaces_and_the_old_one_goes_first_while_the_name_stays(string input, string value, bool first)
    {
        await using var scenario = await Scenario.StartAsync();
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name));
        var diff = await scenario.DiffAsync(connection, connection.With(input, value));
        Assert.Equal([input], diff.Replaces);
        Assert.Equal(first, diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task The_default_decision_spelled_out_is_no_change()
    {
        await using var scenario = await Scenario.StartAsync();
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name));
        var diff = await scenario.DiffAsync(connection, connection.With("decision", "\"ACCEPT\""));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task The_preview_of_another_decision_says_that_there_is_none_before_anything_is_deleted()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name));
        Assert.Equal(["decision"], (await scenario.DiffAsync(connection, connection.With("decision", "\"REJECT\""))).Replaces);
        var failed = await scenario.CreateFailsAsync(Kind, Inputs(request.Name, "REJECT"), preview: true);
        Assert.Contains($"{request.Name} cannot be decided a second time", failed.Message, StringComparison.Ordinal);
        Assert.Equal("active", Assert.Single(scenario.Atlas.Control.StreamsRequests(Scenario.Project)).CloudStatus);
    }

    [Fact]
    public async Task Delete_waits_until_the_connection_has_ended_and_a_second_delete_is_as_good()
    {
        await using var scenario = await Scenario.StartAsync();
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name));
        await scenario.DeleteAsync(connection);
        Assert.All(scenario.Atlas.Control.StreamsRequests(Scenario.Project), left => Assert.Equal("deleted", left.CloudStatus));
        scenario.Atlas.Control.Settle();
        Assert.Empty(scenario.Atlas.Control.StreamsRequests(Scenario.Project));
        await scenario.DeleteAsync(connection);
    }

    [Theory]
    [InlineData("expired", 409)]
    [InlineData("rejected", 400)]
    [InlineData("deleted", 404)]
    public async Task What_is_over_may_refuse_to_be_deleted(string status, int refusal)
    {
        // Atlas documents no 409 here, nor that it never comes.
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name));
        scenario.Atlas.Control.ReportRequest(request.Name, status);
        scenario.Atlas.Control.AddFault(new FaultRule { Method = "DELETE", Status = refusal, ErrorCode = "SOME_NEW_CODE" });
        await scenario.DeleteAsync(connection);
        Assert.Equal(refusal, scenario.Atlas.Requests.Last(sent => sent is { Method: "DELETE", Challenge: false }).Status);
    }

    [Fact]
    public async Task A_live_connection_that_refuses_to_be_deleted_stays()
    {
        // Atlas documents no 409 here, nor that it never comes.
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var connection = await scenario.CreateAsync(Kind, Inputs(Ask(scenario).Name));
        scenario.Atlas.Control.AddFault(new FaultRule { Method = "DELETE", Status = 409, ErrorCode = "SOME_NEW_CODE" });
        var failed = await scenario.DeleteFailsAsync(connection, timeout: 60);
        Assert.Contains("SOME_NEW_CODE", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_that_atlas_cannot_carry_out_is_told_with_its_reason()
    {
        await using var scenario = await Scenario.StartAsync();
        var request = Ask(scenario);
        var connection = await scenario.CreateAsync(Kind, Inputs(request.Name));
        scenario.Atlas.Control.Configure(options => options with { Pace = Pace.Manual });
        var deleting = scenario.DeleteFailsAsync(connection, timeout: 60);
        await scenario.Atlas.RequestAsync(sent => sent is { Method: "DELETE", Status: 202 });
        scenario.Atlas.Control.FailUpdate(request.Name, "Atlas may not delete it.");
        Assert.Contains("(UPDATE_FAILED). Atlas may not delete it. Run `pulumi destroy` again",
            (await deleting).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}/{1}")]
    [InlineData("{1}")]
    [InlineData("{0}/123456789012/{1}")]
    [InlineData("123456789012/{1}")]
    public async Task It_is_imported_by_any_id_and_the_program_shows_no_diff(string form)
    {
        await using var scenario = await Scenario.StartAsync();
        var name = Ask(scenario).Name;
        var connection = await scenario.CreateAsync(Kind, Inputs(name));
        var imported = (await scenario.ImportAsync(Kind, string.Format(null, form, Scenario.Project, name)))!;
        Assert.Equal((connection.Id, connection.State), (imported.Id, imported.State));
        var diff = await scenario.DiffAsync(imported, Scenario.Json(Inputs(name)));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task A_rejected_request_is_imported_as_rejected()
    {
        await using var scenario = await Scenario.StartAsync();
        var name = Ask(scenario).Name;
        await scenario.CreateAsync(Kind, Inputs(name, "REJECT"));
        var imported = (await scenario.ImportAsync(Kind, $"{Account}/{name}"))!;
        var diff = await scenario.DiffAsync(imported, Scenario.Json(Inputs(name, "REJECT")));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task An_import_of_what_is_not_active_says_which_id_finds_it()
    {
        await using var scenario = await Scenario.StartAsync();
        var name = Ask(scenario).Name;
        var bare = await ImportFailsAsync(scenario, name);
        Assert.Equal(StatusCode.NotFound, bare.Code);
        Assert.Contains($"use {Scenario.Project}/ACCOUNT/{name}", bare.Message, StringComparison.Ordinal);
        var undecided = await ImportFailsAsync(scenario, $"{Account}/{name}");
        Assert.Contains("there is no decision to import", undecided.Message, StringComparison.Ordinal);
        var other = await ImportFailsAsync(scenario, $"{Account}/pcx-0123456789abcdef0");
        Assert.Contains($"It has {name} pending-acceptance.", other.Message, StringComparison.Ordinal);
        var wrong = await ImportFailsAsync(scenario, $"{Scenario.Project}/7b1f0a2b3c4d5e6f70819204");
        Assert.Equal(StatusCode.InvalidArgument, wrong.Code);
        Assert.Contains("project/account/pcx-...", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_active_connections_are_listed_page_by_page()
    {
        await using var scenario = await Scenario.StartAsync();
        var active = Enumerable.Range(0, 3).Select(_ => Ask(scenario).Name).ToList();
        foreach (var name in active)
        {
            scenario.Atlas.Control.ReportRequest(name, "active");
        }

        Ask(scenario);
        var (seen, token, pages) = (new List<string>(), "", 0);
        do
        {
            var request = new ListRequest { Token = $"peering:index:{Kind}", PageSize = 2, ContinuationToken = token };
            await foreach (var part in scenario.Plugin.ListAsync(request))
            {
                token = part.Continuation?.ContinuationToken ?? token;
                seen.AddRange(part.Result is null ? [] : [part.Result.Id]);
            }
        }
        while (++pages < 10 && token.Length > 0);
        Assert.Equal(active.Select(name => $"{Scenario.Project}/{name}").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(2, pages);
    }

    private static Task<RpcException> ImportFailsAsync(Scenario scenario, string id) =>
        scenario.Plugin.RefusesAsync("Read", new ReadRequest { Id = id, Urn = Scenario.Urn(Kind) });
}
