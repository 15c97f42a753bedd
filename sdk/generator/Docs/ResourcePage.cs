using Peering.SdkGenerator.Emit;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Docs;

/// <summary>A kind: what it is, how to write it, what goes in and comes out, how to import it.</summary>
internal static class ResourcePage
{
    public static GeneratedFile Generate(string name, Resource resource)
    {
        var pieces = MarkdownExamples.Pieces(resource.Description ?? "").ToList();
        var import = pieces.FindIndex(piece => piece is MarkdownLine { HeadingLevel: > 0 } line
            && line.Text.EndsWith("Import", StringComparison.Ordinal));
        var (what, how) = import < 0 ? (pieces, []) : (pieces[..import], pieces[import..]);
        var page = new Page(name).Paragraph($"`{resource.Token}` · [all pages](README.md)");
        if (resource.Deprecation is { } instead)
            page.Paragraph($"**Deprecated.** {instead}");
        page.Text(what).Inputs(resource.Inputs, changeable: true);
        Outputs(page, resource);
        return (how.Count == 0 ? page : page.Text(how)).ToFile(name);
    }

    private static void Outputs(Page page, Resource resource)
    {
        var inputs = resource.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var own = resource.Outputs.Where(output => !inputs.Contains(output.Name)).ToList();
        if (resource.IsProvider)
            return;
        page.Heading(2, "Outputs").Paragraph(own.Count == 0
            ? "`id` and every input."
            : "`id`, every input, and:");
        if (own.Count > 0)
            page.Outputs(own);
    }
}
