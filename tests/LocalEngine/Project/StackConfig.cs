using YamlDotNet.RepresentationModel;

namespace LocalEngine.Project;

/// <summary>Pulumi.&lt;stack&gt;.yaml: the configuration of one stack and the salt of its secrets.</summary>
internal sealed class StackConfig
{
    private readonly string _project;
    private YamlFile _file;

    private StackConfig(YamlFile file, string project)
    {
        _file = file;
        _project = project;
    }

    public string Path => _file.Path;

    public string? EncryptionSalt => _file.OptionalScalar(_file.Root, "encryptionsalt");

    public static StackConfig Load(ProjectFile project, string stack)
    {
        var path = project.StackFile(stack);
        var file = File.Exists(path) ? YamlFile.Load(path) : YamlFile.Parse(path, "");
        return new StackConfig(file, project.Name);
    }

    /// <summary>The values as written; a secret one is still encrypted.</summary>
    public IReadOnlyDictionary<ConfigKey, YamlNode> Nodes()
    {
        var nodes = new Dictionary<ConfigKey, YamlNode>();
        foreach (var (key, keyNode, value) in Entries())
        {
            if (!nodes.TryAdd(key, value))
                throw _file.Error(keyNode, $"the configuration key {key} is set twice; keep one");
        }
        return nodes;
    }

    public ConfigValue Read(YamlNode node, Func<string, string> decrypt) => ConfigValue.Read(_file, node, decrypt);

    public EngineException Error(YamlNode node, string problem) => _file.Error(node, problem);

    public void SetEncryptionSalt(string state) => Edit(text => text.Set([], "encryptionsalt", state));

    public void Set(ConfigKey key, string value, bool secure) => Edit(text =>
        text.Set(["config"], WrittenAs(key), value, secure ? "secure" : null));

    /// <returns>False when the key was not set.</returns>
    public bool Remove(ConfigKey key)
    {
        if (!Nodes().ContainsKey(key)) return false;
        Edit(text => text.Remove("config", WrittenAs(key)));
        return true;
    }

    private IEnumerable<(ConfigKey Key, YamlNode KeyNode, YamlNode Value)> Entries()
    {
        if (YamlFile.Find(_file.Root, "config") is not { } config) yield break;
        foreach (var (keyNode, value) in _file.Mapping(config, "'config'").Children)
        {
            var key = ConfigKey.TryParse(_file.Key(keyNode), _project)
                ?? throw _file.Error(keyNode, $"'{keyNode}' is not a configuration key; write name or namespace:name");
            yield return (key, keyNode, value);
        }
    }

    /// <summary>An existing line keeps its spelling (<c>name</c>, <c>ns:config:name</c>).</summary>
    private string WrittenAs(ConfigKey key) =>
        Entries().Where(e => e.Key == key).Select(e => _file.Key(e.KeyNode)).FirstOrDefault() ?? key.ToString();

    private void Edit(Action<YamlText> change)
    {
        var text = new YamlText(_file);
        change(text);
        var next = YamlFile.Parse(Path, text.ToString());
        // Written beside and moved: a crash in between must not cost the user the secrets of the stack.
        var beside = $"{Path}.new";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText(beside, next.Text);
            File.Move(beside, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{Path} cannot be written: {e.Message}", e);
        }
        _file = next;
    }
}
