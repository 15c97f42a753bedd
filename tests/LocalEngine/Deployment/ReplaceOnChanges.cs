using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>
/// The user's wish to replace a resource when certain properties change; works on what the provider reported.
/// </summary>
internal static class ReplaceOnChanges
{
    private const string OnInitError = "#initerror";

    public static DiffAnswer Apply(DiffAnswer diff, ImmutableArray<string> patterns, bool hasInitErrors)
    {
        if (hasInitErrors && patterns.Contains(OnInitError))
            diff = diff with
            {
                Changes = DiffChanges.Some,
                ReplaceKeys = [.. diff.ReplaceKeys.Append(OnInitError).Distinct()],
            };
        if (diff.Changes == DiffChanges.None)
            return diff;

        PropertyPath[] paths = [.. patterns.Where(p => p != OnInitError).Select(pattern => PropertyPath.Parse(pattern)
            ?? throw new EngineException($"replaceOnChanges holds '{pattern}', which is not a property path"))];
        if (paths.Length == 0)
            return diff;
        var keys = diff.ChangedKeys.Where(key =>
            paths.Any(p => p.Steps[0].Matches(new PathStep(key, null)) && p.Steps.Length == 1));
        return diff with
        {
            ReplaceKeys = [.. diff.ReplaceKeys.Union(keys).Union(DetailedKeys(diff, paths))],
            Detailed = diff.Detailed?.ToImmutableSortedDictionary(
                d => d.Key, d => Matches(d.Key, paths) ? d.Value with { Kind = Replacing(d.Value.Kind) } : d.Value,
                StringComparer.Ordinal),
        };
    }

    private static IEnumerable<string> DetailedKeys(DiffAnswer diff, PropertyPath[] paths) =>
        (diff.Detailed?.Keys ?? []).Where(key => Matches(key, paths))
            .Select(key => PropertyPath.Parse(key)?.Steps[0].Name).OfType<string>();

    private static bool Matches(string key, PropertyPath[] paths)
    {
        var path = PropertyPath.Parse(key)
            ?? throw new EngineException($"the provider's detailed diff holds '{key}', which is not a property path");
        return paths.Any(p => p.Contains(path));
    }

    private static DifferenceKind Replacing(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Add => DifferenceKind.AddReplace,
        DifferenceKind.Delete => DifferenceKind.DeleteReplace,
        DifferenceKind.Update => DifferenceKind.UpdateReplace,
        _ => kind,
    };
}
