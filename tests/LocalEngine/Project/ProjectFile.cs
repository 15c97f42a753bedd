using LocalEngine.Providers;

namespace LocalEngine.Project;

internal sealed record ProjectRuntime(string Name, IReadOnlyDictionary<string, string> Options)
{
    public string? Option(string name) => Options.GetValueOrDefault(name);
}

/// <summary>One entry under <c>config:</c> of Pulumi.yaml: a type to hold, a default, or both.</summary>
internal sealed record ConfigDeclaration(ConfigKey Key, ConfigType? Type, ConfigValue? Default, bool Secret);

/// <summary>Pulumi.yaml, as far as an engine needs it.</summary>
internal sealed record ProjectFile(
    string Path,
    string Name,
    ProjectRuntime Runtime,
    string? Main,
    string? BackendUrl,
    string? StackConfigDirectory,
    IReadOnlyList<ConfigDeclaration> Config,
    IReadOnlyList<ProjectPlugin> Plugins)
{
    public string Directory => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Directory (or, for Node, possibly the file) the program lies in.</summary>
    public string Program => Main is null ? Directory : System.IO.Path.GetFullPath(Main, Directory);

    public string StackFile(string stack) => System.IO.Path.Combine(
        StackConfigDirectory is null ? Directory : System.IO.Path.GetFullPath(StackConfigDirectory, Directory),
        $"Pulumi.{stack}.yaml");

    /// <summary>Looks for Pulumi.yaml in the directory and above it, as Pulumi does.</summary>
    public static ProjectFile Find(string directory)
    {
        var start = System.IO.Path.GetFullPath(directory);
        if (!System.IO.Directory.Exists(start))
            throw new EngineException($"the directory {start} does not exist; correct --cwd");
        for (var at = start; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            foreach (var name in (string[])["Pulumi.yaml", "Pulumi.yml"])
            {
                var path = System.IO.Path.Combine(at, name);
                if (File.Exists(path)) return ProjectReader.Read(YamlFile.Load(path));
            }
        }
        throw new EngineException($"no Pulumi.yaml in {start} or above it; run in a project directory or name one "
            + "with --cwd");
    }
}
