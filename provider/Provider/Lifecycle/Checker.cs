namespace Peering.Lifecycle;

/// <summary>Holds a program's inputs against a record's shape and finds every problem at once.</summary>
internal static class Checker
{
    public static IReadOnlyList<CheckFailure> Check(Shape shape, Value.Map inputs)
    {
        // Names with two underscores are the engine's and the SDKs' own.
        var failures = inputs.Entries
            .Where(entry => shape.Find(entry.Key) is null
                && entry.Value.Plain is not Value.Null && !entry.Key.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => Failure(entry.Key, entry.Value, $"there is no such property{Suggest(shape, entry.Key)}"))
            .ToList();
        foreach (var field in shape.Fields)
        {
            failures.AddRange(Check(field, inputs[field.Name]));
        }

        return failures;
    }

    /// <summary>Puts in what the program left to the provider's configuration.</summary>
    public static Value.Map Fill(
        Shape shape, Value.Map inputs, Func<string, string?> providerDefault, ICollection<CheckFailure> failures)
    {
        foreach (var field in shape.Fields)
        {
            if (!field.FromProvider || inputs[field.Name] is not null)
            {
                continue;
            }

            if (providerDefault(field.Name) is { } value)
            {
                inputs = inputs.With(field.Name, new Value.Text(value));
            }
            else
            {
                failures.Add(new CheckFailure(field.Name,
                    $"is missing: set it here, or for all with `pulumi config set peering:{field.Name} ...`"));
            }
        }

        return inputs;
    }

    /// <summary>
    /// The engine prints the value of the property a failure names, secrets included; so a failure about a secret
    /// names its property in the text only.
    /// </summary>
    public static CheckFailure Failure(string path, Value? value, string reason) =>
        new CheckFailure(path, reason) is var plain && value?.ContainsSecret == true
            ? plain with { Property = "", Reason = $"'{path}': {reason}" } : plain;

    private static IReadOnlyList<CheckFailure> Check(Field field, Value? value) => value switch
    {
        null when field.Required => [new CheckFailure(field.Name, "is required and missing")],
        null => [],
        _ => Check(field, field.Type, field.Name, value, value),
    };

    private static IReadOnlyList<CheckFailure> Check(Field field, FieldType type, string path, Value value, Value root)
    {
        var plain = value.Plain;
        switch (type.Kind, plain)
        {
            case (_, Value.Unknown):
                return [];
            case (FieldKind.List, Value.List list):
                return Items(field, type.Item!, path, list, root);
            case (FieldKind.Text, Value.Text text):
                var found = root.ContainsSecret
                    ? field.Format?.ProblemOfSecret(text.Of)
                    : field.Format?.Problem(text.Of);
                return found is null ? [] : [Failure(path, root, found)];
            case (FieldKind.Enum, Value.Text text) when EnumNames(type).Contains(text.Of):
            case (FieldKind.Bool, Value.Bool):
                return [];
            case (FieldKind.Enum, Value.Text):
                return [Failure(path, root, $"must be one of {string.Join(", ", EnumNames(type))}")];
            default:
                return [Failure(path, root, $"must be {Expected(type)}, not {plain.TypeName}")];
        }
    }

    private static IReadOnlyList<CheckFailure> Items(
        Field field, FieldType type, string path, Value.List list, Value root) =>
        [.. list.Items.SelectMany((item, index) => Check(field, type, $"{path}[{index}]", item, root))];

    private static IEnumerable<string> EnumNames(FieldType type) =>
        type.Members.Select(member => member.Wire);

    private static string Expected(FieldType type) => type.Kind switch
    {
        FieldKind.Bool => "a boolean",
        FieldKind.List => "a list",
        FieldKind.Object => "an object",
        _ => "a string",
    };

    /// <summary>The nearest known name, when it is near enough to be what was meant.</summary>
    private static string Suggest(Shape shape, string name)
    {
        var nearest = shape.Fields.Select(field => (field.Name, Distance: IsBeginning(name, field.Name)
                ? 0
                : Distance(name, field.Name)))
            .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, name.Length / 3)
            ? $"; did you mean '{nearest.Name}'?"
            : $"; known are {string.Join(", ", shape.Fields.Select(field => field.Name))}";
    }

    /// <summary>One cloud's `region` is another's `regionName`.</summary>
    private static bool IsBeginning(string a, string b) =>
        Math.Min(a.Length, b.Length) > 3
        && (a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || b.StartsWith(a, StringComparison.OrdinalIgnoreCase));

    /// <summary>Levenshtein's distance, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return row[b.Length];
    }
}
