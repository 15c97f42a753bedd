using System.Collections.Immutable;
using System.Text.Json;
using LocalEngine.Events;

namespace LocalEngine.Providers;

/// <summary>What every plugin of a run is started with.</summary>
internal sealed record PluginHost(
    PluginSettings Settings, string EngineAddress, string RootDirectory, string Project,
    ImmutableSortedDictionary<string, string> Config, Action<DiagnosticRaised> Diagnose)
{
    public Task<Plugin> LoadAsync(string package, string? version, CancellationToken cancel) =>
        Settings.Attached.TryGetValue(package, out var port)
            ? Plugin.AttachAsync(this, package, port, version, cancel)
            : Plugin.StartAsync(this, package, version, cancel);

    /// <summary>The configuration of one package, as stored: every value is text.</summary>
    public IEnumerable<KeyValuePair<string, string>> ConfigOf(string package) => Config
        .Where(c => c.Key.StartsWith(package + ":", StringComparison.Ordinal))
        .Select(c => KeyValuePair.Create(c.Key[(package.Length + 1)..], c.Value));

    public IEnumerable<KeyValuePair<string, string>> EnvironmentOf(string package)
    {
        var config = ConfigOf(package).ToDictionary(c => $"{package}:{c.Key}", c => c.Value);
        return Settings.Environment.SetItem("PULUMI_PROJECT", Project)
            .SetItem("PULUMI_CONFIG", JsonSerializer.Serialize(config));
    }

    public void Warn(string message) => Diagnose(new DiagnosticRaised(DiagnosticSeverity.Warning, "", message));

    public void Debug(string message) => Diagnose(new DiagnosticRaised(DiagnosticSeverity.Debug, "", message));
}
