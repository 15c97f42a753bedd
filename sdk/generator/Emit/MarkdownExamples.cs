namespace Peering.SdkGenerator.Emit;

/// <summary>A piece of a Markdown text: one line, or a whole fenced block with its language.</summary>
internal abstract record MarkdownPiece;

internal sealed record MarkdownLine(string Text) : MarkdownPiece
{
    /// <summary>1 to 6 for a heading, 0 for any other line.</summary>
    public int HeadingLevel
    {
        get
        {
            var level = Text.Length - Text.TrimStart('#').Length;
            return level is > 0 and <= 6 && Text.Length > level && Text[level] == ' ' ? level : 0;
        }
    }
}

internal sealed record MarkdownFence(string Language, IReadOnlyList<string> Lines) : MarkdownPiece;

/// <summary>Cuts the examples of a description down to those a C# reader can use.</summary>
internal static class MarkdownExamples
{
    private static readonly string[] CSharp = ["csharp", "cs", "c#"];

    private static readonly string[] OtherLanguages =
    [
        "typescript", "ts", "javascript", "js", "python", "py", "go", "golang", "java", "yaml", "hcl", "pcl",
        "fsharp", "vb",
    ];

    private sealed record Section(int Level, MarkdownLine? Heading, List<MarkdownPiece> Pieces);

    public static IReadOnlyList<MarkdownPiece> ForCSharp(string markdown)
    {
        var sections = Sections(Pieces(markdown));
        var kept = new List<Section>();
        var exampleLevel = 0;
        foreach (var section in sections)
        {
            if (exampleLevel == 0 || section.Level <= exampleLevel)
                exampleLevel = section.Heading?.Text.Contains("example", StringComparison.OrdinalIgnoreCase) == true
                    ? section.Level
                    : 0;
            kept.Add(exampleLevel == 0 ? section : OnlyCSharp(section));
        }
        for (var i = kept.Count - 1; i >= 0; i--)
        {
            // A heading over nothing: its examples were all in other languages.
            var hasChildren = i + 1 < kept.Count && kept[i + 1].Level > kept[i].Level;
            if (kept[i] != sections[i] && !hasChildren && !kept[i].Pieces.OfType<MarkdownFence>().Any())
                kept.RemoveAt(i);
        }
        return [.. kept.SelectMany(section => section.Heading is { } heading
            ? section.Pieces.Prepend(heading)
            : section.Pieces)];
    }

    // Returns the same section when there was no example of another language in it or below it.
    private static Section OnlyCSharp(Section section)
    {
        bool Dropped(MarkdownPiece piece) => piece is MarkdownFence fence && OtherLanguages.Contains(fence.Language);
        var bare = section.Pieces.All(piece => piece is MarkdownLine { Text: var text } && text.Trim().Length == 0);
        return bare || section.Pieces.Any(Dropped)
            ? section with { Pieces = [.. section.Pieces.Where(piece => !Dropped(piece))] }
            : section;
    }

    private static List<Section> Sections(IEnumerable<MarkdownPiece> pieces)
    {
        var sections = new List<Section> { new(0, null, []) };
        foreach (var piece in pieces)
        {
            if (piece is MarkdownLine { HeadingLevel: > 0 } heading)
                sections.Add(new Section(heading.HeadingLevel, heading, []));
            else
                sections[^1].Pieces.Add(piece);
        }
        return sections;
    }

    /// <summary>The lines and fenced blocks of a text, without the registry's marks.</summary>
    public static IEnumerable<MarkdownPiece> Pieces(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            var start = line.TrimStart();
            var mark = start.StartsWith("```", StringComparison.Ordinal) ? "```"
                : start.StartsWith("~~~", StringComparison.Ordinal) ? "~~~" : null;
            if (mark is null)
            {
                if (!IsMarkup(start))
                    yield return new MarkdownLine(line);
                continue;
            }
            var code = new List<string>();
            // A fence nobody closes runs to the end, as it does wherever Markdown is shown.
            while (++i < lines.Length && lines[i].Trim() != mark)
                code.Add(lines[i].TrimEnd());
            var language = start.TrimStart(mark[0]).Trim().Split(' ', '{')[0].ToLowerInvariant();
            yield return new MarkdownFence(CSharp.Contains(language) ? "csharp" : language, code);
        }
    }

    // The registry's own marks around examples are not for readers.
    private static bool IsMarkup(string line) =>
        (line.StartsWith("{{%", StringComparison.Ordinal) && line.EndsWith("%}}", StringComparison.Ordinal))
        || (line.StartsWith("<!--", StringComparison.Ordinal) && line.EndsWith("-->", StringComparison.Ordinal));
}
