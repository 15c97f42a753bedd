using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>Builds the values of the wire format.</summary>
internal static class Wire
{
    public static Value Unknown => Value.ForString(Signatures.Unknown);

    /// <summary>The value as a secret; nothing at all is no secret, and a secret is one already.</summary>
    public static Value Secret(Value value) =>
        value.KindCase == Value.KindOneofCase.NullValue || IsSecret(value)
            ? value
            : Special(Signatures.Secret, ("value", value));

    public static bool IsSecret(Value value) =>
        value.StructValue?.Fields.GetValueOrDefault(Signatures.Key)?.StringValue == Signatures.Secret;

    public static Value Special(string signature, params IEnumerable<(string Key, Value Value)> fields)
    {
        var special = new Struct { Fields = { [Signatures.Key] = Value.ForString(signature) } };
        foreach (var (key, value) in fields)
            special.Fields[key] = value;
        return Value.ForStruct(special);
    }

    /// <summary>Absent members are left out: to the engine null and absent are the same input.</summary>
    public static void SetUnlessNull(Struct target, string key, Value value)
    {
        if (value.KindCase != Value.KindOneofCase.NullValue)
            target.Fields[key] = value;
    }
}
