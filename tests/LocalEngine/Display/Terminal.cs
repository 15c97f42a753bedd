using Spectre.Console;

namespace LocalEngine.Display;

internal enum ColorChoice { Auto, Always, Never }

/// <summary>Where the command writes for people: lines in colour or without.</summary>
internal sealed class Terminal
{
    // A redirected output has no width; lines are never folded there, scripts read them.
    private const int NoFolding = 1_000_000;

    private readonly bool _colored;

    private Terminal(IAnsiConsole console, bool colored, bool interactive)
    {
        Console = console;
        _colored = colored;
        Interactive = interactive;
    }

    public IAnsiConsole Console { get; }

    /// <summary>Somebody watches: rows may be painted over.</summary>
    public bool Interactive { get; }

    public static Terminal ForProcess(ColorChoice color, bool nonInteractive)
    {
        var watched = !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        var colored = color == ColorChoice.Always || color == ColorChoice.Auto && watched
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return Create(System.Console.Out, colored, watched && !nonInteractive);
    }

    public static Terminal Create(TextWriter output, bool colored, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colored || interactive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colored ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!interactive) console.Profile.Width = NoFolding;
        return new Terminal(console, colored, interactive);
    }

    public void Line(string text = "") => Line(StyledText.Of(text));

    public void Line(StyledText text)
    {
        if (text.Length > 0) Console.Write(Paint(text));
        Console.WriteLine();
    }

    /// <summary>Without colours nothing is bold either.</summary>
    public Paragraph Paint(StyledText text) => (_colored ? text : StyledText.Of(text.ToString())).ToParagraph();

    public void Lines(IEnumerable<StyledText> lines)
    {
        foreach (var line in lines) Line(line);
    }
}
