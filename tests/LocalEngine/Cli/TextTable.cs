using System.Text;

namespace LocalEngine.Cli;

/// <summary>Columns padded with blanks, two between them, none at the end of a line.</summary>
internal static class TextTable
{
    public static string Of(string[] heading, IReadOnlyList<string[]> rows)
    {
        string[][] all = [heading, .. rows];
        var widths = heading.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in all)
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd())
                .Append('\n');
        return text.ToString();
    }
}
