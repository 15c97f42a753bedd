using System.Text.Json;
using LocalEngine.Project;
using LocalEngine.Values;

namespace LocalEngine.Display;

/// <summary>Takes the stack's secret configuration out of messages that programs and providers write.</summary>
internal sealed class SecretFilter
{
    private readonly string[] _secrets;

    // Shorter ones would blank out ordinary words and digits everywhere.
    private const int ShortestHidden = 3;

    public SecretFilter(IEnumerable<ConfigValue> config) => _secrets =
    [
        .. config.Where(c => c.Secret).SelectMany(Texts).Where(t => t.Length >= ShortestHidden).Distinct()
            .OrderByDescending(t => t.Length),
    ];

    public static SecretFilter None { get; } = new([]);

    public string Hide(string message) =>
        _secrets.Aggregate(message, (text, secret) =>
            text.Replace(secret, PropertyText.HiddenSecret, StringComparison.Ordinal));

    private static IEnumerable<string> Texts(ConfigValue value) =>
        value.Structured ? [value.Text, .. Leaves(JsonElement.Parse(value.Text))] : [value.Text];

    private static IEnumerable<string> Leaves(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Leaves(p.Value)),
        _ => [],
    };
}
