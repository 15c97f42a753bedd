using System.Text;
using Spectre.Console;

namespace LocalEngine.Display;

/// <summary>
/// Text in pieces with styles. Spectre's own markup is not used: it reads <c>:key:</c> inside a type token as an emoji.
/// </summary>
internal sealed class StyledText
{
    private readonly List<(string Text, Style Style)> _parts = [];

    public int Length => _parts.Sum(p => p.Text.Length);

    public static StyledText Of(string text, Style? style = null) => new StyledText().Add(text, style);

    public StyledText Add(string text, Style? style = null)
    {
        if (text.Length > 0) _parts.Add((text, style ?? Style.Plain));
        return this;
    }

    public StyledText Add(StyledText other)
    {
        _parts.AddRange(other._parts);
        return this;
    }

    public StyledText PadTo(int width) => Add(new string(' ', Math.Max(0, width - Length)));

    public StyledText Crop(int width)
    {
        if (Length <= width) return this;
        var cropped = new StyledText();
        foreach (var (text, style) in _parts)
        {
            var room = Math.Max(0, width - 1 - cropped.Length);
            cropped.Add(text[..Math.Min(room, text.Length)], style);
        }
        return cropped.Add("…");
    }

    public Paragraph ToParagraph()
    {
        var paragraph = new Paragraph { Overflow = Overflow.Ellipsis };
        foreach (var (text, style) in _parts) paragraph.Append(text, style);
        return paragraph;
    }

    public override string ToString() =>
        _parts.Aggregate(new StringBuilder(), (all, p) => all.Append(p.Text)).ToString();
}
