namespace Demo;

/// <summary>A request to Atlas Stream Processing, from the question whom to ask to the end of the connection.</summary>
internal static class StreamsDemo
{
    private const string Account = "123456789012";
    private const string Vpc = "vpc-0a1b2c3d4e5f67890";

    public static async Task RunAsync(TextWriter screen)
    {
        await using var show = await Show.OpenAsync("streams", "A VPC that Atlas Stream Processing reads from", screen);
        await show.RunAsync("config", "set", "requesterAccountId", Account);
        await show.RunAsync("config", "set", "requesterVpcId", "vpc-0fffffffffffffff0");

        show.Say("Whom does the other side have to ask?");
        show.ExpectText(await show.RunAsync("up"), "atlasAccountId");

        show.Say("It asks. The configuration still names another VPC: the preview says so, and nothing is accepted.");
        var request = show.Atlas.Control.SeedStreamsRequest(Show.Project, Account, Vpc);
        await show.RunAsync("config", "set", "requestName", request.Name);
        show.ExpectText(await show.FailsAsync("preview"), $"was requested for {Vpc}, not for vpc-0fffffffffffffff0");
        show.Expect(!show.Atlas.Requests.Any(sent => sent.Method == "POST"), "Atlas got no decision");

        show.Say("With the right VPC it is accepted, and the update ends when the connection is active.");
        await show.RunAsync("config", "set", "requesterVpcId", Vpc);
        show.ExpectText(await show.RunAsync("up"), "active");
        show.ExpectText(await show.RunAsync("up"), "2 unchanged");

        show.Say("The other side deletes the connection. A refresh sees it, and the update says what is left to do.");
        show.Atlas.Control.ReportRequest(request.Name, "deleted");
        await show.RunAsync("refresh");
        show.ExpectText(await show.FailsAsync("up"), $"Have AWS account {Account} request a new peering");

        show.Say("It asks again, under a new id: the new request is accepted, the old one is cleared away.");
        var second = show.Atlas.Control.SeedStreamsRequest(Show.Project, Account, Vpc);
        await show.RunAsync("config", "set", "requestName", second.Name);
        show.ExpectText(await show.RunAsync("up"), "active");

        await show.RunAsync("destroy");
        show.Atlas.Control.Settle();
        show.Expect(show.Atlas.Control.StreamsRequests(Show.Project).Count == 0, "Atlas has no connection any more");
    }
}
