namespace LocalEngine.Values;

internal enum ChangeKind { Add, Delete, Update }

internal sealed record PropertyChange(PropertyPath Path, ChangeKind Kind);

/// <summary>
/// What differs between two maps, leaf by leaf. Secrecy alone is no difference; null is the same as absent.
/// </summary>
internal static class PropertyComparison
{
    public static IReadOnlyList<PropertyChange> Compare(PropertyMap olds, PropertyMap news)
    {
        var changes = new List<PropertyChange>();
        CompareMaps(olds.Plain(), news.Plain(), [], changes);
        return changes;
    }

    private static void CompareMaps(PropertyMap olds, PropertyMap news, PathStep[] at, List<PropertyChange> changes)
    {
        foreach (var name in olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal))
            Compare(olds.GetValueOrDefault(name), news.GetValueOrDefault(name), [.. at, new(name, null)], changes);
    }

    private static void Compare(PropertyValue? old, PropertyValue? now, PathStep[] at, List<PropertyChange> changes)
    {
        switch (Present(old), Present(now))
        {
            case (null, null):
                break;
            case (null, not null):
                changes.Add(new(new([.. at]), ChangeKind.Add));
                break;
            case (not null, null):
                changes.Add(new(new([.. at]), ChangeKind.Delete));
                break;
            case (MapValue o, MapValue n):
                CompareMaps(o.Map, n.Map, at, changes);
                break;
            case (ListValue o, ListValue n):
                for (var i = 0; i < Math.Max(o.Items.Length, n.Items.Length); i++)
                    Compare(
                        o.Items.ElementAtOrDefault(i), n.Items.ElementAtOrDefault(i), [.. at, new(null, i)], changes);
                break;
            case (AssetValue o, AssetValue n) when o.Hash == n.Hash && o.Hash.Length > 0:
            case (ArchiveValue o2, ArchiveValue n2) when o2.Hash == n2.Hash && o2.Hash.Length > 0:
                break;
            case var (o, n) when !Equals(o, n):
                changes.Add(new(new([.. at]), ChangeKind.Update));
                break;
            default:
                break;
        }
    }

    private static PropertyValue? Present(PropertyValue? value) => value is NullValue ? null : value;
}
