using Google.Protobuf.WellKnownTypes;

namespace LocalEngine.Values;

/// <summary>
/// Values to google.protobuf.Struct. Never emits a Value without a kind: the real engine dies of one.
/// </summary>
internal static class StructEncoder
{
    public static Struct ToStruct(this PropertyMap map, WireOptions options)
    {
        var result = new Struct();
        foreach (var (name, value) in map)
            if (ToValue(value, options) is { } wire)
                result.Fields.Add(name, wire);
        return result;
    }

    /// <summary>Null when the value is unknown and the receiver does not take unknowns: the key is left out.</summary>
    public static Value? ToValue(PropertyValue value, WireOptions options) => value switch
    {
        NullValue => Value.ForNull(),
        BoolValue b => Value.ForBool(b.Value),
        NumberValue n => Value.ForNumber(n.Value),
        TextValue t => Value.ForString(t.Value),
        UnknownValue => options.Unknowns ? Value.ForString(Signatures.Unknown) : null,
        SecretValue s => Secret(s.Value, options),
        OutputValue o => Output(o, options),
        ResourceReferenceValue r => Reference(r, options),
        ListValue list => List(list, options),
        MapValue map => Value.ForStruct(map.Map.ToStruct(options)),
        AssetValue a => Marked(Signatures.Asset, ("hash", a.Hash), ("text", a.Text), ("path", a.Path), ("uri", a.Uri)),
        ArchiveValue a => Archive(a, options),
        _ => throw new InvalidOperationException($"no wire form for a {value.GetType().Name}"),
    };

    private static Value? Secret(PropertyValue inner, WireOptions options)
    {
        if (ToValue(inner, options) is not { } wire || !options.Secrets)
            return ToValue(inner, options);
        var marked = Marked(Signatures.Secret);
        marked.StructValue.Fields.Add("value", wire);
        return marked;
    }

    /// <summary>
    /// Origins interest only component providers, which this engine does not start: the value is enough.
    /// </summary>
    private static Value? Output(OutputValue output, WireOptions options) =>
        output.Secret
            ? Secret(output.Value ?? PropertyValue.Unknown, options)
            : ToValue(output.Value ?? PropertyValue.Unknown, options);

    private static Value? Reference(ResourceReferenceValue reference, WireOptions options)
    {
        if (!options.Resources)
            return reference.Id is null ? Value.ForString(reference.Urn) : ToValue(reference.Id, options);

        var marked = Marked(Signatures.ResourceReference, ("urn", reference.Urn));
        var fields = marked.StructValue.Fields;
        // An id that is not known yet is the empty text here, not the sentinel: SDKs rehydrate by that.
        if (reference.Id is not null)
            fields.Add("id", Value.ForString(reference.Id is TextValue id ? id.Value : ""));
        if (reference.Name.Length > 0)
            fields.Add("name", Value.ForString(reference.Name));
        if (reference.Type.Length > 0)
            fields.Add("type", Value.ForString(reference.Type));
        if (reference.PackageVersion.Length > 0)
            fields.Add("packageVersion", Value.ForString(reference.PackageVersion));
        return marked;
    }

    private static Value List(ListValue list, WireOptions options) =>
        Value.ForList([.. list.Items.Select(item => ToValue(item, options)).OfType<Value>()]);

    private static Value Archive(ArchiveValue archive, WireOptions options)
    {
        var marked = Marked(Signatures.Archive, ("hash", archive.Hash), ("path", archive.Path), ("uri", archive.Uri));
        if (archive.Assets is { } assets)
            marked.StructValue.Fields.Add("assets", Value.ForStruct(assets.ToStruct(options)));
        return marked;
    }

    private static Value Marked(string signature, params ReadOnlySpan<(string Name, string? Text)> fields)
    {
        var marked = new Struct();
        marked.Fields.Add(Signatures.Key, Value.ForString(signature));
        foreach (var (name, text) in fields)
            if (text is not null)
                marked.Fields.Add(name, Value.ForString(text));
        return Value.ForStruct(marked);
    }
}
