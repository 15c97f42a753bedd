using LocalEngine.Events;
using LocalEngine.Values;
using Spectre.Console;

namespace LocalEngine.Display;

/// <summary>What stands below the resources: diagnostics, outputs, counts, duration.</summary>
internal static class SummaryLines
{
    private static readonly Style Heading = new(Color.Blue, decoration: Decoration.Bold);

    public static IEnumerable<StyledText> Of(DeploymentView view) =>
        [.. Diagnostics(view), .. Outputs(view), .. Resources(view), .. Ending(view)];

    /// <summary>How many steps of each kind ended; the parts of a replacement count once.</summary>
    public static IReadOnlyDictionary<StepOp, int> Counts(DeploymentView view) => view.Finished
        .Select(step => step.Outcome()).Where(op => !op.IsPartOfReplacement())
        .GroupBy(op => op).ToDictionary(g => g.Key, g => g.Count());

    private static IEnumerable<StyledText> Diagnostics(DeploymentView view)
    {
        var rows = ResourceTree.Of(view).Select(n => n.Row).Where(r => r.Diagnostics.Count > 0
            || r.IsStack && view.ProgramOutput.Count > 0).ToList();
        if (rows.Count == 0 && view.ProgramOutput.Count == 0) yield break;
        yield return StyledText.Of("Diagnostics:", Heading);
        foreach (var row in rows)
        {
            yield return StyledText.Of($"  {Steps.ShortType(row.Type)} ({row.Name}):",
                new Style(Color.Default, decoration: Decoration.Bold));
            foreach (var line in row.Diagnostics.SelectMany(Message)) yield return line;
            if (row.IsStack)
                foreach (var line in view.ProgramOutput) yield return StyledText.Of($"    {line}".TrimEnd());
            yield return new StyledText();
        }
        if (rows.Exists(r => r.IsStack)) yield break;
        foreach (var line in view.ProgramOutput) yield return StyledText.Of($"    {line}".TrimEnd());
        if (view.ProgramOutput.Count > 0) yield return new StyledText();
    }

    private static IEnumerable<StyledText> Message(Diagnostic diagnostic)
    {
        var (prefix, style) = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => ("error: ", new Style(Color.Red)),
            DiagnosticSeverity.Warning => ("warning: ", new Style(Color.Yellow)),
            _ => ("", Style.Plain),
        };
        var lines = diagnostic.Message.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        yield return StyledText.Of("    ").Add(prefix, style).Add(ColorTags.Parse(lines[0]));
        foreach (var line in lines.Skip(1))
            yield return line.Length == 0 ? new StyledText() : StyledText.Of("    ").Add(ColorTags.Parse(line));
    }

    private static IEnumerable<StyledText> Outputs(DeploymentView view)
    {
        if (view.Outputs is not { } outputs) yield break;
        var changed = outputs.Old.Keys.Union(outputs.New.Keys).Order(StringComparer.Ordinal)
            .Select(name =>
                (Name: name, Old: outputs.Old.GetValueOrDefault(name), New: outputs.New.GetValueOrDefault(name)))
            .ToList();
        var different = changed.Where(o => !Equals(o.Old?.Plain(), o.New?.Plain())).ToList();
        // A preview tells what would change; after an update people read their outputs here.
        if (view.Operation.Preview) changed = different;
        if (changed.Count == 0) yield break;
        yield return StyledText.Of("Outputs:", Heading);
        var width = changed.Max(o => o.Name.Length);
        foreach (var (name, old, now) in changed)
        {
            var (op, text) = (old, now) switch
            {
                (null, { } added) => (StepOp.Create, PropertyText.Render(added)),
                ({ } gone, null) => (StepOp.Delete, PropertyText.Render(gone)),
                ({ } was, { } same) when was.Plain().Equals(same.Plain()) => (StepOp.Same, PropertyText.Render(same)),
                ({ } was, { } becomes) =>
                    (StepOp.Update, $"{PropertyText.Render(was)} => {PropertyText.Render(becomes)}"),
                _ => (StepOp.Same, ""),
            };
            yield return StyledText.Of($"  {OpText.Marker(op)}{name.PadRight(width)}: {text}", OpText.Style(op));
        }
        yield return new StyledText();
    }

    private static IEnumerable<StyledText> Resources(DeploymentView view)
    {
        var counts = Counts(view);
        var changes = counts.Where(c => c.Key != StepOp.Same).OrderBy(c => c.Key).ToList();
        var same = counts.GetValueOrDefault(StepOp.Same);
        if (counts.Count == 0) yield break;
        yield return StyledText.Of("Resources:", Heading);
        foreach (var (op, count) in changes)
        {
            yield return StyledText.Of("    ").Add(
                $"{OpText.Marker(op)}{count} {(view.Operation.Preview ? $"to {op.Name()}" : OpText.Done(op))}",
                OpText.Style(op));
        }
        var pieces = new List<string>();
        if (changes.Count > 1) pieces.Add($"{changes.Sum(c => c.Value)} changes");
        if (same > 0) pieces.Add($"{same} unchanged");
        if (pieces.Count > 0) yield return StyledText.Of($"    {string.Join(". ", pieces)}");
        yield return new StyledText();
    }

    private static IEnumerable<StyledText> Ending(DeploymentView view)
    {
        if (view.Result is not { } result) yield break;
        if (result.MayBeCorrupt)
        {
            yield return StyledText.Of(
                "The state of a resource may be wrong: a call failed without saying whether it had "
                + "an effect. Run 'LocalEngine refresh'.", new Style(Color.Yellow));
            yield return new StyledText();
        }
        if (result.Cancelled) yield return StyledText.Of("Cancelled; what was done so far is in the state.");
        if (!view.Operation.Preview)
            yield return StyledText.Of("Duration: ", Heading)
                .Add(TreeLines.Seconds(result.Duration + TimeSpan.FromSeconds(0.999)));
    }
}
