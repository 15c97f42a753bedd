using Google.Protobuf.WellKnownTypes;

namespace LocalEngine.Values;

/// <summary>
/// google.protobuf.Struct to values. <paramref name="sender"/> is named when what it sent makes no sense.
/// </summary>
internal sealed class StructDecoder(string sender, bool allowUnknowns)
{
    public PropertyMap Decode(Struct? wire) => wire is null
        ? PropertyMap.Empty
        : PropertyMap.From(wire.Fields.Select(f => KeyValuePair.Create(f.Key, Decode(f.Value, f.Key))));

    public PropertyValue Decode(Value wire, string at) => wire.KindCase switch
    {
        Value.KindOneofCase.NullValue => PropertyValue.Null,
        Value.KindOneofCase.BoolValue => PropertyValue.Of(wire.BoolValue),
        Value.KindOneofCase.NumberValue => PropertyValue.Of(wire.NumberValue),
        Value.KindOneofCase.StringValue => Text(wire.StringValue, at),
        Value.KindOneofCase.ListValue =>
            PropertyValue.Of(wire.ListValue.Values.Select((item, i) => Decode(item, $"{at}[{i}]"))),
        Value.KindOneofCase.StructValue => Map(wire.StructValue, at),
        _ => throw Broken(at, "a value without a kind"),
    };

    private PropertyValue Text(string text, string at)
    {
        if (!Signatures.IsUnknown(text))
            return PropertyValue.Of(text);
        return allowUnknowns ? PropertyValue.Unknown : throw Broken(at, "an unknown value outside of a preview");
    }

    private PropertyValue Map(Struct wire, string at)
    {
        if (!wire.Fields.TryGetValue(Signatures.Key, out var signature))
            return PropertyValue.Of(PropertyMap.From(
                wire.Fields.Select(f => KeyValuePair.Create(f.Key, Decode(f.Value, $"{at}.{f.Key}")))));

        return signature.StringValue switch
        {
            Signatures.Secret => PropertyValue.SecretOf(Decode(Required(wire, "value", at), at)),
            Signatures.Output => Output(wire, at),
            Signatures.ResourceReference => Reference(wire, at),
            Signatures.Asset => new AssetValue(
                Optional(wire, "text"), Optional(wire, "path"), Optional(wire, "uri"), Optional(wire, "hash") ?? ""),
            Signatures.Archive => Archive(wire, at),
            _ => throw Broken(at, $"a map with the unrecognised signature '{signature.StringValue}'"),
        };
    }

    private OutputValue Output(Struct wire, string at)
    {
        var value = wire.Fields.TryGetValue("value", out var inner) ? Decode(inner, at) : null;
        if (value is null && !allowUnknowns)
            throw Broken(at, "an unknown value outside of a preview");
        var dependencies = wire.Fields.TryGetValue("dependencies", out var urns) ? urns.ListValue.Values : [];
        return new OutputValue(
            value is UnknownValue ? null : value,
            wire.Fields.TryGetValue("secret", out var secret) && secret.BoolValue,
            [.. dependencies.Select(urn => urn.StringValue)]);
    }

    private ResourceReferenceValue Reference(Struct wire, string at)
    {
        var id = Optional(wire, "id");
        return new ResourceReferenceValue(
            Required(wire, "urn", at).StringValue,
            id switch
            {
                null => null,
                "" => PropertyValue.Unknown,
                _ when Signatures.IsUnknown(id) => PropertyValue.Unknown,
                _ => PropertyValue.Of(id),
            },
            Optional(wire, "name") ?? "", Optional(wire, "type") ?? "", Optional(wire, "packageVersion") ?? "");
    }

    private ArchiveValue Archive(Struct wire, string at) => new(
        wire.Fields.TryGetValue("assets", out var assets)
            ? PropertyMap.From(assets.StructValue.Fields.Select(f => KeyValuePair.Create(f.Key, Decode(f.Value, at))))
            : null,
        Optional(wire, "path"), Optional(wire, "uri"), Optional(wire, "hash") ?? "");

    private Value Required(Struct wire, string field, string at) =>
        wire.Fields.TryGetValue(field, out var value) ? value : throw Broken(at, $"a marked map without its '{field}'");

    private static string? Optional(Struct wire, string field) =>
        wire.Fields.TryGetValue(field, out var value) && value.KindCase == Value.KindOneofCase.StringValue
            ? value.StringValue
            : null;

    private EngineException Broken(string at, string what) => new($"{sender} sent {what} at '{at}'");
}
