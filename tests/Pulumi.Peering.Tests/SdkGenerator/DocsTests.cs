using Peering.SdkGenerator.Docs;

namespace Peering.Tests.SdkGenerator;

/// <summary>The reference in Markdown that comes from a schema.</summary>
public sealed class DocsTests
{
    private const string Kit = """
        { "name": "kit", "description": "Doors and keys.",
          "resources": { "kit:index:Door": {
            "description": "A door. It opens.\n\n{{% examples %}}\n\n## Example Usage\n\n```yaml\nresources: {}\n```\n\n{{% /examples %}}\n\n## Import\n\nBy its number.",
            "inputProperties": {
              "openUntil": { "type": "string", "description": "When | it closes." },
              "wood": { "$ref": "#/types/kit:index:Wood", "description": "Its wood.", "willReplaceOnChanges": true, "default": "oak" },
              "code": { "type": "string", "secret": true, "description": "Its code." } },
            "requiredInputs": ["wood"],
            "properties": { "wood": { "$ref": "#/types/kit:index:Wood" }, "number": { "type": "integer", "description": "Its number." } },
            "required": ["number"] } },
          "functions": { "kit:index:getDoors": { "description": "Lists doors.", "outputs": { "properties": {
            "doors": { "type": "array", "items": { "$ref": "#/types/kit:index:DoorInfo" }, "description": "All." } } } } },
          "types": {
            "kit:index:Wood": { "type": "string", "description": "A wood.", "enum": [{ "name": "Oak", "value": "oak", "description": "Hard." }] },
            "kit:index:DoorInfo": { "type": "object", "description": "A door.", "properties": { "number": { "type": "integer", "description": "Its number." } } } } }
        """;

    private static readonly Dictionary<string, string> Pages =
        DocsFiles.Generate(Kit).ToDictionary(file => file.Path, file => file.Text);

    [Fact]
    public void There_is_a_page_for_each_kind_and_function_one_for_the_types_and_an_index() =>
        Assert.Equal(["Door.md", "Provider.md", "README.md", "getDoors.md", "types.md"], Pages.Keys);

    [Theory]
    [InlineData("Door.md", "| `wood` | [Wood](types.md#wood) | yes | replaces | `\"oak\"` | Its wood. |")]
    [InlineData("Door.md", "| `openUntil` | string |  | updates |  | When \\| it closes. |")]
    [InlineData("Door.md", "| `code` | string, secret |  | updates |  | Its code. |")]
    [InlineData("Door.md", "Names as in TypeScript and YAML: `openUntil` is `OpenUntil` in C# and `open_until` in Python.")]
    [InlineData("Door.md", "| `number` | integer | yes | Its number. |")]
    [InlineData("Door.md", "**YAML**\n\n```yaml\nresources: {}\n```")]
    [InlineData("getDoors.md", "| `doors` | list of [DoorInfo](types.md#doorinfo) |  | All. |")]
    [InlineData("types.md", "| `Oak` | `oak` | Hard. |")]
    [InlineData("README.md", "| [Door](Door.md) | A door. |")]
    public void A_page_tells(string page, string line) => Assert.Contains(line + "\n", Pages[page], StringComparison.Ordinal);

    [Fact]
    public void The_import_comes_last_and_marks_of_the_registry_are_left_out()
    {
        var headings = Pages["Door.md"].Split('\n').Where(line => line.StartsWith('#'));
        Assert.Equal(["# Door", "## Example Usage", "## Inputs", "## Outputs", "## Import"], headings);
        Assert.DoesNotContain("{{%", Pages["Door.md"], StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", Pages["Door.md"], StringComparison.Ordinal);
    }
}
