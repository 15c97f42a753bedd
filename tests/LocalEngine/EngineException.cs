namespace LocalEngine;

/// <summary>A message for the user: it names the thing and the next step, and needs no stack trace.</summary>
internal sealed class EngineException : Exception
{
    public EngineException(string message) : base(message)
    {
    }

    public EngineException(string message, Exception inner) : base(message, inner)
    {
    }
}
