using System.Globalization;
using LocalEngine.Events;
using LocalEngine.Values;

namespace LocalEngine.Display;

/// <summary>Properties as the lines of a diff.</summary>
internal static class PropertyLines
{
    private const int Deeper = 4;

    /// <summary>All properties of an object, names aligned; objects and lists spread over lines.</summary>
    public static IEnumerable<StyledText> Values(PropertyMap map, int indent, StepOp op)
    {
        var shown = map.Where((name, _) => !name.StartsWith("__", StringComparison.Ordinal));
        var width = shown.Count == 0 ? 0 : shown.Keys.Max(k => k.Length);
        return shown.SelectMany(entry => Value(entry.Key.PadRight(width), entry.Value, indent, op));
    }

    /// <summary>What differs, nested as the objects are.</summary>
    public static IEnumerable<StyledText> Deltas(IReadOnlyList<PropertyDelta> deltas, int indent) =>
        Nested(deltas, 0, indent);

    private static IEnumerable<StyledText> Value(string label, PropertyValue value, int indent, StepOp op) =>
        value switch
        {
            MapValue { Map: { Count: > 0 } map } => Block(label, '{', '}', indent, op, Values(map, indent + Deeper, op)),
            ListValue { Items: { Length: > 0 } items } =>
                Block(label, '[', ']', indent, op, items.SelectMany((item, index) =>
                Value(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), item, indent + Deeper, op))),
            _ => [Line($"{Spaces(indent)}{label}: {PropertyText.Render(value)}", op)],
        };

    private static IEnumerable<StyledText> Block(
        string label, char open, char close, int indent, StepOp op, IEnumerable<StyledText> inner) =>
        [Line($"{Spaces(indent)}{label}: {open}", op), .. inner, Line($"{Spaces(indent)}{close}", op)];

    private static IEnumerable<StyledText> Nested(IReadOnlyList<PropertyDelta> deltas, int depth, int indent)
    {
        foreach (var group in deltas.GroupBy(d => d.Path.Steps[depth]))
        {
            var members = group.ToList();
            var whole = members.Find(d => d.Path.Steps.Length == depth + 1);
            if (whole is not null)
            {
                foreach (var line in Delta(whole, Label(group.Key), indent)) yield return line;
                continue;
            }
            var (open, close) = members[0].Path.Steps[depth + 1].Index is null ? ('{', '}') : ('[', ']');
            yield return Line($"{Spaces(indent - 2)}~ {Label(group.Key)}: {open}", StepOp.Update);
            foreach (var line in Nested(members, depth + 1, indent + Deeper)) yield return line;
            yield return Line($"{Spaces(indent)}{close}", StepOp.Update);
        }
    }

    private static IEnumerable<StyledText> Delta(PropertyDelta delta, string label, int indent)
    {
        var marker = $"{Spaces(indent - 2)}{OpText.Marker(delta.Op)}{label}: ";
        var reason = delta.Replaces ? "  [replace]" : "";
        // An update with one side only is a fact of the object (its status, say) that no input answers.
        var text = (delta.Op, delta.Old, delta.New) switch
        {
            (StepOp.Create, _, { } now) => PropertyText.Render(now),
            (StepOp.Delete, { } old, _) => PropertyText.Render(old),
            (_, { } old, { } now) => $"{PropertyText.Render(old)} => {PropertyText.Render(now)}",
            _ when (delta.New ?? delta.Old) is { } only => PropertyText.Render(only),
            _ => "",
        };
        var style = OpText.Style(delta.Replaces ? StepOp.Replace : delta.Op);
        yield return StyledText.Of((marker + text).TrimEnd() + reason, style);
    }

    private static string Label(PathStep step) =>
        step.Name ?? $"[{step.Index?.ToString(CultureInfo.InvariantCulture) ?? "*"}]";

    private static StyledText Line(string text, StepOp op) => StyledText.Of(text, OpText.Style(op));

    private static string Spaces(int count) => new(' ', count);
}
