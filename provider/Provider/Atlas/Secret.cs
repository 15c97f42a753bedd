using System.Diagnostics;

namespace Peering.Atlas;

/// <summary>A value that only leaves through <see cref="Reveal"/>: printing, logging or formatting shows ***.</summary>
[DebuggerDisplay("***")]
internal readonly record struct Secret
{
    private readonly string? _value;

    public Secret(string value) => _value = value;

    public string Reveal() => _value ?? "";

    public override string ToString() => "***";
}
