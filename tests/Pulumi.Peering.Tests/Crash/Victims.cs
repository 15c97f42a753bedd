using System.Diagnostics;
using Peering.Tests.LocalEngineCli;

namespace Peering.Tests.Crash;

public enum Victim
{
    Plugin,
    Engine,
}

/// <summary>Kills one of the two processes of a run with SIGKILL.</summary>
internal static class Victims
{
    /// <summary>When this returns, both are over, or the one that was not hit is about to say its last words.</summary>
    public static async Task KillAsync(this Victim victim, EngineProcess engine)
    {
        var plugin = PluginOf(engine.Id);
        if (victim == Victim.Plugin)
        {
            using var process = Process.GetProcessById(plugin);
            process.Kill();
            return;
        }

        engine.Kill();
        // A user may start again at once; a plugin that lived on could still create something then.
        while (IsAlive(plugin))
        {
            await Task.Delay(10);
        }
    }

    private static int PluginOf(int engine) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Single(id => id > 0 && Stat(id) is { } stat && stat.Parent == engine && IsPlugin(id));

    private static bool IsPlugin(int id) => Text(id, "cmdline").Contains("pulumi-resource-peering", StringComparison.Ordinal);

    /// <summary>One that nobody has buried yet counts as dead.</summary>
    private static bool IsAlive(int id) => Stat(id) is { State: not ("Z" or "X") };

    private static (string State, int Parent)? Stat(int id)
    {
        // The name before it stands in brackets and may hold anything.
        var text = Text(id, "stat");
        return text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var state, var parent, ..]
            ? (state, int.Parse(parent, null))
            : null;
    }

    private static string Text(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return ""; // It ended while we looked.
        }
    }
}
