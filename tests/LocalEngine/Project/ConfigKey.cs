using System.Text.RegularExpressions;

namespace LocalEngine.Project;

/// <summary>A configuration key as programs see it: <c>namespace:name</c>.</summary>
internal readonly partial record struct ConfigKey(string Namespace, string Name)
{
    public static IComparer<ConfigKey> Order { get; } =
        Comparer<ConfigKey>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    /// <summary>A key without a namespace belongs to the project; <c>ns:config:name</c> is the old spelling.</summary>
    public static ConfigKey? TryParse(string text, string project) => text.Split(':') switch
    {
        [var name] when IsWord(name) => new ConfigKey(project, name),
        [var space, var name] when IsWord(space) && IsWord(name) => new ConfigKey(space, name),
        [var space, "config", var name] when IsWord(space) && IsWord(name) => new ConfigKey(space, name),
        _ => null,
    };

    public static ConfigKey Parse(string text, string project) => TryParse(text, project)
        ?? throw new EngineException($"'{text}' is not a configuration key: write name or namespace:name, "
            + $"for instance {project}:{SuggestedName(text)}");

    public override string ToString() => $"{Namespace}:{Name}";

    private static bool IsWord(string text) => Word().IsMatch(text);

    private static string SuggestedName(string text) =>
        NotWord().Replace(text, "") is { Length: > 0 } name ? name : "name";

    [GeneratedRegex(@"^[^\s:]+\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^A-Za-z0-9_-]")]
    private static partial Regex NotWord();
}
