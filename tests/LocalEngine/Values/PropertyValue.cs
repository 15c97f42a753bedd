using System.Collections.Immutable;

namespace LocalEngine.Values;

/// <summary>A value as programs, providers and the state exchange it. Immutable, compared deeply.</summary>
internal abstract record PropertyValue
{
    public static readonly PropertyValue Null = new NullValue();

    /// <summary>
    /// A value that will only be known once the deployment has run; the engine never looks at its type hint.
    /// </summary>
    public static readonly PropertyValue Unknown = new UnknownValue();

    public static PropertyValue Of(bool value) => new BoolValue(value);

    public static PropertyValue Of(double value) => new NumberValue(value);

    public static PropertyValue Of(string value) => new TextValue(value);

    public static PropertyValue Of(params IEnumerable<PropertyValue> items) => new ListValue([.. items]);

    public static PropertyValue Of(PropertyMap map) => new MapValue(map);

    public static PropertyValue SecretOf(PropertyValue value) => value is SecretValue ? value : new SecretValue(value);

    /// <summary>Rendered for messages: a secret is never shown.</summary>
    public sealed override string ToString() => PropertyText.Render(this);
}

internal sealed record NullValue : PropertyValue;

internal sealed record UnknownValue : PropertyValue;

internal sealed record BoolValue(bool Value) : PropertyValue;

internal sealed record NumberValue(double Value) : PropertyValue;

internal sealed record TextValue(string Value) : PropertyValue;

internal sealed record MapValue(PropertyMap Map) : PropertyValue;

internal sealed record SecretValue(PropertyValue Value) : PropertyValue;

internal sealed record ListValue(ImmutableArray<PropertyValue> Items) : PropertyValue
{
    public bool Equals(ListValue? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    public override int GetHashCode() => Items.Length;
}

/// <summary>A value with the resources it came from; without <paramref name="Value"/> it is unknown.</summary>
internal sealed record OutputValue(PropertyValue? Value, bool Secret, ImmutableArray<string> Dependencies)
    : PropertyValue
{
    public bool Equals(OutputValue? other) => other is not null && Equals(Value, other.Value) && Secret == other.Secret
        && Dependencies.AsSpan().SequenceEqual(other.Dependencies.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Value, Secret);
}

/// <summary>
/// Another resource passed as a value. <paramref name="Id"/> is null for a component, unknown in previews.
/// </summary>
internal sealed record ResourceReferenceValue(
    string Urn, PropertyValue? Id, string Name, string Type, string PackageVersion) : PropertyValue;

/// <summary>
/// A file: exactly one of text, path and uri is set, or none when only the hash survives in the state.
/// </summary>
internal sealed record AssetValue(string? Text, string? Path, string? Uri, string Hash) : PropertyValue;

/// <summary>A set of files: by name, by path or by uri, or none when only the hash survives in the state.</summary>
internal sealed record ArchiveValue(PropertyMap? Assets, string? Path, string? Uri, string Hash) : PropertyValue;
