using System.Text.RegularExpressions;
using Peering.Tests.Provider;

namespace Peering.Tests.Docs;

/// <summary>docs/migrate-from-mongodbatlas.md against the schema and against the plugin.</summary>
public sealed partial class MigrationTests
{
    private static readonly string[] Clouds = ["Aws", "Azure", "Gcp"];

    private static readonly string Page = File.ReadAllText(Repository.File("docs", "migrate-from-mongodbatlas.md"));

    public static TheoryData<string> Kinds =>
        [.. ((string[])["NetworkPeering", "NetworkContainer"]).SelectMany(kind => Clouds.Select(cloud => cloud + kind))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_map_names_each_input_and_output_of_a_kind_and_no_other(string kind)
    {
        var schema = Snippets.Schema["resources"]![$"peering:index:{kind}"]!;
        var inputs = schema["inputProperties"]!.AsObject().Select(one => one.Key).Order().ToList();
        var outputs = schema["properties"]!.AsObject().Select(one => one.Key).Except(inputs).Order().ToList();
        var (set, told) = MapOf(kind);
        Assert.Equal(inputs, set.Order());
        Assert.Equal(outputs, told.Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_form_of_id_on_the_page_is_taken(string kind)
    {
        await using var scenario = await Scenario.StartAsync();
        var world = ImportWorld.Seed(scenario);
        var id = world.IdOf(kind);
        var forms = Code().Matches(RowOf(kind)).Select(form => form.Groups[1].Value).ToList();
        Assert.True(forms.Count >= 3);
        foreach (var form in forms)
        {
            var typed = form
                .Replace("GCP-PROJECT/NETWORK", "orders-prod/orders-network", StringComparison.Ordinal)
                .Replace("SUBSCRIPTION/GROUP/VNET", $"{ImportWorld.Subscription}/Orders-Network/Orders-VNet", StringComparison.Ordinal)
                .Replace("PROJECT", Scenario.Project, StringComparison.Ordinal)
                .Replace("PEER", id.Split('/')[1], StringComparison.Ordinal)
                .Replace("CONTAINER", id.Split('/')[1], StringComparison.Ordinal)
                .Replace("vpc-...", ImportWorld.Vpc, StringComparison.Ordinal)
                .Replace("pcx-...", world.Aws.ConnectionId, StringComparison.Ordinal);
            Assert.Equal(id, (await scenario.ImportAsync(kind, typed))!.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_id_that_the_old_resource_shows_is_taken(string kind)
    {
        await using var scenario = await Scenario.StartAsync();
        var id = ImportWorld.Seed(scenario).IdOf(kind);
        var (own, others) = kind.EndsWith("Peering", StringComparison.Ordinal)
            ? ("peer_id", [("provider_name", kind[..^"NetworkPeering".Length].ToUpperInvariant())])
            : ("container_id", Array.Empty<(string, string)>());
        (string Key, string Value)[] pairs = [(own, id.Split('/')[1]), ("project_id", Scenario.Project), .. others];

        var old = string.Join('-', pairs.Select(pair => $"{Encode(pair.Key)}:{Encode(pair.Value)}"));

        Assert.Equal(id, (await scenario.ImportAsync(kind, old))!.Id);
        static string Encode(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The names in a kind's column: those that are set, and those in italics.</summary>
    private static (List<string> Set, List<string> Told) MapOf(string kind)
    {
        var old = kind[Clouds.First(cloud => kind.StartsWith(cloud, StringComparison.Ordinal)).Length..];
        var rows = Page.Split('\n').SkipWhile(line => !line.StartsWith($"| `mongodbatlas.{old}`", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')).ToList();
        var column = rows[0].ToList().FindIndex(cell => cell.Trim() == $"`{kind}`");
        var cells = rows.Skip(2).Select(row => row[column].Trim()).ToList();
        return (Names(cell => !cell.StartsWith('*')), Names(cell => cell.StartsWith('*')));

        List<string> Names(Func<string, bool> which) =>
            [.. cells.Where(which).SelectMany(cell => Code().Matches(cell)).Select(name => name.Groups[1].Value)];
    }

    private static string RowOf(string kind) =>
        Page.Split('\n').Single(line => line.StartsWith($"| {kind} |", StringComparison.Ordinal));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
