using LocalEngine.Events;
using Spectre.Console;

namespace LocalEngine.Display;

/// <summary>How an operation is written: its marker, its colour and its words.</summary>
internal static class OpText
{
    public static string Marker(StepOp op) => op switch
    {
        StepOp.Same => "  ",
        StepOp.Create => "+ ",
        StepOp.Update => "~ ",
        StepOp.Delete => "- ",
        StepOp.Replace => "+-",
        StepOp.CreateReplacement => "++",
        StepOp.DeleteReplaced => "--",
        StepOp.Read => "> ",
        StepOp.ReadReplacement => ">>",
        StepOp.Refresh => "~ ",
        StepOp.Discard => "< ",
        StepOp.DiscardReplaced => "<<",
        StepOp.RemovePendingReplace => "~ ",
        StepOp.Import => "= ",
        StepOp.ImportReplacement => "=>",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "unknown operation"),
    };

    public static Style Style(StepOp op) => op switch
    {
        StepOp.Same => Spectre.Console.Style.Plain,
        StepOp.Create or StepOp.CreateReplacement or StepOp.Import => new Style(Color.Green),
        StepOp.Delete or StepOp.DeleteReplaced or StepOp.Discard or StepOp.DiscardReplaced => new Style(Color.Red),
        StepOp.Replace or StepOp.ImportReplacement => new Style(Color.Magenta1),
        StepOp.Read or StepOp.ReadReplacement => new Style(Color.Aqua),
        _ => new Style(Color.Yellow),
    };

    /// <summary>What a preview says of it.</summary>
    public static string Plan(StepOp op) => op == StepOp.Same ? "" : op.Name();

    public static string Running(StepOp op) => op switch
    {
        StepOp.Same => "",
        StepOp.Create => "creating",
        StepOp.Update => "updating",
        StepOp.Delete => "deleting",
        StepOp.Replace => "replacing",
        StepOp.CreateReplacement => "creating replacement",
        StepOp.DeleteReplaced => "deleting original",
        StepOp.Read => "reading",
        StepOp.ReadReplacement => "reading for replacement",
        StepOp.Refresh => "refreshing",
        StepOp.Discard => "discarding",
        StepOp.DiscardReplaced => "discarding original",
        StepOp.RemovePendingReplace => "removing pending replacement",
        StepOp.Import => "importing",
        StepOp.ImportReplacement => "importing replacement",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "unknown operation"),
    };

    public static string Done(StepOp op) => op switch
    {
        StepOp.Same => "unchanged",
        StepOp.Create => "created",
        StepOp.Update => "updated",
        StepOp.Delete => "deleted",
        StepOp.Replace => "replaced",
        StepOp.CreateReplacement => "created replacement",
        StepOp.DeleteReplaced => "deleted original",
        StepOp.Read => "read",
        StepOp.ReadReplacement => "read for replacement",
        StepOp.Refresh => "refreshed",
        StepOp.Discard => "discarded",
        StepOp.DiscardReplaced => "discarded original",
        StepOp.RemovePendingReplace => "removed pending replacement",
        StepOp.Import => "imported",
        StepOp.ImportReplacement => "imported replacement",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "unknown operation"),
    };
}
