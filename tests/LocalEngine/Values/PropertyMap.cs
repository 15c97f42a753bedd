using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace LocalEngine.Values;

/// <summary>Named values in ordinal order of their names. Immutable, compared deeply.</summary>
internal sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    public static readonly PropertyMap Empty =
        new(ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, PropertyValue> entries;

    private PropertyMap(ImmutableSortedDictionary<string, PropertyValue> entries) => this.entries = entries;

    public static PropertyMap Of(params IEnumerable<(string Name, PropertyValue Value)> entries) =>
        From(entries.Select(e => KeyValuePair.Create(e.Name, e.Value)));

    public static PropertyMap From(IEnumerable<KeyValuePair<string, PropertyValue>> entries) =>
        new(Empty.entries.SetItems(entries));

    public int Count => entries.Count;

    public IEnumerable<string> Keys => entries.Keys;

    public IEnumerable<PropertyValue> Values => entries.Values;

    public PropertyValue this[string key] => entries[key];

    public PropertyMap With(string name, PropertyValue value) => new(entries.SetItem(name, value));

    public PropertyMap With(IEnumerable<KeyValuePair<string, PropertyValue>> entries) =>
        new(this.entries.SetItems(entries));

    public PropertyMap Without(string name) => new(entries.Remove(name));

    public PropertyMap Select(Func<string, PropertyValue, PropertyValue> change) =>
        From(entries.Select(e => KeyValuePair.Create(e.Key, change(e.Key, e.Value))));

    public PropertyMap Where(Func<string, PropertyValue, bool> keep) =>
        new(entries.RemoveRange(entries.Where(e => !keep(e.Key, e.Value)).Select(e => e.Key)));

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) =>
        entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PropertyMap? other) => other is not null && entries.SequenceEqual(other.entries);

    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var (name, value) in entries)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => PropertyText.Render(PropertyValue.Of(this));
}
