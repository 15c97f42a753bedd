using LocalEngine.Events;

namespace LocalEngine.Display;

/// <summary>What <c>--diff</c> shows: each resource that changes with its properties.</summary>
internal static class DiffLines
{
    public static IEnumerable<StyledText> Of(DeploymentView view) =>
        ResourceTree.Of(view).SelectMany(node => Resource(node.Row, node.Depth * 4));

    private static IEnumerable<StyledText> Resource(ResourceRow row, int indent)
    {
        var op = row.Op;
        var style = OpText.Style(op);
        yield return StyledText.Of(
            $"{new string(' ', indent)}{OpText.Marker(op)}{Steps.ShortType(row.Type)}: ({op.Name()})", style);
        if (row.Step is not { } step) yield break;
        var inner = new string(' ', indent + 4);
        var state = step.New ?? step.Old;
        var id = step.Old?.Id is { Length: > 0 } known ? known : state?.Id ?? "";
        if (id.Length > 0) yield return StyledText.Of($"{inner}[id={id}]", style);
        yield return StyledText.Of($"{inner}[urn={row.Urn}]", style);
        if (step is { Old.Provider: { Length: > 0 } before, New.Provider: { Length: > 0 } after } && before != after)
            yield return StyledText.Of($"{inner}[provider: {before} => {after}]", OpText.Style(StepOp.Update));
        foreach (var line in Properties(step, op, indent + 4)) yield return line;
    }

    private static IEnumerable<StyledText> Properties(ResourceStep step, StepOp op, int indent) => op switch
    {
        StepOp.Same => [],
        _ when step is { Old: { } old, New: null } => PropertyLines.Values(old.Inputs, indent, op),
        _ when step is { Old: null, New: { } now } => PropertyLines.Values(now.Inputs, indent, op),
        _ => PropertyLines.Deltas(PropertyDelta.Of(step), indent),
    };
}
