namespace LocalEngine.Values;

/// <summary>
/// What the receiver of a Struct understands. What it does not is unwrapped, or dropped when unknown.
/// </summary>
internal readonly record struct WireOptions(bool Unknowns, bool Secrets, bool Resources)
{
    public static readonly WireOptions Everything = new(true, true, true);
}
