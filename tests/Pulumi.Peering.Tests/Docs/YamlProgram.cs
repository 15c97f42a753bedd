using YamlDotNet.RepresentationModel;

namespace Peering.Tests.Docs;

/// <summary>A Pulumi YAML snippet, read by a YAML parser: its resources and invokes as calls.</summary>
internal static class YamlProgram
{
    private static readonly string[] Sections = ["name", "runtime", "config", "variables", "resources", "outputs"];

    public static IReadOnlyList<SnippetCall> CallsOf(Snippet snippet)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(snippet.Code));
        var root = (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
        Assert.All(Keys(root), section => Assert.Contains(section, Sections));
        var calls = new List<SnippetCall>();
        foreach (var (name, variable) in Entries(root, "variables"))
        {
            Assert.Equal(["fn::invoke"], Keys(variable));
            var invoke = (YamlMappingNode)variable["fn::invoke"];
            Assert.All(Keys(invoke), key => Assert.Contains(key, (string[])["function", "arguments"]));
            calls.Add(Call(name, invoke["function"], invoke, "arguments"));
        }

        foreach (var (name, resource) in Entries(root, "resources"))
        {
            Assert.All(Keys(resource), key => Assert.Contains(key, (string[])["type", "name", "properties", "options"]));
            calls.Add(Call(name, resource["type"], resource, "properties"));
        }

        return calls;
    }

    private static SnippetCall Call(string name, YamlNode type, YamlMappingNode node, string arguments)
    {
        var parts = type.ToString().Split(':');
        return new SnippetCall(name, $"{parts[0]}:index:{parts[^1]}", node.Children.ContainsKey(arguments)
            ? ((YamlMappingNode)node[arguments]).ToDictionary(one => one.Key.ToString(), one => Value(one.Value.ToString()))
            : []);
    }

    private static string Value(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) ? SnippetCall.Plain(text) : text;

    private static IEnumerable<(string, YamlMappingNode)> Entries(YamlMappingNode root, string section) =>
        root.Children.TryGetValue(section, out var found)
            ? ((YamlMappingNode)found).Select(entry => (entry.Key.ToString(), (YamlMappingNode)entry.Value))
            : [];

    private static IEnumerable<string> Keys(YamlMappingNode node) => node.Select(entry => entry.Key.ToString());
}
