using System.Runtime.CompilerServices;
using System.Text;

namespace Peering.Atlas;

/// <summary>
/// A path below /api/atlas/v2 with its version. It is only made from an interpolated string whose every hole is
/// escaped; there is no conversion from string, because the compiler would prefer it and skip the escaping.
/// </summary>
internal readonly record struct AtlasPath
{
    private const string Prefix = "/api/atlas/v2";

    private AtlasPath(AtlasVersion version, string value)
    {
        Version = version;
        Value = value;
    }

    public AtlasVersion Version { get; }

    /// <summary>Path and query as they go over the wire.</summary>
    public string Value { get; }

    public static AtlasPath Of(
        AtlasVersion version, Segments path, params ReadOnlySpan<(string Name, string? Value)> query) =>
        new AtlasPath(version, Prefix + path.Text).With(query);

    /// <summary>The same path with further query pairs; pairs without a value are left out.</summary>
    public AtlasPath With(params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var text = new StringBuilder(Value);
        var separator = Value.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                text.Append(separator).Append(Uri.EscapeDataString(name));
                text.Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return new AtlasPath(Version, text.ToString());
    }

    public override string ToString() => Value;

    /// <summary>Literal parts stay (also the colon of :accept), holes are escaped as one segment.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Segments
    {
        private readonly StringBuilder _text;

        public Segments(int literalLength, int formattedCount) =>
            _text = new StringBuilder(literalLength + formattedCount * 24);

        internal string Text => _text.ToString();

        public void AppendLiteral(string literal) => _text.Append(literal);

        // An empty or dotted id would address the parent: DELETE /peers/ or /peers/.. is never meant. Check finds such
        // a thing; who comes without it, an engine that is none, is refused as Atlas would refuse another wrong id.
        public void AppendFormatted(string hole) =>
            _text.Append(hole is "" or "." or ".."
                ? throw new AtlasException(
                    AtlasFailure.Refused, _text.ToString(), $"'{hole}' is not an id that can stand in an Atlas path")
                {
                    Status = 400,
                }
                : Uri.EscapeDataString(hole));
    }
}
