using System.Collections.Immutable;

namespace LocalEngine.Project;

/// <summary>
/// What a program is given: the stack's values over the project's defaults, held to the declared types.
/// </summary>
internal sealed record ResolvedConfig(ImmutableSortedDictionary<ConfigKey, ConfigValue> Values)
{
    public ImmutableSortedDictionary<string, string> Texts => Values.ToImmutableSortedDictionary(
        v => v.Key.ToString(), v => v.Value.Text, StringComparer.Ordinal);

    public ImmutableSortedSet<string> SecretKeys =>
        [.. Values.Where(v => v.Value.Secret).Select(v => v.Key.ToString())];

    /// <summary>For readers: secrets are masked.</summary>
    public IEnumerable<KeyValuePair<string, string>> Shown =>
        Values.Select(v => KeyValuePair.Create(v.Key.ToString(), v.Value.ToString()));

    /// <summary>Every problem at once: a run that stops at the first one costs a run per problem.</summary>
    public static ResolvedConfig Resolve(
        ProjectFile project, string stackName, StackConfig stack, Func<string, string> decrypt)
    {
        var problems = new List<string>();
        var values = new Dictionary<ConfigKey, ConfigValue>();
        var written = stack.Nodes();
        foreach (var (key, node) in written) values[key] = stack.Read(node, decrypt);
        foreach (var declared in project.Config)
        {
            if (values.TryGetValue(declared.Key, out var value))
            {
                if (declared.Type is { } type && !type.Accepts(value))
                    problems.Add(stack.Error(written[declared.Key],
                        $"{declared.Key} must be of type {type}, as Pulumi.yaml declares it").Message);
            }
            else if (declared.Default is { } preset)
            {
                value = preset;
            }
            else
            {
                problems.Add($"the stack '{stackName}' has no value for {declared.Key}; run "
                    + $"'LocalEngine config set {(declared.Secret ? "--secret " : "")}{declared.Key} <value>'");
                continue;
            }
            values[declared.Key] = value with { Secret = value.Secret || declared.Secret };
        }
        return problems.Count == 0
            ? new ResolvedConfig(values.ToImmutableSortedDictionary(ConfigKey.Order))
            : throw new EngineException(string.Join(Environment.NewLine, problems));
    }
}
