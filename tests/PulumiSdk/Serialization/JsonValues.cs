using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>JSON to and from wire values.</summary>
internal static class JsonValues
{
    public static Value FromElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => Value.ForBool(true),
        JsonValueKind.False => Value.ForBool(false),
        JsonValueKind.Number => Value.ForNumber(element.GetDouble()),
        JsonValueKind.String => Value.ForString(element.GetString()),
        JsonValueKind.Array => Value.ForList([.. element.EnumerateArray().Select(FromElement)]),
        JsonValueKind.Object => FromObject(element),
        _ => Value.ForNull(),
    };

    /// <summary>The value as JSON text: secret if any part is, unknown if any part is, absent if absent.</summary>
    public static Value ToJsonText(Value value)
    {
        if (value.KindCase == Value.KindOneofCase.NullValue)
            return value;
        var content = new JsonContent();
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            content.Write(writer, value);
        var text = content.IsUnknown ? Wire.Unknown : Value.ForString(Encoding.UTF8.GetString(buffer.WrittenSpan));
        return content.IsSecret ? Wire.Secret(text) : text;
    }

    private static Value FromObject(JsonElement element)
    {
        var result = new Struct();
        foreach (var property in element.EnumerateObject())
            result.Fields[property.Name] = FromElement(property.Value);
        return Value.ForStruct(result);
    }

    private sealed class JsonContent
    {
        public bool IsSecret { get; private set; }

        public bool IsUnknown { get; private set; }

        public void Write(Utf8JsonWriter writer, Value value)
        {
            switch (value.KindCase)
            {
                case Value.KindOneofCase.BoolValue:
                    writer.WriteBooleanValue(value.BoolValue);
                    break;
                case Value.KindOneofCase.NumberValue:
                    writer.WriteNumberValue(value.NumberValue);
                    break;
                case Value.KindOneofCase.StringValue:
                    IsUnknown |= Signatures.IsUnknown(value.StringValue);
                    writer.WriteStringValue(value.StringValue);
                    break;
                case Value.KindOneofCase.ListValue:
                    writer.WriteStartArray();
                    foreach (var element in value.ListValue.Values)
                        Write(writer, element);
                    writer.WriteEndArray();
                    break;
                case Value.KindOneofCase.StructValue:
                    WriteStruct(writer, value.StructValue);
                    break;
                default:
                    writer.WriteNullValue();
                    break;
            }
        }

        private void WriteStruct(Utf8JsonWriter writer, Struct value)
        {
            if (Wire.IsSecret(Value.ForStruct(value)))
            {
                IsSecret = true;
                Write(writer, value.Fields["value"]);
                return;
            }

            writer.WriteStartObject();
            foreach (var (key, field) in value.Fields)
            {
                writer.WritePropertyName(key);
                Write(writer, field);
            }

            writer.WriteEndObject();
        }
    }
}
