using System.Collections.Immutable;
using LocalEngine.Events;
using LocalEngine.Values;

namespace LocalEngine.Providers;

internal enum DiffChanges { Unknown, None, Some }

/// <summary>What a provider says about a change.</summary>
internal sealed record DiffAnswer
{
    public static readonly DiffAnswer None = new() { Changes = DiffChanges.None };

    public required DiffChanges Changes { get; init; }

    public ImmutableArray<string> ReplaceKeys { get; init; } = [];

    public ImmutableArray<string> ChangedKeys { get; init; } = [];

    public ImmutableArray<string> StableKeys { get; init; } = [];

    /// <summary>Null when the provider gave none.</summary>
    public ImmutableSortedDictionary<string, PropertyDifference>? Detailed { get; init; }

    public bool DeleteBeforeReplace { get; init; }

    public bool Replaces => Changes != DiffChanges.None && (ReplaceKeys.Length > 0 || (Detailed?.Values.Any(d =>
        d.Kind is DifferenceKind.AddReplace or DifferenceKind.DeleteReplace or DifferenceKind.UpdateReplace) ?? false));

    /// <summary>The engine's own comparison, for providers that do not know.</summary>
    public static DiffAnswer Of(IReadOnlyList<PropertyChange> changes, bool inputDiff = true) => changes.Count == 0
        ? None
        : new DiffAnswer
        {
            Changes = DiffChanges.Some,
            ChangedKeys = [.. changes.Select(c => c.Path.Steps[0].Name!).Distinct()],
            Detailed = changes.ToImmutableSortedDictionary(
                c => c.Path.ToString(), c => new PropertyDifference(KindOf(c.Kind), inputDiff), StringComparer.Ordinal),
        };

    private static DifferenceKind KindOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Add => DifferenceKind.Add,
        ChangeKind.Delete => DifferenceKind.Delete,
        _ => DifferenceKind.Update,
    };
}
