using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LocalEngine.Providers;

/// <summary>
/// Processes that a Ctrl-C in the terminal must not reach. .NET cannot set a process group on Unix, so the process is
/// started through setsid(1), which becomes it; without setsid on the machine it stays in our group.
/// </summary>
internal static class ProcessGroup
{
    private const int SigInt = 2;
    private const int SigKill = 9;

    private static readonly string? SetSid = OperatingSystem.IsWindows()
        ? null
        : new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    public static ProcessStartInfo StartInfo(string executable)
    {
        var start = new ProcessStartInfo(SetSid ?? executable) { UseShellExecute = false };
        if (SetSid is not null)
            start.ArgumentList.Add(executable);
        return start;
    }

    public static void Interrupt(Process process) => Signal(process, SigInt);

    public static void Kill(Process process)
    {
        Signal(process, SigKill);
        process.Kill(entireProcessTree: true);
    }

    private static void Signal(Process process, int signal)
    {
        // A group that is gone already answers with an error that tells nothing new; Kill and WaitForExit follow
        // anyway.
        if (!OperatingSystem.IsWindows() && !process.HasExited)
            _ = SendSignal(SetSid is null ? process.Id : -process.Id, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendSignal(int pid, int signal);
}
