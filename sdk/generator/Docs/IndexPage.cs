using Peering.SdkGenerator.Emit;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Docs;

/// <summary>The list of all pages, each with the first sentence of its text.</summary>
internal static class IndexPage
{
    public static GeneratedFile Generate(Package package)
    {
        var page = new Page($"Reference of `{package.Name}`").Text(MarkdownExamples.Pieces(package.Description));
        page.Paragraph("[Configuration of the provider](Provider.md) · [types](types.md)");
        page.Heading(2, "Resources").Table(["resource", "what it is"], package.Resources.Select(resource =>
            Row(resource.Token, resource.Description)));
        page.Heading(2, "Functions").Table(["function", "what it tells"], package.Functions.Select(function =>
            Row(function.Token, function.Description)));
        return page.ToFile("README");
    }

    private static string[] Row(string token, string? description) =>
        [Page.LinkTo(token, Page.NameOf(token)), FirstSentence(description ?? "")];

    private static string FirstSentence(string text)
    {
        var paragraph = string.Join(' ', text.ReplaceLineEndings("\n").Split("\n\n")[0].Split('\n'));
        var end = paragraph.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? paragraph : paragraph[..(end + 1)];
    }
}
