using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace LocalEngine.Display;

/// <summary>The colour tags of Pulumi's log messages, <c>&lt;{%fg 1%}&gt;</c>, as styles.</summary>
internal static partial class ColorTags
{
    public static string Strip(string text) => Tag().Replace(text, "");

    public static StyledText Parse(string text)
    {
        var styled = new StyledText();
        var style = Style.Plain;
        var at = 0;
        foreach (Match tag in Tag().Matches(text))
        {
            styled.Add(text[at..tag.Index], style);
            style = Apply(style, tag.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            at = tag.Index + tag.Length;
        }
        return styled.Add(text[at..], style);
    }

    private static Style Apply(Style style, string[] words) => words switch
    {
        ["fg", var number] when Color(number) is { } color => style.Foreground(color),
        ["bg", var number] when Color(number) is { } color => style.Background(color),
        ["bold"] => style.Decoration(style.Decoration | Decoration.Bold),
        ["underline"] => style.Decoration(style.Decoration | Decoration.Underline),
        ["reset"] => Style.Plain,
        _ => style,
    };

    private static Color? Color(string number) =>
        byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? Spectre.Console.Color.FromInt32(index)
            : null;

    [GeneratedRegex(@"<\{%\s*([^%]*?)\s*%\}>")]
    private static partial Regex Tag();
}
