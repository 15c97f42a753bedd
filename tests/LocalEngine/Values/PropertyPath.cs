using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace LocalEngine.Values;

/// <summary>
/// Where a value sits: <c>a.b[0]["odd key"]</c>. In options such as ignoreChanges <c>*</c> stands for any name or
/// index.
/// </summary>
internal sealed record PropertyPath(ImmutableArray<PathStep> Steps)
{
    public bool Equals(PropertyPath? other) => other is not null && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    public override int GetHashCode() => Steps.Length;

    /// <summary>Null when the text is no path.</summary>
    public static PropertyPath? Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<PathStep>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '[')
            {
                if (Bracket(text, ref at) is not { } step)
                    return null;
                steps.Add(step);
                continue;
            }

            if (text[at] == '.' && ++at == text.Length)
                return null;
            var end = text.AsSpan(at).IndexOfAny('.', '[');
            var name = end < 0 ? text[at..] : text.Substring(at, end);
            if (name.Length == 0 || name.Contains(']', StringComparison.Ordinal))
                return null;
            steps.Add(name == "*" ? PathStep.Any : new PathStep(name, null));
            at += name.Length;
        }

        return steps.Count == 0 ? null : new PropertyPath(steps.ToImmutable());
    }

    /// <summary>
    /// Does the path (possibly with wildcards) lead to <paramref name="other"/> or to something that holds it?
    /// </summary>
    public bool Contains(PropertyPath other) =>
        Steps.Length <= other.Steps.Length && Steps.Zip(other.Steps).All(pair => pair.First.Matches(pair.Second));

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
            step.AppendTo(text);
        return text.ToString();
    }

    private static PathStep? Bracket(string text, ref int at)
    {
        if (at + 1 < text.Length && text[at + 1] == '"')
            return Quoted(text, ref at);
        var close = text.IndexOf(']', at);
        if (close < 0)
            return null;
        var inner = text[(at + 1)..close];
        at = close + 1;
        if (inner == "*")
            return PathStep.Any;
        return int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new PathStep(null, index)
            : null;
    }

    private static PathStep? Quoted(string text, ref int at)
    {
        var name = new StringBuilder();
        for (var i = at + 2; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                name.Append(text[++i]);
            }
            else if (text[i] == '"')
            {
                if (i + 1 >= text.Length || text[i + 1] != ']')
                    return null;
                at = i + 2;
                return new PathStep(name.ToString(), null);
            }
            else
            {
                name.Append(text[i]);
            }
        }

        return null;
    }
}

/// <summary>A name, an index, or (neither) any of them.</summary>
internal readonly record struct PathStep(string? Name, int? Index)
{
    public static readonly PathStep Any = new(null, null);

    public bool IsAny => Name is null && Index is null;

    public bool Matches(PathStep other) => IsAny || this == other;

    public void AppendTo(StringBuilder text)
    {
        if (Index is { } index)
            text.Append(CultureInfo.InvariantCulture, $"[{index}]");
        else if (Name is null)
            text.Append(text.Length == 0 ? "*" : "[*]");
        else if (Name.Length == 0 || Name.AsSpan().IndexOfAny(".[]\"") >= 0)
            text.Append("[\"").Append(Name.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"]");
        else
            text.Append(text.Length == 0 ? "" : ".").Append(Name);
    }
}
