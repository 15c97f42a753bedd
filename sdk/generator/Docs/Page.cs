using System.Text;
using Peering.SdkGenerator.Emit;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Docs;

/// <summary>One Markdown file, written from top to bottom.</summary>
internal sealed class Page
{
    private static readonly Dictionary<string, string> Languages = new()
    {
        ["csharp"] = "C#",
        ["typescript"] = "TypeScript",
        ["python"] = "Python",
        ["yaml"] = "YAML",
    };

    private readonly StringBuilder text = new();

    public Page(string title)
    {
        text.Append($"<!-- {string.Join(" ", SourceFile.Header)} -->\n");
        Heading(1, title);
    }

    /// <summary>The name in a token, which is the name of its page.</summary>
    public static string NameOf(string token) => token.Split(':')[^1];

    public Page Heading(int level, string title) => Paragraph($"{new string('#', level)} {title}");

    public Page Paragraph(string line)
    {
        text.Append('\n').Append(line).Append('\n');
        return this;
    }

    /// <summary>A text of the schema; every fence in a language of programs says which.</summary>
    public Page Text(IEnumerable<MarkdownPiece> pieces)
    {
        var blank = false;
        var empty = new MarkdownLine("");
        foreach (var piece in pieces.SkipWhile(piece => piece == empty).Prepend(empty))
        {
            var lines = piece switch
            {
                MarkdownLine line => [line.Text],
                MarkdownFence fence => (IReadOnlyList<string>)
                [
                    .. Languages.TryGetValue(fence.Language, out var name) ? [$"**{name}**", ""] : (string[])[],
                    $"```{fence.Language}", .. fence.Lines, "```",
                ],
                _ => throw new InvalidOperationException($"{piece} is no Markdown"),
            };
            foreach (var line in lines)
            {
                // Where a mark of the registry stood, its blank lines are left.
                if (line.Length > 0 || !blank || piece is MarkdownFence)
                    text.Append(line).Append('\n');
                blank = line.Length == 0;
            }
        }
        Trim();
        return this;
    }

    public Page Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Paragraph(Row(columns));
        text.Append(Row([.. columns.Select(_ => "---")])).Append('\n');
        foreach (var row in rows)
            text.Append(Row(row)).Append('\n');
        return this;
    }

    public GeneratedFile ToFile(string name) => new($"{name}.md", text.ToString());

    public static string LinkTo(string token, string page) => $"[{NameOf(token)}]({page}.md)";

    public static string TypeOf(SchemaType type) => type switch
    {
        PrimitiveType primitive => primitive.Kind.ToString().ToLowerInvariant(),
        ArrayType array => $"list of {TypeOf(array.Items)}",
        MapType map => $"map of {TypeOf(map.Values)}",
        UnionType union => string.Join(" or ", union.Members.Select(TypeOf)),
        ObjectReference reference => TypeLink(reference.Token),
        EnumReference reference => TypeLink(reference.Token),
        ResourceReference reference => NameOf(reference.Token),
        _ => throw new InvalidOperationException($"no name for {type}"),
    };

    private static string TypeLink(string token) =>
        $"[{NameOf(token)}](types.md#{NameOf(token).ToLowerInvariant()})";

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(Cell))} |";

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|");

    private void Trim()
    {
        while (text is [.., '\n', '\n'])
            text.Length--;
    }
}
