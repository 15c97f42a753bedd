using System.Text;

namespace Peering.SdkGenerator.Emit;

/// <summary>Writes C# with four spaces for each open block and a line feed at each end of line.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;
    private bool blankIsDue;

    public CodeWriter Line(string line = "")
    {
        if (blankIsDue)
            text.Append('\n');
        blankIsDue = false;
        if (line.Length > 0)
            text.Append(' ', depth * 4).Append(line);
        text.Append('\n');
        return this;
    }

    /// <summary>An empty line before the next one, unless the block ends here.</summary>
    public CodeWriter Blank()
    {
        blankIsDue = true;
        return this;
    }

    /// <summary>A header and its braces; disposing closes them, with the given text after the brace.</summary>
    public Closing Block(string? header = null, string end = "}")
    {
        if (header is not null)
            Line(header);
        Line("{");
        depth++;
        return new Closing(this, end);
    }

    /// <summary>Deeper lines without braces.</summary>
    public Closing Indent()
    {
        depth++;
        return new Closing(this, null);
    }

    public override string ToString() => text.ToString();

    internal readonly struct Closing(CodeWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer.blankIsDue = false;
            writer.depth--;
            if (end is not null)
                writer.Line(end);
        }
    }
}
