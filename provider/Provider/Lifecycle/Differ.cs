namespace Peering.Lifecycle;

internal enum ChangeKind
{
    Add,
    Delete,
    Update,
}

/// <summary>One difference, at the path of the property as the program types it.</summary>
/// <param name="OfInput">Compare inputs with inputs in the display; false: the old value is an output.</param>
internal sealed record Change(string Path, ChangeKind Kind, bool Replaces, bool OfInput = true)
{
    /// <summary>The property the path starts at.</summary>
    public string Root => Path.IndexOfAny(['.', '[']) is var end and >= 0 ? Path[..end] : Path;
}

/// <summary>Old inputs against new ones.</summary>
internal static class Differ
{
    /// <param name="ignored">Paths of ignoreChanges. The engine resets them before Check; drift in them counts
    /// neither.</param>
    public static IReadOnlyList<Change> Compare(
        Shape shape, Value.Map olds, Value.Map news, IReadOnlyCollection<string> ignored)
    {
        var changes = new List<Change>();
        foreach (var field in shape.Fields)
        {
            foreach (var change in Compare(field, field.Name, olds[field.Name], news[field.Name]))
            {
                if (!IsIgnored(change, ignored))
                {
                    changes.Add(change);
                }
            }
        }

        return changes;
    }

    /// <summary>The engine resets inputs alone, so drift in an output is ours to ignore.</summary>
    public static bool IsIgnored(Change change, IReadOnlyCollection<string> ignored) =>
        ignored.Any(path => Covers(path, change.Path));

    private static IEnumerable<Change> Compare(Field field, string path, Value? before, Value? after)
    {
        if (before is Value.Text was && after is Value.Text still && was.Of == still.Of)
        {
            return [];
        }

        var (old, @new) = (Normal(field, before), Normal(field, after));
        return (old, @new) switch
        {
            (null, null) => [],
            (null, _) => [new Change(path, ChangeKind.Add, field.Replaces)],
            (_, null) => field.AtlasChooses ? [] : [new Change(path, ChangeKind.Delete, field.Replaces)],
            (Value.List a, Value.List b) when field.Unordered && !b.ContainsUnknown => Sets(field, path, a, b),
            (Value.List a, Value.List b) => Items(field, path, a, b),
            // An unknown is never equal: the engine asks again once the value is known.
            _ when @new is not Value.Unknown && old.Equals(@new) => [],
            _ => [new Change(path, ChangeKind.Update, field.Replaces)],
        };
    }

    private static IEnumerable<Change> Items(Field field, string path, Value.List olds, Value.List news) =>
        Enumerable.Range(0, Math.Max(olds.Items.Count, news.Items.Count)).SelectMany(i =>
            Compare(field, $"{path}[{i}]", olds.Items.ElementAtOrDefault(i), news.Items.ElementAtOrDefault(i)));

    /// <summary>What only one of two lists holds, wherever in it; at the same place one stands for the other.</summary>
    private static IEnumerable<Change> Sets(Field field, string path, Value.List olds, Value.List news)
    {
        var before = olds.Items.Select(item => Normal(field, item)).ToList();
        var after = news.Items.Select(item => Normal(field, item)).ToList();
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            var gone = i < before.Count && !after.Contains(before[i]);
            var come = i < after.Count && !before.Contains(after[i]);
            if (gone || come)
            {
                var kind = gone && come ? ChangeKind.Update : gone ? ChangeKind.Delete : ChangeKind.Add;
                yield return new Change($"{path}[{i}]", kind, field.Replaces);
            }
        }
    }

    /// <summary>
    /// Secret or not, and which of several spellings, is no difference; a default spelled out neither.
    /// </summary>
    private static Value? Normal(Field field, Value? value) => value?.Plain switch
    {
        null or Value.Null => field.Default switch
        {
            bool flag => new Value.Bool(flag),
            string text => new Value.Text(text),
            _ => null,
        },
        Value.Text text when field.Format is { } format => new Value.Text(format.Canonical(text.Of)),
        var other => other,
    };

    /// <summary>ignoreChanges names a property or something inside it; `*` stands for any one element.</summary>
    private static bool Covers(string pattern, string path)
    {
        var (wanted, actual) = (Segments(pattern), Segments(path));
        return wanted.Length <= actual.Length
            && wanted.Zip(actual).All(pair => pair.First == "*" || pair.First == pair.Second);
    }

    private static string[] Segments(string path) =>
        path.Split(['.', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries);
}
