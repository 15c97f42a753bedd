using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LocalEngine.Values;

/// <summary>One-line text of a value for messages and displays; what is secret stays hidden.</summary>
internal static class PropertyText
{
    public const string HiddenSecret = "[secret]";
    public const string UnknownText = "[unknown]";

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(PropertyValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, PropertyValue value)
    {
        switch (value)
        {
            case NullValue: text.Append("null"); break;
            case UnknownValue: text.Append(UnknownText); break;
            case BoolValue b: text.Append(b.Value ? "true" : "false"); break;
            case NumberValue n: text.Append(n.Value.ToString("R", CultureInfo.InvariantCulture)); break;
            case TextValue t: text.Append(JsonSerializer.Serialize(t.Value, Relaxed)); break;
            case SecretValue or OutputValue { Secret: true }: text.Append(HiddenSecret); break;
            case OutputValue o: Append(text, o.Value ?? PropertyValue.Unknown); break;
            case ResourceReferenceValue r: text.Append(r.Urn); break;
            case AssetValue a: text.Append($"asset({a.Path ?? a.Uri ?? Short(a.Hash)})"); break;
            case ArchiveValue a: text.Append($"archive({a.Path ?? a.Uri ?? Short(a.Hash)})"); break;
            case ListValue list: AppendJoined(text, '[', ']', list.Items, Append); break;
            case MapValue map:
                AppendJoined(text, '{', '}', map.Map, (t, entry) =>
                {
                    t.Append(entry.Key).Append(": ");
                    Append(t, entry.Value);
                });
                break;
            default: throw new InvalidOperationException($"no text for a {value.GetType().Name}");
        }
    }

    private static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;

    private static void AppendJoined<T>(
        StringBuilder text, char open, char close, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(", ");
            first = false;
            append(text, item);
        }

        text.Append(close);
    }
}
