using System.Diagnostics.CodeAnalysis;

namespace Peering.Lifecycle;

/// <summary>One thing wrong with the inputs.</summary>
/// <param name="Property">
/// Path as the program typed it. Empty when the value is secret: the engine prints the value beside the property.
/// </param>
internal sealed record CheckFailure(string Property, string Reason)
{
    /// <summary>The input it is about, also where the engine must not hear of it.</summary>
    public string Root { get; init; } = Property.Split('[', '.')[0];
}

/// <summary>Whose move it is after a failure that is not a bug of ours.</summary>
internal enum FailureKind
{
    /// <summary>An input or id is wrong.</summary>
    InvalidInput,

    /// <summary>Something outside must change first.</summary>
    Precondition,

    /// <summary>A wait ran out of time.</summary>
    TimedOut,

    /// <summary>The provider lacks its configuration, or got a wrong one.</summary>
    NotConfigured,

    NotFound,
}

/// <summary>An operation cannot be done, and the message says why and what to do next.</summary>
[SuppressMessage("Design", "CA1032", Justification = "A failure without a kind and a message helps nobody.")]
internal sealed class OperationFailedException(FailureKind kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public FailureKind Kind { get; } = kind;
}

/// <summary>
/// The remote object exists but is not as it should be: id and state are kept, the next run goes on from there.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "Without id and state the object would be lost.")]
internal sealed class InitFailedException(string id, Value.Map state, Exception cause) : Exception(cause.Message, cause)
{
    public string Id { get; } = id;

    public Value.Map State { get; } = state;

    public IReadOnlyList<string> Reasons { get; } = [cause.Message];
}

/// <summary>The configuration lacks keys; the engine tells the user which and how to set them.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is about the keys.")]
internal sealed class MissingKeysException(string message, IReadOnlyList<(string Name, string Description)> keys)
    : Exception(message)
{
    public IReadOnlyList<(string Name, string Description)> Keys { get; } = keys;
}
