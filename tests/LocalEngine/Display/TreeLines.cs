using System.Globalization;
using LocalEngine.Events;
using Spectre.Console;

namespace LocalEngine.Display;

/// <summary>The table of resources a Pulumi user knows: marker, type in the tree, name, status, what differs.</summary>
internal static class TreeLines
{
    private const string Gap = "  ";
    private static readonly Style Heading = new(Color.Default, decoration: Decoration.Bold);
    private static readonly Style Failed = new(Color.Red);

    public static IReadOnlyList<StyledText> Of(DeploymentView view)
    {
        var cells = ResourceTree.Of(view).Select(node => new[]
        {
            StyledText.Of(" ").Add(OpText.Marker(node.Row.Op), OpText.Style(node.Row.Op)),
            StyledText.Of(node.Branch + Steps.ShortType(node.Row.Type)),
            StyledText.Of(node.Row.Name),
            Status(view, node.Row),
            Info(view, node.Row),
        }).ToList();
        if (cells.Count == 0) return [];
        cells.Insert(0,
        [
            new StyledText(), StyledText.Of("Type", Heading), StyledText.Of("Name", Heading),
            StyledText.Of(view.Operation.Preview ? "Plan" : "Status", Heading), StyledText.Of("Info", Heading),
        ]);
        var used = cells[0].Length;
        while (used > 0 && cells.Skip(1).All(row => row[used - 1].Length == 0)) used--;
        var widths = Enumerable.Range(0, used).Select(column => cells.Max(row => row[column].Length)).ToArray();
        return [.. cells.Select(row => Join(row.Take(used).ToArray(), widths))];
    }

    public static StyledText Status(DeploymentView view, ResourceRow row)
    {
        var op = row.Op;
        var running = row.Current?.Op ?? op;
        return row.Phase switch
        {
            RowPhase.Failed when view.Operation.Preview => StyledText.Of("failed", Failed),
            RowPhase.Failed => StyledText.Of($"{OpText.Running(running)} failed".TrimStart(), Failed),
            RowPhase.Running when view.Operation.Preview => StyledText.Of(OpText.Plan(op), OpText.Style(op)),
            RowPhase.Running => StyledText.Of(
                $"{OpText.Running(running)} ({Seconds(view.Running(row))})".TrimStart(), OpText.Style(op)),
            RowPhase.Idle => new StyledText(),
            _ when view.Operation.Preview => StyledText.Of(OpText.Plan(op), OpText.Style(op)),
            RowPhase.Planned => StyledText.Of("waiting"),
            _ when op == StepOp.Same => new StyledText(),
            _ => StyledText.Of(Done(op, row), OpText.Style(op)),
        };
    }

    public static string Done(StepOp op, ResourceRow row) => row.Duration >= TimeSpan.FromSeconds(1)
        ? $"{OpText.Done(op)} ({Seconds(row.Duration)})"
        : OpText.Done(op);

    /// <summary>
    /// The properties that differ and, while it runs, the latest progress; afterwards how many messages.
    /// </summary>
    public static StyledText Info(DeploymentView view, ResourceRow row)
    {
        var info = new StyledText().Add(DiffColumn(row.Step));
        var text = row.Phase is RowPhase.Running or RowPhase.Planned && view.Result is null && row.Status.Length > 0
            ? ColorTags.Parse(FirstLine(row.Status))
            : Counts(view, row);
        if (text.Length > 0 && info.Length > 0) info.Add("; ");
        return info.Add(text);
    }

    public static StyledText DiffColumn(ResourceStep? step)
    {
        var column = new StyledText();
        if (step is not { Old: { } old, New: { } now } || step.Outcome() is not (StepOp.Update or StepOp.Replace
            or StepOp.Import or StepOp.CreateReplacement)) return column;
        var deltas = PropertyDelta.Of(step);
        var named = step.ChangedKeys.IsDefaultOrEmpty ? [.. deltas.Select(d => d.Root).Distinct()] : step.ChangedKeys;
        var groups = named.Where(key => !key.StartsWith("__", StringComparison.Ordinal))
            .GroupBy(key => deltas.FirstOrDefault(d => d.Root == key && d.Path.Steps.Length == 1)?.Op ?? StepOp.Update)
            .OrderBy(group => group.Key switch { StepOp.Create => 0, StepOp.Delete => 1, _ => 2 }).ToList();
        if (groups.Count == 0) return column;
        column.Add("[diff: ");
        foreach (var group in groups)
            column.Add(OpText.Marker(group.Key).Trim() + string.Join(',', group), OpText.Style(group.Key));
        return column.Add("]");
    }

    public static string FirstLine(string text) => text.AsSpan().Trim().IndexOfAny('\r', '\n') is var end && end >= 0
        ? text.Trim()[..end]
        : text.Trim();

    public static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds)}s");

    private static StyledText Counts(DeploymentView view, ResourceRow row)
    {
        var messages = row.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Info)
            + (row.IsStack ? view.ProgramOutput.Count : 0);
        var counted = new (int Count, string Word, Style Style)[]
        {
            (row.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error), "error", Failed),
            (row.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Warning), "warning", new Style(Color.Yellow)),
            (messages, "message", Style.Plain),
        };
        var text = new StyledText();
        foreach (var (count, word, style) in counted.Where(c => c.Count > 0))
            text.Add(text.Length > 0 ? "; " : "").Add($"{count} {word}{(count == 1 ? "" : "s")}", style);
        return text;
    }

    private static StyledText Join(StyledText[] row, int[] widths)
    {
        var line = new StyledText();
        var last = Array.FindLastIndex(row, c => c.Length > 0);
        for (var column = 0; column <= last; column++)
        {
            if (column > 0) line.Add(Gap);
            line.Add(column == last ? row[column] : row[column].PadTo(widths[column]));
        }
        return line;
    }
}
