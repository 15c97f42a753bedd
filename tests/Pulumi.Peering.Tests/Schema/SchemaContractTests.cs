using System.Text.Json.Nodes;

namespace Peering.Tests.Schema;

/// <summary>
/// The public contract: schema.json against the schema of the last release, Schema/released-schema.json. What breaks programs or
/// states needs another major version (before 1.0, another minor one).
/// </summary>
public sealed class SchemaContractTests
{
    private const string Before = """
        {
          "config": { "variables": { "key": { "type": "string", "secret": true } } },
          "provider": { "inputProperties": { "key": { "type": "string", "secret": true } } },
          "resources": { "kit:index:Door": {
            "inputProperties": {
              "wood": { "$ref": "#/types/kit:index:Wood" }, "width": { "type": "integer", "default": 80 },
              "keys": { "type": "array", "items": { "type": "string" } } },
            "requiredInputs": ["wood"],
            "properties": { "number": { "type": "integer" }, "wood": { "$ref": "#/types/kit:index:Wood" } },
            "required": ["number"], "listInputs": { "properties": { "floor": { "type": "string" } } } } },
          "functions": { "kit:index:getDoor": {
            "inputs": { "properties": { "number": { "type": "integer" } }, "required": ["number"] },
            "outputs": { "properties": { "info": { "$ref": "#/types/kit:index:Info" } }, "required": ["info"] } } },
          "types": {
            "kit:index:Wood": { "type": "string", "enum": [{ "name": "Oak", "value": "oak" }, { "name": "Fir", "value": "fir" }] },
            "kit:index:Info": { "type": "object", "properties": { "number": { "type": "integer" } }, "required": ["number"] } }
        }
        """;

    [Fact]
    public void The_schema_breaks_nothing_of_the_last_release_unless_its_version_says_so()
    {
        var released = JsonNode.Parse(File.ReadAllText(
            Repository.File("tests", "Pulumi.Peering.Tests", "Schema", "released-schema.json")))!;
        var now = JsonNode.Parse(File.ReadAllText(Repository.File("schema.json")))!;
        var (before, after) = (released["version"]!.GetValue<string>(), now["version"]!.GetValue<string>());
        if (!SchemaContract.MayBreak(before, after))
        {
            Assert.Empty(SchemaContract.Breaks(released, now));
        }
    }

    [Theory]
    [InlineData("resources/kit:index:Door", "", "removed")]
    [InlineData("functions/kit:index:getDoor", "", "removed")]
    [InlineData("types/kit:index:Info", "", "removed")]
    [InlineData("config/variables/key", "", "removed")]
    [InlineData("config/variables/key", """{ "type": "string" }""", "is not secret any more")]
    [InlineData("provider/inputProperties/key", "", "removed")]
    [InlineData("resources/kit:index:Door/inputProperties/width", "", "removed")]
    [InlineData("resources/kit:index:Door/inputProperties/width", """{ "type": "number", "default": 80 }""", "has another type")]
    [InlineData("resources/kit:index:Door/inputProperties/width", """{ "type": "integer", "default": 90 }""", "has another default")]
    [InlineData("resources/kit:index:Door/inputProperties/width", """{ "type": "integer" }""", "has another default")]
    [InlineData("resources/kit:index:Door/inputProperties/keys", """{ "type": "array", "items": { "type": "integer" } }""",
        "has another type")]
    [InlineData("resources/kit:index:Door/inputProperties/keys",
        """{ "type": "array", "items": { "type": "string" }, "willReplaceOnChanges": true }""", "a change of it replaces now")]
    [InlineData("resources/kit:index:Door/requiredInputs", """["keys", "wood"]""", "became required")]
    [InlineData("resources/kit:index:Door/properties/number", "", "removed")]
    [InlineData("resources/kit:index:Door/properties/wood", """{ "type": "string" }""", "has another type")]
    [InlineData("resources/kit:index:Door/required", "[]", "is not always there any more")]
    [InlineData("resources/kit:index:Door/listInputs/properties/floor", "", "removed")]
    [InlineData("functions/kit:index:getDoor/inputs/properties/number", "", "removed")]
    [InlineData("functions/kit:index:getDoor/inputs/properties/number", """{ "type": "string" }""", "has another type")]
    [InlineData("functions/kit:index:getDoor/outputs/properties/info", "", "removed")]
    [InlineData("functions/kit:index:getDoor/outputs/required", "[]", "is not always there any more")]
    [InlineData("types/kit:index:Info/properties/number", "", "removed")]
    [InlineData("types/kit:index:Info/required", "[]", "is not always there any more")]
    [InlineData("types/kit:index:Wood/enum", """[{ "name": "Oak", "value": "oak" }]""", "removed")]
    [InlineData("types/kit:index:Wood/enum", """[{ "name": "Oak", "value": "oak" }, { "name": "Pine", "value": "fir" }]""", "removed")]
    [InlineData("types/kit:index:Wood/type", "\"integer\"", "has another type")]
    public void What_breaks_programs_is_found_once(string path, string change, string problem)
    {
        var broken = Assert.Single(SchemaContract.Breaks(JsonNode.Parse(Before)!, Changed(path, change)));
        Assert.EndsWith($": {problem}", broken, StringComparison.Ordinal);
        Assert.StartsWith(string.Join('/', path.Split('/').Take(2)), broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resources/kit:index:Window", "{}")]
    [InlineData("functions/kit:index:getWindow", "{}")]
    [InlineData("types/kit:index:Glass", """{ "type": "string", "enum": [] }""")]
    [InlineData("config/variables/floor", """{ "type": "string" }""")]
    [InlineData("resources/kit:index:Door/inputProperties/paint", """{ "type": "string", "willReplaceOnChanges": true }""")]
    [InlineData("resources/kit:index:Door/inputProperties/wood", """{ "$ref": "#/types/kit:index:Wood", "description": "Its wood." }""")]
    [InlineData("resources/kit:index:Door/inputProperties/wood", """{ "$ref": "#/types/kit:index:Wood", "secret": true }""")]
    [InlineData("resources/kit:index:Door/requiredInputs", "[]")]
    [InlineData("resources/kit:index:Door/required", """["number", "wood"]""")]
    [InlineData("types/kit:index:Info/properties/name", """{ "type": "string" }""")]
    [InlineData("types/kit:index:Wood/enum",
        """[{ "name": "Fir", "value": "fir" }, { "name": "Oak", "value": "oak", "description": "Hard." }, { "name": "Elm", "value": "elm" }]""")]
    public void What_breaks_nothing_passes(string path, string change) =>
        Assert.Empty(SchemaContract.Breaks(JsonNode.Parse(Before)!, Changed(path, change)));

    [Theory]
    [InlineData("0.1.0", "0.1.0", false)]
    [InlineData("0.1.0", "0.1.7", false)]
    [InlineData("0.1.0", "0.2.0", true)]
    [InlineData("0.9.0", "1.0.0", true)]
    [InlineData("1.2.0", "1.3.0", false)]
    [InlineData("1.2.0", "2.0.0", true)]
    [InlineData("0.2.0", "0.1.0", false)]
    public void A_version_says_whether_it_may_break(string before, string after, bool may) =>
        Assert.Equal(may, SchemaContract.MayBreak(before, after));

    /// <summary>The schema with another value at a path; none removes it.</summary>
    private static JsonNode Changed(string path, string change)
    {
        var schema = JsonNode.Parse(Before)!;
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(schema, (node, part) => node[part]!);
        parent.AsObject().Remove(parts[^1]);
        if (change.Length > 0)
        {
            parent[parts[^1]] = JsonNode.Parse(change);
        }

        return schema;
    }
}
