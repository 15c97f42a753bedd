using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalEngine.Project;

/// <summary>A YAML mapping read from a file, whose errors say file and line.</summary>
internal sealed record YamlFile(string Path, string Text, YamlMappingNode Root)
{
    public static YamlFile Load(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{path} cannot be read: {e.Message}", e);
        }
        return Parse(path, text);
    }

    public static YamlFile Parse(string path, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new EngineException(
                $"{path}:{e.Start.Line}: not valid YAML: {e.Message.Trim()}; correct that line", e);
        }
        if (stream.Documents.Count == 0) return new YamlFile(path, text, new YamlMappingNode());
        if (stream.Documents.Count > 1)
            throw new EngineException($"{path}: holds {stream.Documents.Count} YAML documents; keep one");
        var file = new YamlFile(path, text, []);
        var root = stream.Documents[0].RootNode;
        return IsNull(root) ? file : file with { Root = file.Mapping(root, "the file") };
    }

    public EngineException Error(YamlNode node, string problem) => new($"{Path}:{node.Start.Line}: {problem}");

    public static YamlNode? Find(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } name } && name == key).Value
            is { } node && !IsNull(node) ? node : null;

    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" or "Null" or "NULL" };

    public YamlMappingNode Mapping(YamlNode node, string what) => node as YamlMappingNode
        ?? throw Error(node, $"{what} must be a mapping of names to values");

    public YamlSequenceNode Sequence(YamlNode node, string what) => node as YamlSequenceNode
        ?? throw Error(node, $"{what} must be a list (lines that begin with '- ')");

    public string Scalar(YamlNode node, string what) => node is YamlScalarNode { Value: { } text }
        ? text
        : throw Error(node, $"{what} must be a single value");

    public string Key(YamlNode key) => Scalar(key, "a name");

    public string? OptionalScalar(YamlMappingNode mapping, string key) =>
        Find(mapping, key) is { } node ? Scalar(node, $"'{key}'") : null;

    public bool Flag(YamlMappingNode mapping, string key) => Find(mapping, key) is { } node
        && (bool.TryParse(Scalar(node, $"'{key}'"), out var flag)
            ? flag
            : throw Error(node, $"'{key}' must be true or false"));
}
