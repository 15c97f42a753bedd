using System.Text.RegularExpressions;
using LocalEngine.Providers;
using YamlDotNet.RepresentationModel;

namespace LocalEngine.Project;

/// <summary>Pulumi.yaml to <see cref="ProjectFile"/>; every complaint names the line and what to write there.</summary>
internal static partial class ProjectReader
{
    private static readonly string[] Runtimes = ["dotnet", "nodejs"];

    public static ProjectFile Read(YamlFile file)
    {
        var root = file.Root;
        var name = file.OptionalScalar(root, "name")
            ?? throw new EngineException($"{file.Path}: 'name' is missing; add a line such as 'name: my-project'");
        if (!ProjectName().IsMatch(name))
            throw file.Error(YamlFile.Find(root, "name")!,
                $"'{name}' is not a project name; use up to 100 letters, digits, '-', '_' and '.'");
        return new ProjectFile(
            file.Path, name, Runtime(file, root), file.OptionalScalar(root, "main"), Backend(file, root),
            // Old projects name the directory of their stack files under "config".
            file.OptionalScalar(root, "stackConfigDir")
                ?? (YamlFile.Find(root, "config") as YamlScalarNode)?.Value,
            Config(file, root, name), Plugins(file, root));
    }

    private static ProjectRuntime Runtime(YamlFile file, YamlMappingNode root)
    {
        var node = YamlFile.Find(root, "runtime")
            ?? throw new EngineException(
                $"{file.Path}: 'runtime' is missing; add 'runtime: dotnet' or 'runtime: nodejs'");
        var options = new Dictionary<string, string>();
        if (node is not YamlMappingNode mapping) return new ProjectRuntime(Known(file, node), options);
        var name = YamlFile.Find(mapping, "name")
            ?? throw file.Error(node, "'runtime' has no 'name'; write 'name: dotnet' or 'name: nodejs' below it");
        if (YamlFile.Find(mapping, "options") is { } given)
        {
            foreach (var (key, value) in file.Mapping(given, "'runtime.options'").Children)
                options[file.Key(key)] = file.Scalar(value, $"the runtime option '{key}'");
        }
        return new ProjectRuntime(Known(file, name), options);
    }

    private static string Known(YamlFile file, YamlNode node)
    {
        var name = file.Scalar(node, "'runtime'");
        return Runtimes.Contains(name)
            ? name
            : throw file.Error(node,
                $"the runtime '{name}' is not supported here; use {string.Join(" or ", Runtimes)}");
    }

    private static string? Backend(YamlFile file, YamlMappingNode root) => YamlFile.Find(root, "backend") is { } node
        ? file.OptionalScalar(file.Mapping(node, "'backend'"), "url")
        : null;

    private static List<ConfigDeclaration> Config(YamlFile file, YamlMappingNode root, string project)
    {
        if (YamlFile.Find(root, "config") is not { } node || node is YamlScalarNode) return [];
        var declared = new Dictionary<ConfigKey, ConfigDeclaration>();
        foreach (var (keyNode, value) in file.Mapping(node, "'config'").Children)
        {
            var key = ConfigKey.TryParse(file.Key(keyNode), project)
                ?? throw file.Error(keyNode, $"'{keyNode}' is not a configuration key; write name or namespace:name");
            if (!declared.TryAdd(key, Declaration(file, key, value, project)))
                throw file.Error(keyNode, $"the configuration key {key} is declared twice; keep one");
        }
        return [.. declared.Values];
    }

    private static ConfigDeclaration Declaration(YamlFile file, ConfigKey key, YamlNode node, string project)
    {
        string[] words = ["type", "default", "value", "secret", "description", "items"];
        // A mapping that holds none of these words is a structured value written out, not a declaration.
        if (node is not YamlMappingNode mapping || ConfigValue.IsSecure(node)
            || !mapping.Children.Keys.Any(k => k is YamlScalarNode { Value: { } word } && words.Contains(word)))
            return new ConfigDeclaration(key, null, Value(file, node, key), false);
        foreach (var word in mapping.Children.Keys)
        {
            if (!words.Contains(file.Key(word)))
                throw file.Error(
                    word, $"'{word}' is not known in the declaration of {key}; use {string.Join(", ", words)}");
        }
        var preset = YamlFile.Find(mapping, "value") ?? YamlFile.Find(mapping, "default");
        if (YamlFile.Find(mapping, "default") is { } wrong && key.Namespace != project)
            throw file.Error(wrong,
                $"{key} does not belong to the project {project}; give it a 'value', not a 'default'");
        var type = YamlFile.Find(mapping, "type") is { } typeNode
            ? ConfigType.Read(file, typeNode, YamlFile.Find(mapping, "items"))
            : null;
        var value = preset is null ? null : Value(file, preset, key);
        if (value is not null && type is not null && !type.Accepts(value))
            throw file.Error(preset!, $"the value of {key} is not of its type {type}");
        return new ConfigDeclaration(key, type, value, file.Flag(mapping, "secret"));
    }

    private static ConfigValue Value(YamlFile file, YamlNode node, ConfigKey key) => ConfigValue.Read(file, node, _ =>
        throw file.Error(node, $"{key} is encrypted; a secure value belongs in Pulumi.<stack>.yaml "
            + $"('config set --secret {key}')"));

    private static List<ProjectPlugin> Plugins(YamlFile file, YamlMappingNode root)
    {
        if (YamlFile.Find(root, "plugins") is not { } plugins) return [];
        if (YamlFile.Find(file.Mapping(plugins, "'plugins'"), "providers") is not { } providers) return [];
        return
        [
            .. file.Sequence(providers, "'plugins.providers'").Select(entry =>
            {
                var mapping = file.Mapping(entry, "a provider plugin");
                var name = file.OptionalScalar(mapping, "name")
                    ?? throw file.Error(entry, "a provider plugin has no 'name'; write 'name: <package>'");
                var path = file.OptionalScalar(mapping, "path")
                    ?? throw file.Error(entry, $"the provider plugin '{name}' has no 'path'; write the directory of "
                        + $"pulumi-resource-{name}");
                var full = Path.GetFullPath(path, Path.GetDirectoryName(file.Path)!);
                var directory = File.Exists(full) ? Path.GetDirectoryName(full)! : full;
                return new ProjectPlugin(name, directory, file.OptionalScalar(mapping, "version"));
            }),
        ];
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,100}\z")]
    private static partial Regex ProjectName();
}
