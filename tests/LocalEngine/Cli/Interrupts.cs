using System.Runtime.InteropServices;

namespace LocalEngine.Cli;

/// <summary>Ctrl-C (or a TERM signal) once asks the deployment to stop in good order; a second one ends the process.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly TextWriter _error;
    private readonly PosixSignalRegistration[] _signals;

    public Interrupts(TextWriter error)
    {
        _error = error;
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }
            .Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    public CancellationToken Token => _cancel.Token;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _cancel.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (_cancel.IsCancellationRequested) Environment.Exit(1);
        _error.WriteLine("Stopping after the steps in progress; interrupt again to end at once "
            + "(resources in progress may then be lost from the state).");
        _cancel.Cancel();
    }
}
