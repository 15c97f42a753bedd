namespace Pulumi;

/// <summary>A mistake in the program whose message says it all: shown without a stack trace.</summary>
public class RunException : Exception
{
    public RunException(string message)
        : base(message)
    {
    }

    public RunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A failure that belongs to one resource.</summary>
public sealed class ResourceException(string message, Resource? resource, bool hideStack = false)
    : Exception(message)
{
    internal Resource? Resource { get; } = resource;

    internal bool HideStack { get; } = hideStack;
}

/// <summary>The engine could not be told something, so nothing more can be told to it.</summary>
public sealed class LogException(Exception exception)
    : Exception($"The engine cannot be reached: {exception.Message}", exception);

/// <summary>A function of a provider failed.</summary>
internal sealed class InvokeException(string message) : RunException(message);
