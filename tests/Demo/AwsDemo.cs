using AtlasEmulator.World;

namespace Demo;

/// <summary>The main job: one AWS peering from preview to destroy, with all that lies between.</summary>
internal static class AwsDemo
{
    public static async Task RunAsync(TextWriter screen)
    {
        await using var show = await Show.OpenAsync("aws", "A VPC peered with Atlas on AWS, from preview to destroy", screen);
        var container = show.Atlas.Control.SeedContainer(Show.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21");
        await show.RunAsync("config", "set", "containerId", container.Id);
        await show.RunAsync("config", "set", "awsAccountId", "123456789012");
        await show.RunAsync("config", "set", "vpcId", "vpc-0a1b2c3d4e5f67890");

        show.Say("What would happen? Nothing is created.");
        var preview = await show.RunAsync("preview");
        show.ExpectText(preview, "2 to create");
        show.Expect(show.Atlas.Control.Peers(Show.Project).Count == 0, "Atlas has no peering");

        show.Say("Make it. The update ends where the owner of the VPC has to act, and says what to do.");
        var up = await show.RunAsync("up");
        var peer = show.Atlas.Control.Peers(Show.Project).Single();
        show.ExpectText(up, $"PENDING_ACCEPTANCE: accept {peer.ConnectionId} in AWS account 123456789012");
        show.ExpectText(up, "2 created");

        show.Say("Again: there is nothing to do.");
        show.ExpectText(await show.RunAsync("up", "--skip-preview"), "2 unchanged");

        show.Say("The VPC gets another block: a change in place, not a new peering.");
        await show.RunAsync("config", "set", "vpcCidrBlock", "10.20.0.0/16");
        var diff = await show.RunAsync("preview", "--diff");
        show.ExpectText(diff, "\"10.0.0.0/16\" => \"10.20.0.0/16\"");
        show.ExpectText(await show.RunAsync("up", "--skip-preview"), "1 updated");
        show.Expect(show.Atlas.Control.Peers(Show.Project).Single().Id == peer.Id, "it is the same peering");

        show.Say("The owner of the VPC accepts, outside of Pulumi. A refresh sees it.");
        show.Atlas.Control.Accept(peer.ConnectionId!);
        show.Atlas.Control.Settle();
        await show.RunAsync("refresh", "--skip-preview");
        show.ExpectText(await show.RunAsync("up", "--skip-preview"), "AVAILABLE");

        show.Say("Three mistakes at once: each is named, and nothing is touched.");
        await show.RunAsync("config", "set", "vpcId", "vpc-42");
        await show.RunAsync("config", "set", "awsAccountId", "1234");
        await show.RunAsync("config", "set", "vpcCidrBlock", "10.20.30.0/16");
        var requests = show.Atlas.Requests.Count(request => request.Method != "GET");
        var bad = await show.FailsAsync("up");
        show.ExpectText(bad, "property vpcId");
        show.ExpectText(bad, "property awsAccountId");
        show.ExpectText(bad, "10.20.0.0/16 is the block of that size");
        show.Expect(show.Atlas.Requests.Count(request => request.Method != "GET") == requests, "Atlas was not asked to change anything");

        show.Say("Take it all down.");
        show.ExpectText(await show.RunAsync("destroy", "--skip-preview"), "2 deleted");
        show.Expect(show.Atlas.Control.Peers(Show.Project).Count == 0, "Atlas has no peering any more");
    }
}
