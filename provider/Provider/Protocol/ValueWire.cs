using Google.Protobuf.WellKnownTypes;
using Peering.Lifecycle;
using Rpc;
using Value = Peering.Lifecycle.Value;
using WireValue = Google.Protobuf.WellKnownTypes.Value;

namespace Peering.Protocol;

/// <summary>Protobuf Structs to values and back.</summary>
internal static class ValueWire
{
    public static Value.Map Read(Struct? fields)
    {
        if (fields is null || fields.Fields.Count == 0)
        {
            return Value.Map.Empty;
        }

        var entries = new Dictionary<string, Value>(fields.Fields.Count, StringComparer.Ordinal);
        foreach (var (name, value) in fields.Fields)
        {
            entries[name] = Read(value);
        }

        return new Value.Map(entries);
    }

    public static Struct Write(Value.Map map)
    {
        var fields = new Struct();
        foreach (var (name, value) in map.Entries)
        {
            fields.Fields[name] = Write(value);
        }

        return fields;
    }

    private static Value Read(WireValue value) => value.KindCase switch
    {
        WireValue.KindOneofCase.BoolValue => new Value.Bool(value.BoolValue),
        WireValue.KindOneofCase.NumberValue => new Value.Number(value.NumberValue),
        WireValue.KindOneofCase.StringValue when Sentinels.Unknowns.Contains(value.StringValue) =>
            Value.Unknown.Instance,
        WireValue.KindOneofCase.StringValue => new Value.Text(value.StringValue),
        WireValue.KindOneofCase.ListValue => new Value.List([.. value.ListValue.Values.Select(Read)]),
        WireValue.KindOneofCase.StructValue => ReadObject(value.StructValue),
        _ => Value.Null.Instance,
    };

    private static Value ReadObject(Struct fields)
    {
        if (!fields.Fields.TryGetValue(Sentinels.Signature, out var mark))
        {
            return Read(fields);
        }

        fields.Fields.TryGetValue("value", out var inner);
        return mark.StringValue switch
        {
            Sentinels.Secret when inner is not null => new Value.Secret(Read(inner)),
            // Only components are sent these, but a value is a value: absent means unknown.
            Sentinels.Output => ReadOutput(fields, inner),
            var kind when Sentinels.Foreign.TryGetValue(kind, out var name) => new Value.Foreign(name, Content(fields)),
            var kind =>
                throw new RpcException(StatusCode.InvalidArgument, $"A value has the unknown signature '{kind}'."),
        };
    }

    private static Value ReadOutput(Struct fields, WireValue? inner)
    {
        var value = inner is null ? Value.Unknown.Instance : Read(inner);
        return fields.Fields.TryGetValue("secret", out var secret) && secret.BoolValue
            ? new Value.Secret(value) : value;
    }

    private static Value.Map Content(Struct fields) => new(fields.Fields
        .Where(field => field.Key != Sentinels.Signature).ToDictionary(field => field.Key, field => Read(field.Value)));

    private static WireValue Write(Value value) => value switch
    {
        // A value without a kind crashes the engine, so null is always spelled out.
        Value.Null => WireValue.ForNull(),
        Value.Bool flag => WireValue.ForBool(flag.Is),
        Value.Number number => WireValue.ForNumber(number.Of),
        Value.Text text => WireValue.ForString(text.Of),
        Value.Unknown => WireValue.ForString(Sentinels.UnknownText),
        Value.List list => WireValue.ForList([.. list.Items.Select(Write)]),
        Value.Map map => WireValue.ForStruct(Write(map)),
        Value.Secret secret => Signed(Sentinels.Secret, new Value.Map(
            new Dictionary<string, Value> { ["value"] = secret.Inner })),
        Value.Foreign foreign => Signed(
            Sentinels.Foreign.First(kind => kind.Value == foreign.Kind).Key, foreign.Content),
        _ => throw new InvalidOperationException($"{value.GetType()} has no form on the wire."),
    };

    private static WireValue Signed(string signature, Value.Map content)
    {
        var fields = Write(content);
        fields.Fields[Sentinels.Signature] = WireValue.ForString(signature);
        return WireValue.ForStruct(fields);
    }
}
