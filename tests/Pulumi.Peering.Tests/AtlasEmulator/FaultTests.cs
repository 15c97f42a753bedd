using AtlasEmulator.Control;
using AtlasEmulator.Faults;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class FaultTests : EmulatorTest
{
    [Fact]
    public async Task A_rule_hits_the_nth_request_it_matches_and_then_no_more()
    {
        Control.AddFault(new FaultRule { Method = "GET", Path = "/peers$", Skip = 1, Times = 2, Status = 500 });

        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await Api.Get("peers")).Status);
            Assert.Equal(200, (await Api.Get("containers/all")).Status);
        }

        Assert.Equal([200, 500, 500, 200, 200], statuses);
    }

    [Theory]
    [InlineData("CONTAINERS_IN_USE", 409)]
    [InlineData("WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", 405)]
    [InlineData("NO_PAYMENT_INFORMATION_FOUND", 402)]
    [InlineData("ORG_REQUIRES_WHITELIST", 403)]
    public async Task Any_error_code_comes_with_its_status(string code, int status)
    {
        Control.AddFault(new FaultRule { ErrorCode = code });

        (await Api.Get("peers")).IsError(status, code);
    }

    [Fact]
    public async Task An_error_carries_what_it_was_given()
    {
        Control.AddFault(new FaultRule
        {
            Status = 503,
            ErrorCode = "BUSY",
            Detail = "Later.",
            RetryAfter = 7,
            Parameters = ["peers", 3],
        });

        var reply = await Api.Get("peers");

        reply.IsError(503, "BUSY");
        Assert.Equal(("Later.", "7"), (reply["detail"], reply.Header("Retry-After")));
        Assert.Equal("""["peers",3]""", reply.Json["parameters"]!.ToJsonString());
    }

    [Theory]
    [InlineData(nameof(FaultKind.Error))]
    [InlineData(nameof(FaultKind.Html))]
    [InlineData(nameof(FaultKind.Reset))]
    public async Task A_fault_comes_before_or_after_the_request_took_effect(string name)
    {
        var kind = Enum.Parse<FaultKind>(name);
        var container = AwsContainer();
        foreach (var execute in new[] { false, true })
        {
            Control.AddFault(new FaultRule { Kind = kind, Method = "POST", Status = 502, Execute = execute });
            if (kind == FaultKind.Reset)
                await Assert.ThrowsAsync<HttpRequestException>(() => Api.Post("peers", Bodies.Aws(container)));
            else
                Assert.Equal(502, (await Api.Post("peers", Bodies.Aws(container))).Status);
            Assert.Equal(execute ? 1 : 0, Control.Peers(Project).Count);
            Assert.Equal(execute, Emulator.Requests[^1].Executed);
            Assert.Equal(kind == FaultKind.Reset ? null : 502, Emulator.Requests[^1].Status);
        }
    }

    [Fact]
    public async Task A_gateway_answers_with_a_page()
    {
        Control.AddFault(new FaultRule { Kind = FaultKind.Html });

        var reply = await Api.Get("peers");

        Assert.Equal((502, "text/html"), (reply.Status, reply.Header("Content-Type")));
        Assert.StartsWith("<html>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_answer_breaks_off()
    {
        Control.AddFault(new FaultRule { Kind = FaultKind.Truncate });

        await Assert.ThrowsAnyAsync<Exception>(() => Api.Get("peers"));

        Assert.Equal(200, (await Api.Get("peers")).Status);
    }

    [Fact]
    public async Task A_dripping_answer_arrives_whole()
    {
        var container = AwsContainer();
        Control.AddFault(new FaultRule { Kind = FaultKind.Drip, Size = 40, DelayMilliseconds = 1 });

        Assert.Equal(container.Id, (await Api.Get($"containers/{container.Id}"))["id"]);
    }

    [Fact]
    public async Task A_delayed_answer_is_the_right_one()
    {
        var container = AwsContainer();
        var id = Control.AddFault(new FaultRule { Kind = FaultKind.Delay, DelayMilliseconds = 5 });

        Assert.Equal(container.Id, (await Api.Get($"containers/{container.Id}"))["id"]);
        Assert.Equal((id, 200), (Emulator.Requests[0].Fault, Emulator.Requests[0].Status));
    }

    [Fact]
    public async Task Wrong_labels_redirects_and_floods_are_possible()
    {
        Control.AddFault(new FaultRule { Kind = FaultKind.WrongContentType });
        Control.AddFault(new FaultRule { Kind = FaultKind.Redirect, Status = 307, Location = "https://example.com/" });
        Control.AddFault(new FaultRule { Kind = FaultKind.Oversize, Size = 3_000_000 });

        Assert.Equal("text/html", (await Api.Get("peers")).Header("Content-Type"));
        var redirect = await Api.Get("peers");
        Assert.Equal((307, "https://example.com/"), (redirect.Status, redirect.Header("Location")));
        Assert.Equal(3_000_000, (await Api.Get("peers")).Text.Length);
    }

    [Fact]
    public async Task A_clock_may_be_off_and_dates_are_its_own()
    {
        Control.AddFault(new FaultRule { Status = 429, RetryAfter = 7, SkewSeconds = 3600 });
        Control.AddFault(new FaultRule { Kind = FaultKind.Delay, SkewSeconds = -3600 });

        var limited = await Api.Get("peers");
        var right = await Api.Get("peers");

        DateTimeOffset Date(Reply reply, string name) => DateTimeOffset.Parse(reply.Header(name)!, null);
        Assert.Equal(TimeSpan.FromSeconds(7), Date(limited, "Retry-After") - Date(limited, "Date"));
        Assert.Equal((200, 2), (right.Status, (int)Math.Round((Date(limited, "Date") - Date(right, "Date")).TotalHours)));
    }

    [Fact]
    public async Task A_rule_may_sleep_until_something_was_asked()
    {
        var container = AwsContainer();
        Control.AddFault(new FaultRule { Method = "GET", After = "POST", Path = "/peers", Status = 500 });

        Assert.Equal(200, (await Api.Get("peers")).Status);
        await Api.Post("peers", Bodies.Aws(container));

        Assert.Equal(500, (await Api.Get("peers")).Status);
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_client_gives_up()
    {
        Control.AddFault(new FaultRule { Kind = FaultKind.Hang });
        using var http = new HttpClient { BaseAddress = Emulator.BaseUrl };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Api.Authorization);
        using var cancel = new CancellationTokenSource();

        var call = http.GetAsync(Api.Target("peers"), cancel.Token);
        var hanging = await Emulator.RequestAsync(request => request.Fault is not null).Soon();
        await cancel.CancelAsync();

        Assert.Null(hanging.Status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
    }

    [Fact]
    public async Task Challenges_do_not_count_unless_they_are_meant()
    {
        Control.AddFault(new FaultRule { Status = 500, Times = null });
        Control.AddFault(new FaultRule { Status = 503, Challenges = true });
        Api.Authorization = null;

        Assert.Equal(503, (await Api.Get("peers")).Status);
        Assert.Equal(401, (await Api.Get("peers")).Status);
    }

    [Fact]
    public async Task The_token_endpoint_has_faults_too()
    {
        Control.AddFault(new FaultRule { Path = "^/api/oauth/token", Status = 500 });

        var reply = await Api.Send("POST", "/api/oauth/token", "grant_type=client_credentials");

        Assert.Equal((500, "server_error"), (reply.Status, reply["error"]));
    }

    [Fact]
    public async Task A_removed_rule_is_over()
    {
        var id = Control.AddFault(new FaultRule { Status = 500, Times = null });
        Assert.Equal(500, (await Api.Get("peers")).Status);

        Assert.True(Control.RemoveFault(id));

        Assert.Equal(200, (await Api.Get("peers")).Status);
        Assert.False(Control.RemoveFault(id));
    }

    [Fact]
    public void A_rule_that_means_nothing_is_refused()
    {
        Assert.Throws<ControlException>(() => Control.AddFault(new FaultRule()));
        Assert.Throws<ControlException>(() => Control.AddFault(new FaultRule { ErrorCode = "NO_SUCH_CODE" }));
        Assert.Throws<ControlException>(() => Control.AddFault(new FaultRule { Status = 500, Times = 0 }));
    }
}
