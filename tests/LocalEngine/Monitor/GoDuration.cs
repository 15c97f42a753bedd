using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalEngine.Monitor;

/// <summary>Durations as Go writes them and SDKs send them: <c>1h30m</c>, <c>1.5s</c>, <c>300ms</c>.</summary>
internal static partial class GoDuration
{
    public static double Seconds(string text)
    {
        if (text.Length == 0)
            return 0;
        var parts = Part().Matches(text);
        if (parts.Count == 0 || parts.Sum(p => p.Length) != text.Length)
            throw new EngineException($"'{text}' is not a duration; write it like 30m or 1h30m");
        return parts.Sum(p => double.Parse(p.Groups[1].Value, CultureInfo.InvariantCulture) * p.Groups[2].Value switch
        {
            "h" => 3600,
            "m" => 60,
            "s" => 1,
            "ms" => 1e-3,
            "ns" => 1e-9,
            _ => 1e-6,
        });
    }

    [GeneratedRegex(@"\G([0-9]+(?:\.[0-9]*)?)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
