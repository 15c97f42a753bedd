using Peering.SdkGenerator.Emit;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Docs;

/// <summary>The types that kinds and functions share, on one page: enums first.</summary>
internal static class TypesPage
{
    public static GeneratedFile Generate(Package package)
    {
        var page = new Page("Types").Paragraph("[All pages](README.md)");
        foreach (var type in package.Enums)
        {
            page.Heading(2, Page.NameOf(type.Token)).Text(MarkdownExamples.Pieces(type.Description ?? ""));
            page.Table(["name", "value", "what it is"], type.Members.Select(member => (string[])
                [$"`{member.Name}`", $"`{member.Value}`", member.Description ?? ""]));
        }
        foreach (var type in package.Objects.Values.OrderBy(type => type.Token, StringComparer.Ordinal))
        {
            page.Heading(2, Page.NameOf(type.Token)).Text(MarkdownExamples.Pieces(type.Description ?? ""));
            page.Outputs(type.Properties);
        }
        return page.ToFile("types");
    }
}
