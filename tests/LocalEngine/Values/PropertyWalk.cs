namespace LocalEngine.Values;

/// <summary>Questions about, and changes to, everything inside a value.</summary>
internal static class PropertyWalk
{
    public static bool ContainsUnknown(this PropertyValue value) => value.Any(static v => v switch
    {
        UnknownValue => true,
        OutputValue o => o.Value is null,
        ResourceReferenceValue r => r.Id is UnknownValue,
        _ => false,
    });

    public static bool ContainsUnknown(this PropertyMap map) => map.Values.Any(ContainsUnknown);

    public static bool ContainsSecret(this PropertyValue value) =>
        value.Any(static v => v is SecretValue or OutputValue { Secret: true });

    public static bool ContainsSecret(this PropertyMap map) => map.Values.Any(ContainsSecret);

    /// <summary>Is the value, as a whole, secret?</summary>
    public static bool IsSecret(this PropertyValue value) => value is SecretValue or OutputValue { Secret: true };

    /// <summary>The value without wrappers of secrecy and origin, at every depth.</summary>
    public static PropertyValue Plain(this PropertyValue value) => value switch
    {
        SecretValue s => s.Value.Plain(),
        OutputValue o => o.Value?.Plain() ?? PropertyValue.Unknown,
        ListValue list => PropertyValue.Of(list.Items.Select(Plain)),
        MapValue map => PropertyValue.Of(map.Map.Plain()),
        ArchiveValue { Assets: { } assets } archive => archive with { Assets = assets.Plain() },
        _ => value,
    };

    public static PropertyMap Plain(this PropertyMap map) => map.Select((_, value) => value.Plain());

    /// <summary>The value without what only programs say: where it came from. Secrets stay.</summary>
    public static PropertyValue WithoutOrigins(this PropertyValue value) => value switch
    {
        SecretValue s => PropertyValue.SecretOf(s.Value.WithoutOrigins()),
        OutputValue { Value: null } => PropertyValue.Unknown,
        OutputValue { Secret: true, Value: { } inner } => PropertyValue.SecretOf(inner.WithoutOrigins()),
        OutputValue { Value: { } inner } => inner.WithoutOrigins(),
        ListValue list => PropertyValue.Of(list.Items.Select(WithoutOrigins)),
        MapValue map => PropertyValue.Of(map.Map.WithoutOrigins()),
        _ => value,
    };

    public static PropertyMap WithoutOrigins(this PropertyMap map) => map.Select((_, value) => value.WithoutOrigins());

    /// <summary>
    /// Marks secret in <paramref name="map"/> what is secret in <paramref name="source"/> under the same names, for
    /// partners that know no secrets and return them bare.
    /// </summary>
    public static PropertyMap SecretWhereSecretIn(this PropertyMap map, PropertyMap source) =>
        map.Select((name, value) => source.TryGetValue(name, out var from) ? SecretWhereSecretIn(value, from) : value);

    private static PropertyValue SecretWhereSecretIn(PropertyValue value, PropertyValue source) =>
        (value, source) switch
        {
            (SecretValue, _) => value,
            (_, SecretValue or OutputValue { Secret: true }) => PropertyValue.SecretOf(value),
            (MapValue to, MapValue from) => PropertyValue.Of(to.Map.SecretWhereSecretIn(from.Map)),
            (ListValue to, ListValue from) => PropertyValue.Of(to.Items.Select((item, i) =>
                i < from.Items.Length ? SecretWhereSecretIn(item, from.Items[i]) : item)),
            _ => value,
        };

    private static bool Any(this PropertyValue value, Func<PropertyValue, bool> test) => test(value) || value switch
    {
        SecretValue s => s.Value.Any(test),
        OutputValue { Value: { } inner } => inner.Any(test),
        ListValue list => list.Items.Any(item => item.Any(test)),
        MapValue map => map.Map.Values.Any(item => item.Any(test)),
        ArchiveValue { Assets: { } assets } => assets.Values.Any(item => item.Any(test)),
        _ => false,
    };
}
