using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Docs;

/// <summary>The properties of a kind, function or type as tables.</summary>
internal static class PropertyTables
{
    public static Page Inputs(this Page page, IReadOnlyList<Property> inputs, bool changeable)
    {
        page.Heading(2, "Inputs");
        if (inputs.Count == 0)
            return page.Paragraph("None.");
        var example = inputs.FirstOrDefault(input => input.Name.Any(char.IsUpper)) ?? inputs[0];
        page.Paragraph($"Names as in TypeScript and YAML: `{example.Name}` is "
            + $"`{Identifiers.Pascal(example.Name)}` in C# and `{Snake(example.Name)}` in Python.");
        string[] change = changeable ? ["a change"] : [];
        string[] columns = ["name", "type", "required", .. change, "default", "what it is"];
        return page.Table(columns, inputs.OrderBy(input => !input.Required).Select(input => (string[])
        [
            $"`{input.Name}`", TypeOf(input), input.Required ? "yes" : "",
            .. changeable ? [Change(input)] : (string[])[],
            input.Default is { } value ? $"`{value.GetRawText()}`" : "", What(input),
        ]));
    }

    public static Page Outputs(this Page page, IReadOnlyList<Property> outputs) =>
        page.Table(["name", "type", "always there", "what it is"], outputs.Select(output => (string[])
            [$"`{output.Name}`", TypeOf(output), output.Required ? "yes" : "", What(output)]));

    private static string Change(Property input) =>
        input.WillReplaceOnChanges || input.ReplaceOnChanges ? "replaces" : "updates";

    private static string TypeOf(Property property) => Page.TypeOf(property.Type) + (property.Secret ? ", secret" : "");

    private static string What(Property property) =>
        (property.Deprecation is { } instead ? $"Deprecated: {instead} " : "") + property.Description;

    /// <summary>Python's spelling of a name; an abbreviation counts as one word.</summary>
    private static string Snake(string name) => string.Concat(name.Select((letter, index) =>
        char.IsUpper(letter) && index > 0 && !char.IsUpper(name[index - 1])
            ? $"_{char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));
}
