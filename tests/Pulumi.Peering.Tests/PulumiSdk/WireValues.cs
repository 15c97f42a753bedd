using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Peering.Tests.PulumiSdk;

/// <summary>Wire values as an engine would write them, independent of the code under test.</summary>
internal static class WireValues
{
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";

    private const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";

    public static Value Secret(Value value) => Map(
        (SignatureKey, Value.ForString(SecretSignature)), ("value", value));

    public static Value Text(string text) => Value.ForString(text);

    public static Value Map(params (string Key, Value Value)[] fields)
    {
        var map = new Struct();
        foreach (var (key, value) in fields)
            map.Fields[key] = value;
        return Value.ForStruct(map);
    }

    public static Value Special(string signature, params (string Key, Value Value)[] fields) =>
        Map([(SignatureKey, Value.ForString(signature)), .. fields]);

    /// <summary>The JSON form, with keys in order, so that a whole value reads as one line of a test.</summary>
    public static string Json(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => "{" + string.Join(",", value.StructValue.Fields
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}:{Json(field.Value)}")) + "}",
        Value.KindOneofCase.ListValue => "[" + string.Join(",", value.ListValue.Values.Select(Json)) + "]",
        Value.KindOneofCase.StringValue => value.StringValue == Unknown ? "?" : $"'{value.StringValue}'",
        Value.KindOneofCase.NumberValue => value.NumberValue.ToString(CultureInfo.InvariantCulture),
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        _ => "null",
    };

    public static string Json(Struct value) => Json(Value.ForStruct(value));
}
