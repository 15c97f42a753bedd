using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Display;

/// <summary>One property that differs, with both of its values as far as there are two.</summary>
internal sealed record PropertyDelta(PropertyPath Path, DifferenceKind Kind, PropertyValue? Old, PropertyValue? New)
{
    public string Root => Path.Steps[0].Name ?? Path.ToString();

    public bool Replaces =>
        Kind is DifferenceKind.AddReplace or DifferenceKind.DeleteReplace or DifferenceKind.UpdateReplace;

    public StepOp Op => Kind switch
    {
        DifferenceKind.Add or DifferenceKind.AddReplace => StepOp.Create,
        DifferenceKind.Delete or DifferenceKind.DeleteReplace => StepOp.Delete,
        _ => StepOp.Update,
    };

    /// <summary>What the provider said differs; without its word, what differs between the inputs.</summary>
    public static IReadOnlyList<PropertyDelta> Of(ResourceStep step)
    {
        if (step is not { Old: { } old, New: { } now }) return [];
        var deltas = step.DetailedDiff is { } detail
            ? detail.Select(d => Detailed(step.Op, old, now, d.Key, d.Value))
            : PropertyComparison.Compare(old.Inputs, now.Inputs).Select(c => Compared(step, old, now, c));
        // Names with two underscores in front are a provider's notes to itself.
        return [.. deltas.Where(d => !d.Root.StartsWith("__", StringComparison.Ordinal))];
    }

    private static PropertyDelta Detailed(
        StepOp op, ResourceState old, ResourceState now, string text, PropertyDifference difference)
    {
        // A path that does not parse still tells the reader something.
        var path = PropertyPath.Parse(text) ?? new PropertyPath([new PathStep(text, null)]);
        var before = difference.InputDiff ? Find(old.Inputs, path) : Find(old.Outputs, path) ?? Find(old.Inputs, path);
        var after = op == StepOp.Refresh && !difference.InputDiff ? Find(now.Outputs, path) : Find(now.Inputs, path);
        return new PropertyDelta(path, difference.Kind, before, after);
    }

    private static PropertyDelta Compared(
        ResourceStep step, ResourceState old, ResourceState now, PropertyChange change)
    {
        var delta = new PropertyDelta(
            change.Path, DifferenceKind.Update, Find(old.Inputs, change.Path), Find(now.Inputs, change.Path));
        var replaces = step.ReplaceKeys.Contains(delta.Root);
        return delta with
        {
            Kind = (change.Kind, replaces) switch
            {
                (ChangeKind.Add, false) => DifferenceKind.Add,
                (ChangeKind.Add, true) => DifferenceKind.AddReplace,
                (ChangeKind.Delete, false) => DifferenceKind.Delete,
                (ChangeKind.Delete, true) => DifferenceKind.DeleteReplace,
                (_, false) => DifferenceKind.Update,
                (_, true) => DifferenceKind.UpdateReplace,
            },
        };
    }

    /// <summary>A path that leads into a secret or an unknown ends there: the whole of it is shown.</summary>
    private static PropertyValue? Find(PropertyMap map, PropertyPath path)
    {
        PropertyValue? at = PropertyValue.Of(map);
        foreach (var step in path.Steps)
        {
            at = at switch
            {
                MapValue { Map: var inner } when step.Name is { } name => inner.GetValueOrDefault(name),
                ListValue list when step.Index is { } index => list.Items.ElementAtOrDefault(index),
                SecretValue or UnknownValue or OutputValue => at,
                _ => null,
            };
        }
        return at is NullValue ? null : at;
    }
}
