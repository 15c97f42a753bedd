namespace LocalEngine.State;

/// <summary>
/// Keeps a second run away from a stack. The operating system holds the lock and lets go of it however the process
/// ends; the file itself stays, because removing it would let two later runs lock two different files.
/// </summary>
internal sealed class StackLock : IDisposable
{
    private readonly FileStream held;

    private StackLock(FileStream held) => this.held = held;

    public static StackLock Take(string stateFile, string stack)
    {
        var path = stateFile + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            return new StackLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken)
        {
            throw new EngineException(
                $"the stack '{stack}' is in use by another run, which holds {path}; wait until it has ended", taken);
        }
    }

    public void Dispose() => held.Dispose();
}
