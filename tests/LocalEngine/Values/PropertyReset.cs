using System.Collections.Immutable;

namespace LocalEngine.Values;

/// <summary>Puts the values found at a path in one map back into another: what ignoreChanges means.</summary>
internal static class PropertyReset
{
    public static PropertyMap Apply(PropertyMap olds, PropertyMap news, IEnumerable<string> paths)
    {
        var result = PropertyValue.Of(news);
        foreach (var text in paths)
        {
            var path = PropertyPath.Parse(text)
                ?? throw new EngineException($"ignoreChanges holds '{text}', which is not a property path");
            result = Reset(PropertyValue.Of(olds), result, path.Steps.AsSpan()) ?? result;
        }

        return ((MapValue)result).Map;
    }

    /// <summary>Null means the value is to be absent.</summary>
    private static PropertyValue? Reset(PropertyValue? old, PropertyValue? now, ReadOnlySpan<PathStep> path)
    {
        if (path.IsEmpty)
            return old;
        switch (now)
        {
            case SecretValue secret:
                return Reset(old, secret.Value, path) is { } inner ? PropertyValue.SecretOf(inner) : null;
            case MapValue map:
                return ResetMap((Bare(old) as MapValue)?.Map ?? PropertyMap.Empty, map.Map, path);
            case ListValue list when Bare(old) is ListValue before:
                return ResetList(before.Items, list.Items, path);
            default:
                // The place the path goes through is gone or has another shape: only a whole value can be put back.
                return now;
        }
    }

    private static MapValue ResetMap(PropertyMap old, PropertyMap now, ReadOnlySpan<PathStep> path)
    {
        var step = path[0];
        string[] names = step.IsAny ? [.. old.Keys.Union(now.Keys)] : step.Name is { } name ? [name] : [];
        foreach (var key in names)
        {
            var nowValue = now.GetValueOrDefault(key);
            var oldValue = old.GetValueOrDefault(key);
            if (nowValue is null && path.Length > 1)
                continue;
            now = Reset(oldValue, nowValue, path[1..]) is { } value ? now.With(key, value) : now.Without(key);
        }

        return new MapValue(now);
    }

    private static ListValue ResetList(
        ImmutableArray<PropertyValue> old, ImmutableArray<PropertyValue> now, ReadOnlySpan<PathStep> path)
    {
        var step = path[0];
        var items = now.ToBuilder();
        for (var i = 0; i < Math.Min(old.Length, now.Length); i++)
            if ((step.IsAny || step.Index == i) && Reset(old[i], now[i], path[1..]) is { } value)
                items[i] = value;
        return new ListValue(items.ToImmutable());
    }

    private static PropertyValue? Bare(PropertyValue? value) => value is SecretValue secret ? secret.Value : value;
}
