using System.Text.Json.Nodes;
using AtlasEmulator.Auth;
using AtlasEmulator.World;

namespace Demo;

/// <summary>A list of peered VPCs that pull requests edit: previewed by who may only read, applied by who may write.</summary>
internal static class PullRequestDemo
{
    private static readonly ApiKey Writer =
        new("writer", "00000000-0000-4000-8000-000000000003", Role.ProjectNetworkAccessManager);

    public static async Task RunAsync(TextWriter screen)
    {
        await using var show = await Show.OpenAsync("pull-request-preview", "Peering by pull request", screen);
        show.Atlas.Control.Configure(options => options with { Credentials = [.. options.Credentials, Writer] });
        show.Atlas.Control.SeedContainer(Show.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21");
        show.Configure(initialized => initialized + File.ReadAllText(
            Path.Combine(Show.Repository(), "examples", "pull-request-preview", "Pulumi.prod.yaml")));

        show.Say("A pull request is previewed with credentials that only read.");
        show.Key = DemoCredentials.ReadOnlyKey;
        show.ExpectText(await show.RunAsync("preview", "--diff"), "3 to create");
        show.Expect(show.Atlas.Requests.All(request => request.Method == "GET"), "Atlas was only read");

        show.Say("They cannot apply it, and the message says which role could.");
        show.ExpectText(await show.FailsAsync("up", "--skip-preview"), "the role Project Network Access Manager or Project Owner");
        show.Key = Writer;
        show.ExpectText(await show.RunAsync("up", "--skip-preview"), "2 created");

        show.Say("The next pull request makes two entries overlap: red, before anything was merged.");
        show.Key = DemoCredentials.ReadOnlyKey;
        show.Configure(text => text + """
                invoices:
                  account: "123456789012"
                  vpc: vpc-00000000000000001
                  block: 10.2.128.0/17

            """);
        show.ExpectText(await show.FailsAsync("preview"), "10.2.128.0/17 overlaps with 10.2.0.0/16, the block of the peering");

        show.Say("The same as a warning: under its resource, for people and, in JSON, for machines.");
        await show.RunAsync("config", "set", "peering:preflight", "warn");
        show.Configure(text => text.Replace("10.1.0.0/16", "10.11.0.0/16", StringComparison.Ordinal)
            .Replace("vpc-0a1b2c3d4e5f67890", "vpc-0a1b2c3d4e5f67891", StringComparison.Ordinal));
        var shown = await show.RunAsync("preview", "--diff");
        show.ExpectText(shown, "peering:index:AwsNetworkPeering (invoices):");
        show.ExpectText(shown, "warning: 10.2.128.0/17 overlaps");
        show.ExpectText(shown, "\"vpc-0a1b2c3d4e5f67890\" => \"vpc-0a1b2c3d4e5f67891\"  [replace]");
        var digest = JsonNode.Parse(await show.RunAsync("preview", "--json"))!;
        var warning = digest["diagnostics"]!.AsArray().Single(message => (string?)message!["severity"] == "warning")!;
        show.Expect(((string)warning["urn"]!).EndsWith("AwsNetworkPeering::invoices", StringComparison.Ordinal), "the warning names its resource");
        var steps = digest["steps"]!.AsArray().ToLookup(step => ((string)step!["urn"]!).Split("::")[^1]);
        var replaced = steps["billing"].Single(step => (string)step!["op"]! == "replace")!;
        show.Expect((string)replaced["detailedDiff"]!["routeTableCidrBlock"]!["kind"]! == "update", "a new block is an update");
        show.Expect((string)replaced["detailedDiff"]!["vpcId"]!["kind"]! == "update-replace", "another VPC is a replacement");
        show.Expect(replaced["replaceReasons"]!.AsArray().Select(name => (string)name!).SequenceEqual(["vpcId"]), "for which the reason is named");
        show.Expect(replaced["diffReasons"]!.AsArray().Count == 2, "and both differences are");

        show.Key = Writer;
        show.ExpectText(await show.RunAsync("destroy", "--skip-preview"), "deleted");
        show.Expect(show.Atlas.Control.Peers(Show.Project).Count == 0, "Atlas has no peering any more");
    }
}
