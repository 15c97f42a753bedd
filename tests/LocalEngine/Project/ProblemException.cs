namespace LocalEngine.Project;

/// <summary>Something the person at the command line can put right: the message names the thing and the next step.
/// </summary>
internal sealed class ProblemException : Exception
{
    public ProblemException(string message)
        : base(message)
    {
    }

    public ProblemException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
