using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Peering.Tests.Docs;

/// <summary>
/// The programs in the other languages against the schema. YAML is parsed. TypeScript and Python are not: calls, argument names and
/// values, and the names that are read, are picked out and held against the schema and against the C# program, which compiles.
/// </summary>
public sealed partial class SnippetTests
{
    private static readonly string[] Languages = ["csharp", "typescript", "python", "yaml"];

    public static TheoryData<string> Tokens => [.. Snippets.Tokens];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void The_program_is_shown_in_four_languages_and_means_the_same(string token)
    {
        var snippets = Snippets.OfToken(token).Where(snippet => snippet.Language != "sh").ToList();
        Assert.Equal(Languages, snippets.Select(snippet => snippet.Language));
        var calls = snippets.Select(CallsOf).ToList();
        Assert.Contains(calls[0], call => call.Token == token);
        Assert.All(calls, other => Assert.Equal(calls[0].Select(Told), other.Select(Told)));
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Every_call_names_what_the_schema_has_and_gives_what_it_requires(string token)
    {
        foreach (var call in Snippets.OfToken(token).Where(snippet => snippet.Language != "sh").SelectMany(CallsOf))
        {
            var (inputs, required) = InputsOf(call.Token);
            Assert.Subset(inputs, call.Arguments.Keys.ToHashSet());
            Assert.Superset(required, call.Arguments.Keys.ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Every_name_that_is_read_is_an_output(string token)
    {
        foreach (var snippet in Snippets.OfToken(token).Where(snippet => snippet.Language is not ("sh" or "csharp")))
        {
            var calls = CallsOf(snippet);
            var names = calls.SelectMany(call => OutputsOf(call.Token)).Append("id").ToHashSet();
            var roots = calls.Select(call => call.Variable).Concat(["found", "one"]).ToHashSet();
            var read = Read().Matches(snippet.Code).Where(name => roots.Contains(name.Groups[1].Value))
                .Select(name => SnippetCall.Camel(name.Groups[2].Value)).Except(["apply"]).ToHashSet();
            Assert.Subset(names, read);
        }
    }

    [Fact]
    public void A_wrong_name_is_noticed()
    {
        var python = new Snippet("here", "python", "one = peering.AwsNetworkContainer(\"one\", region_nme=\"us-east-1\")");
        var (inputs, _) = InputsOf("peering:index:AwsNetworkContainer");
        Assert.Equal(["regionNme"], Assert.Single(CallsOf(python)).Arguments.Keys.Except(inputs));
    }

    private static IReadOnlyList<SnippetCall> CallsOf(Snippet snippet) =>
        snippet.Language == "yaml" ? YamlProgram.CallsOf(snippet) : SnippetCall.In(snippet);

    private static string Told(SnippetCall call) => $"{call.Token} " + string.Join(
        ", ", call.Arguments.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value.ToLowerInvariant()}"));

    private static (HashSet<string> All, HashSet<string> Required) InputsOf(string token)
    {
        var resource = Snippets.Schema["resources"]![token];
        var function = Snippets.Schema["functions"]![token]?["inputs"];
        Assert.True(resource is not null || function is not null, $"the schema has no {token}");
        return (Keys(resource?["inputProperties"] ?? function!["properties"]),
            [.. (resource?["requiredInputs"] ?? function!["required"])!.AsArray().Select(name => name!.GetValue<string>())]);
    }

    private static IEnumerable<string> OutputsOf(string token) =>
        Keys(Snippets.Schema["resources"]![token]?["properties"] ?? Snippets.Schema["functions"]![token]!["outputs"]!["properties"])
            .Concat(Snippets.Schema["types"]!.AsObject().SelectMany(type => Keys(type.Value!["properties"])));

    private static HashSet<string> Keys(JsonNode? node) => [.. node?.AsObject().Select(entry => entry.Key) ?? []];

    [GeneratedRegex(@"\b(\w+)\.(\w+)")]
    private static partial Regex Read();
}
