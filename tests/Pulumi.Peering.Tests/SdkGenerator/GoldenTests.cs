namespace Peering.Tests.SdkGenerator;

public class GoldenTests
{
    private const string Regenerate =
        "look at the difference; if it is wanted: dotnet run --project sdk/generator -- "
        + "tests/SdkGolden/schema.json tests/SdkGolden/sdk";

    private static readonly string Golden = Repository.File("tests", "SdkGolden");

    [Fact]
    public void The_golden_schema_gives_the_golden_sdk_byte_for_byte()
    {
        var generated = Sdk.Of(File.ReadAllText(Path.Combine(Golden, "schema.json")));
        var pinned = Pinned();

        Assert.True(generated.Keys.Order().SequenceEqual(pinned.Keys.Order()),
            $"not the same files: {string.Join(", ", generated.Keys.Except(pinned.Keys).Select(file => "+" + file)
                .Concat(pinned.Keys.Except(generated.Keys).Select(file => "-" + file)))}; {Regenerate}");
        foreach (var (path, text) in generated)
            Assert.True(text == pinned[path], $"{path} {FirstDifference(pinned[path], text)}; {Regenerate}");
    }

    [Fact]
    public void The_order_of_keys_in_the_schema_does_not_matter()
    {
        var schema = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Golden, "schema.json")))!;

        Assert.Equal(Sdk.Of(schema.ToJsonString()), Sdk.Of(Reversed(schema)!.ToJsonString()));
    }

    [Fact]
    public void Every_generated_file_has_unix_line_ends_and_one_at_its_end()
    {
        foreach (var (path, text) in Sdk.Of(File.ReadAllText(Path.Combine(Golden, "schema.json"))))
        {
            Assert.DoesNotContain('\r', text);
            Assert.True(text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal), path);
            Assert.DoesNotContain(text.Split('\n'), line => line.EndsWith(' '));
        }
    }

    private static Dictionary<string, string> Pinned()
    {
        var sdk = Path.Combine(Golden, "sdk");
        return Directory.EnumerateFiles(sdk, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(sdk, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path.Split('/')[0] is not ("bin" or "obj" or "packages.lock.json"))
            .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(sdk, path)));
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}\n  pinned:    {before.ElementAtOrDefault(line) ?? "(end of file)"}\n"
            + $"  generated: {after.ElementAtOrDefault(line) ?? "(end of file)"}\n";
    }

    // Lists have an order that means something (enum values, parameters); objects have none.
    private static System.Text.Json.Nodes.JsonNode? Reversed(System.Text.Json.Nodes.JsonNode? node) => node switch
    {
        System.Text.Json.Nodes.JsonObject members => new System.Text.Json.Nodes.JsonObject(
            members.Reverse().Select(member => KeyValuePair.Create(member.Key, Reversed(member.Value)))),
        System.Text.Json.Nodes.JsonArray items => new System.Text.Json.Nodes.JsonArray([.. items.Select(Reversed)]),
        _ => node?.DeepClone(),
    };
}
