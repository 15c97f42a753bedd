using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AtlasEmulator.Http;

/// <summary>The query string, read once and checked against what the endpoint knows.</summary>
internal sealed class Query
{
    private readonly IQueryCollection values;

    public Query(IQueryCollection values, IReadOnlyList<string> known)
    {
        this.values = values;
        foreach (var (name, given) in values)
        {
            if (!known.Contains(name)) throw Errors.UnknownQuery(name);
            if (given.Count != 1) throw Errors.Query(name, given.ToString());
        }

        if (Flag("envelope", false))
        {
            throw new AtlasError(400, "INVALID_QUERY_PARAMETER",
                "The emulator does not wrap answers: leave envelope out or set it to false.", "envelope");
        }

        Pretty = Flag("pretty", false);
    }

    public bool Pretty { get; }

    public string? Text(string name) => values.TryGetValue(name, out var given) ? given.ToString() : null;

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw Errors.MissingQuery(name);

    public bool Flag(string name, bool fallback) => Text(name) switch
    {
        null => fallback,
        "true" => true,
        "false" => false,
        var other => throw Errors.Query(name, other),
    };

    public int Number(string name, int fallback, int maximum)
    {
        if (Text(name) is not { } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= maximum
            ? number
            : throw Errors.Query(name, text);
    }

    public static T OneOf<T>(string name, string text) where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.Ordinal)
            ? Enum.Parse<T>(text)
            : throw Errors.Query(name, text);
}
