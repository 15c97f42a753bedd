using System.Collections.Immutable;

namespace LocalEngine.Providers;

/// <summary>Finds the executable of a package the way Pulumi does: project, PATH, cache.</summary>
internal sealed class PluginLocator(PluginSettings settings, Action<string> warn)
{
    public string Find(string package, string? version)
    {
        var executable = $"pulumi-resource-{package}";
        var found = InProject(package, version, executable) ?? OnPath(executable)
            ?? InCache(package, version, executable);
        return found ?? throw new EngineException(
            $"no plugin for the package '{package}'{(version is null ? "" : $" {version}")} was found: "
            + $"put {executable} on PATH, name its folder under plugins.providers in Pulumi.yaml, or install it into "
            + $"{Path.Combine(settings.CacheDirectory ?? "$PULUMI_HOME/plugins", $"resource-{package}-v<version>")}");
    }

    private string? InProject(string package, string? version, string executable)
    {
        foreach (var plugin in settings.Project.Where(p => p.Name == package))
        {
            if (plugin.Version is { Length: > 0 } has && version is not null
                && has.TrimStart('v') != version.TrimStart('v'))
            {
                warn($"Pulumi.yaml offers the plugin {package} {has}, but {version} is asked for; looking on");
                continue;
            }

            if (!Directory.Exists(plugin.Directory))
                throw new EngineException(
                    $"plugins.providers of Pulumi.yaml names {plugin.Directory} for '{package}', which is no folder");
            return ExecutableIn(plugin.Directory, executable) ?? throw new EngineException(
                $"{plugin.Directory}, which Pulumi.yaml names for '{package}', holds no {executable}");
        }

        return null;
    }

    private string? OnPath(string executable) =>
        settings.SearchPath.Where(d => d.Length > 0).Select(d => ExecutableIn(d, executable))
            .FirstOrDefault(f => f is not null);

    private string? InCache(string package, string? version, string executable)
    {
        if (settings.CacheDirectory is not { } cache || !Directory.Exists(cache))
            return null;
        var prefix = $"resource-{package}-v";
        var wanted = version is null ? null : SemanticVersion.TryParse(version);
        return Directory.EnumerateDirectories(cache, prefix + "*")
            .Where(folder => !File.Exists(folder + ".partial"))
            .Select(folder => (folder, version: SemanticVersion.TryParse(Path.GetFileName(folder)[prefix.Length..])))
            .Where(c => c.version is not null && (wanted is null || c.version.Satisfies(wanted)))
            .OrderByDescending(c => c.version)
            .Select(c => ExecutableIn(c.folder, executable))
            .FirstOrDefault(file => file is not null);
    }

    private static string? ExecutableIn(string directory, string executable)
    {
        ImmutableArray<string> names = OperatingSystem.IsWindows()
            ? [executable + ".exe", executable + ".cmd"]
            : [executable];
        return names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
    }
}
