using System.Text.RegularExpressions;
using System.Xml;

namespace Peering.SdkGenerator.Emit;

/// <summary>Turns the Markdown of a schema into XML documentation.</summary>
internal static partial class DocComment
{
    public static void Write(CodeWriter writer, string? markdown)
    {
        if (markdown is not null)
            WriteXml(writer, Lines(markdown));
    }

    /// <summary>A summary whose lines are XML already.</summary>
    public static void WriteXml(CodeWriter writer, params IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        writer.Line("/// <summary>");
        foreach (var line in lines)
            writer.Line($"/// {line}".TrimEnd());
        writer.Line("/// </summary>");
    }

    public static IReadOnlyList<string> Lines(string markdown)
    {
        var lines = new List<string>();
        foreach (var piece in MarkdownExamples.ForCSharp(markdown))
        {
            switch (piece)
            {
                case MarkdownFence fence:
                    lines.Add("<code>");
                    lines.AddRange(fence.Lines.Select(Escape));
                    lines.Add("</code>");
                    break;
                case MarkdownLine { Text: "" } when lines.Count == 0 || lines[^1].Length == 0:
                    break;
                case MarkdownLine line:
                    lines.Add(CodeSpan().Replace(Escape(line.Text), "<c>$1</c>"));
                    break;
            }
        }
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static string Escape(string text) => string.Concat(text.Where((character, index) =>
            XmlConvert.IsXmlChar(character)
            || (index > 0 && XmlConvert.IsXmlSurrogatePair(character, text[index - 1]))
            || (index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], character))))
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}
