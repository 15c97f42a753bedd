using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace Rpc;

/// <summary>The words of gRPC over HTTP/2, and how its header values are written and read.</summary>
internal static class Wire
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string StatusDetails = "grpc-status-details-bin";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";

    /// <summary>400 MiB: what Pulumi's engine and SDKs accept in one message.</summary>
    public const int MaxMessageSize = 400 * 1024 * 1024;

    /// <summary>
    /// Clients take as little as 64 KiB of headers, and end the connection with all its calls over more. A character
    /// takes up to nine bytes, and what the message says stands in the details once more.
    /// </summary>
    public const int MaxTextLength = 4096;

    private const string Hex = "0123456789ABCDEF";

    /// <summary>A text that is fit for a header; its end is what matters least.</summary>
    public static string Shorten(string text)
    {
        if (text.Length <= MaxTextLength)
        {
            return text;
        }

        var end = MaxTextLength - 3;
        return $"{text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)}...";
    }

    /// <summary>Percent-encodes everything outside printable ASCII, so that any text survives in a header.</summary>
    public static string EncodeMessage(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var encoded = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            }
        }

        return encoded.ToString();
    }

    /// <summary>The reverse; a stray percent sign stays what it is, for a broken message is better than none.</summary>
    public static string DecodeMessage(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.AddRange(System.Text.Encoding.UTF8.GetBytes([text[i]]));
            }
        }

        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Reads <c>grpc-timeout</c>: at most eight digits and a unit. False when malformed.</summary>
    public static bool TryParseTimeout(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 9
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, null, out var amount))
        {
            return false;
        }

        long? ticks = text[^1] switch
        {
            'H' => amount * TimeSpan.TicksPerHour,
            'M' => amount * TimeSpan.TicksPerMinute,
            'S' => amount * TimeSpan.TicksPerSecond,
            'm' => amount * TimeSpan.TicksPerMillisecond,
            'u' => amount * TimeSpan.TicksPerMicrosecond,
            'n' => amount / TimeSpan.NanosecondsPerTick,
            _ => null,
        };
        timeout = new TimeSpan(ticks ?? 0);
        return ticks is not null;
    }

    /// <summary>
    /// Writes <c>grpc-timeout</c> in the finest unit that fits eight digits, never longer than asked.
    /// </summary>
    public static string FormatTimeout(TimeSpan timeout)
    {
        (char Unit, long Ticks)[] units = [('u', TimeSpan.TicksPerMicrosecond), ('m', TimeSpan.TicksPerMillisecond),
            ('S', TimeSpan.TicksPerSecond), ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour)];
        foreach (var (unit, ticks) in units)
        {
            var amount = Math.Max(0, timeout.Ticks) / ticks;
            if (amount < 100_000_000)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{amount}{unit}");
            }
        }

        return "99999999H";
    }

    /// <summary>Binary metadata: base64, padded or not, as both are legal.</summary>
    public static byte[]? TryDecodeBinary(string text)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }

    public static string EncodeBinary(IMessage message) => Convert.ToBase64String(message.ToByteArray()).TrimEnd('=');
}
