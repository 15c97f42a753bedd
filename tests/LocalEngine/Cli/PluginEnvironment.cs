using System.Collections.Immutable;
using System.Globalization;
using LocalEngine.Project;
using LocalEngine.Providers;

namespace LocalEngine.Cli;

/// <summary>Where plugins come from, by the variables the Pulumi CLI goes by.</summary>
internal static class PluginEnvironment
{
    public static PluginSettings Settings(ProjectFile project) => new()
    {
        Attached = Attached(Environment.GetEnvironmentVariable("PULUMI_DEBUG_PROVIDERS")),
        Project = [.. project.Plugins],
        SearchPath = Environment.GetEnvironmentVariable("PULUMI_IGNORE_AMBIENT_PLUGINS") is "true" or "1"
            ? []
            : [.. (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)],
        CacheDirectory = Path.Combine(Home(), "plugins"),
    };

    /// <summary><c>name:port,name:port</c>: providers somebody runs in a debugger.</summary>
    internal static ImmutableSortedDictionary<string, int> Attached(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split(':') is [var name, var port]
                && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? KeyValuePair.Create(name, (int)number)
                    : throw new EngineException($"PULUMI_DEBUG_PROVIDERS holds '{entry}'; write package:port, "
                        + "several separated by commas"))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static string Home() => Environment.GetEnvironmentVariable("PULUMI_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi");
}
