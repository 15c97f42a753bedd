using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Peering.Tests;

/// <summary>The workflow of examples/pull-request-preview is safe to copy: what runs when, with which secrets.</summary>
public sealed partial class PullRequestWorkflowTests
{
    private static readonly string Folder = Repository.File("examples", "pull-request-preview");
    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, ".github", "workflows", "peering.yml"));
    private static readonly YamlMappingNode Workflow = Parse(Text);

    [Fact]
    public void It_runs_for_pull_requests_and_pushes_to_main_and_never_with_secrets_for_strangers()
    {
        var on = (YamlMappingNode)Workflow["on"];
        Assert.Equal(["pull_request", "push"], on.Children.Keys.Select(key => $"{key}").Order(StringComparer.Ordinal));
        Assert.Equal("main", $"{Assert.Single((YamlSequenceNode)on["push"]["branches"])}");
        Assert.Contains("head.repo.full_name == github.repository", $"{Job("preview")["if"]}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_pull_request_is_previewed_with_its_diff_in_a_comment()
    {
        Assert.Contains("github.event_name == 'pull_request'", $"{Job("preview")["if"]}", StringComparison.Ordinal);
        var with = Pulumi("preview")["with"];
        Assert.Equal(("preview", "true", "true"), ($"{with["command"]}", $"{with["diff"]}", $"{with["comment-on-pr"]}"));
    }

    [Fact]
    public void Nothing_is_applied_but_by_a_push_to_main()
    {
        foreach (var name in Jobs.Where(name => Steps(name).Any(step => !IsHarmless(step))))
        {
            Assert.Equal("github.event_name == 'push' && github.ref == 'refs/heads/main'", $"{Job(name)["if"]}");
            Assert.Equal("production", $"{Job(name)["environment"]}");
        }

        Assert.Equal("up", $"{Pulumi("apply")["with"]["command"]}");
    }

    [Fact]
    public void An_update_is_alone_and_never_cut_off()
    {
        var concurrency = Job("apply")["concurrency"];
        Assert.DoesNotContain("github.", $"{concurrency["group"]}", StringComparison.Ordinal);
        Assert.Equal("false", $"{concurrency["cancel-in-progress"]}");
        Assert.Contains("github.ref", $"{Job("preview")["concurrency"]["group"]}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_may_do_what_it_needs_and_no_more()
    {
        Assert.Empty(((YamlMappingNode)Workflow["permissions"]).Children);
        Assert.Equal("contents: read, pull-requests: write", Permissions("preview"));
        Assert.Equal("contents: read", Permissions("apply"));
    }

    [Fact]
    public void The_secrets_of_the_readme_are_those_of_the_workflow_and_previews_know_none_that_write()
    {
        var table = File.ReadLines(Path.Combine(Folder, "README.md")).Where(line => line.StartsWith('|'));
        var told = table.SelectMany(line => SecretNames().Matches(line)).Select(match => match.Value);
        var used = UsedSecrets().Matches(Text).Select(match => match.Groups[1].Value);
        Assert.Equal(told.Distinct().Order(StringComparer.Ordinal), used.Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            ((YamlMappingNode)Pulumi("preview")["env"]).Children.Values, value => $"{value}".Contains("APPLY", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_runs_has_a_version()
    {
        Assert.All(Jobs.SelectMany(Steps).Where(step => !InstallsPlugin(step)),
            step => Assert.Matches(@"^[\w-]+/[\w-]+@v\d+$", $"{step["uses"]}"));
    }

    [Fact]
    public void The_plugin_is_installed_before_pulumi_runs()
    {
        foreach (var steps in Jobs.Select(job => Steps(job).ToList()))
        {
            var (cli, plugin, run) = (steps.FindIndex(IsPulumi), steps.FindIndex(InstallsPlugin), steps.FindIndex(Runs));
            Assert.True(cli >= 0 && cli < plugin && plugin < run, $"{cli} {plugin} {run}");
        }
    }

    private static IEnumerable<string> Jobs => ((YamlMappingNode)Workflow["jobs"]).Children.Keys.Select(key => $"{key}");

    private static YamlNode Job(string name) => Workflow["jobs"][name];

    private static IEnumerable<YamlMappingNode> Steps(string job) => ((YamlSequenceNode)Job(job)["steps"]).Cast<YamlMappingNode>();

    private static YamlMappingNode Pulumi(string job) =>
        Steps(job).Single(Runs);

    private static bool IsPulumi(YamlMappingNode step) => step.Children.TryGetValue("uses", out var action)
        && $"{action}".StartsWith("pulumi/actions@", StringComparison.Ordinal);

    private static bool Runs(YamlMappingNode step) => IsPulumi(step) && step.Children.ContainsKey("with");

    /// <summary>In the version of this repository, from an address that no shell reads as anything else.</summary>
    private static bool InstallsPlugin(YamlMappingNode step) => step.Children.TryGetValue("run", out var command)
        && $"{command}" == $"pulumi plugin install resource peering {Docs.Snippets.Schema["version"]} --server \"$PEERING_PLUGIN_SERVER\"";

    /// <summary>No command but to install the plugin, and of Pulumi's only the one that changes nothing.</summary>
    private static bool IsHarmless(YamlMappingNode step) => (InstallsPlugin(step) || !step.Children.ContainsKey("run"))
        && (!step.Children.TryGetValue("with", out var with) || with is not YamlMappingNode options
            || !options.Children.TryGetValue("command", out var command) || $"{command}" == "preview");

    private static string Permissions(string job) => string.Join(", ", ((YamlMappingNode)Job(job)["permissions"]).Children
        .Select(one => $"{one.Key}: {one.Value}"));

    private static YamlMappingNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"(?<=`)[A-Z]+(_[A-Z]+)+(?=`)")]
    private static partial Regex SecretNames();

    [GeneratedRegex(@"secrets\.([A-Z_]+)")]
    private static partial Regex UsedSecrets();
}
