using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace LocalEngine.Providers;

/// <summary>A plugin we started: its port, its last words, its end.</summary>
internal sealed class PluginProcess : IAsyncDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly string executable;
    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly Action<string> log;
    private Task reading = Task.CompletedTask;

    private PluginProcess(Process process, string executable, Action<string> log)
    {
        this.process = process;
        this.executable = executable;
        this.log = log;
    }

    public int Port { get; private set; }

    public bool HasEnded => process.HasExited;

    /// <summary>Says how the plugin died; null while it lives.</summary>
    public async Task<string?> ObituaryAsync()
    {
        // The connection breaks a moment before the exit can be seen.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await process.WaitForExitAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        await OutputEndsAsync();
        return string.Create(CultureInfo.InvariantCulture,
            $"the plugin {executable} ended with exit code {process.ExitCode} while it was in use{LastWords()}");
    }

    public static async Task<PluginProcess> StartAsync(
        string executable, string engineAddress, string directory,
        IEnumerable<KeyValuePair<string, string>> environment, Action<string> log, CancellationToken cancel)
    {
        var start = ProcessGroup.StartInfo(executable);
        start.ArgumentList.Add(engineAddress);
        start.WorkingDirectory = directory;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failed)
        {
            throw new EngineException($"the plugin {executable} could not be started: {failed.Message}", failed);
        }

        var plugin = new PluginProcess(process, executable, log);
        try
        {
            await plugin.ReadPortAsync(cancel);
            return plugin;
        }
        catch
        {
            await plugin.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            ProcessGroup.Interrupt(process);
            using var patience = new CancellationTokenSource(Grace);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                ProcessGroup.Kill(process);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        await OutputEndsAsync();
        process.Dispose();
    }

    /// <summary>A child of the plugin may hold its output open for ever; what it still says can be missed.</summary>
    private async Task OutputEndsAsync() => await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1)));

    private async Task ReadPortAsync(CancellationToken cancel)
    {
        var errors = ReadLinesAsync(process.StandardError);
        var line = await process.StandardOutput.ReadLineAsync(cancel);
        reading = Task.WhenAll(errors, ReadLinesAsync(process.StandardOutput));
        if (line is null)
        {
            await process.WaitForExitAsync(cancel);
            await OutputEndsAsync();
            throw new EngineException(string.Create(CultureInfo.InvariantCulture,
                $"the plugin {executable} ended with exit code {process.ExitCode} before it printed its port")
                + LastWords());
        }

        if (!int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
            throw new EngineException(
                $"the plugin {executable} printed '{line}' where its port was expected; nothing may come before that");
        Port = port;
    }

    private async Task ReadLinesAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            log(line);
            lastLines.Enqueue(line);
            while (lastLines.Count > KeptLines)
                lastLines.TryDequeue(out _);
        }
    }

    private string LastWords() =>
        lastLines.IsEmpty
            ? ", without a word"
            : ". Its last lines:\n" + string.Join("\n", lastLines.Select(l => "    " + l));
}
