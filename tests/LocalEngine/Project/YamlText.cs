using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LocalEngine.Project;

/// <summary>
/// Edits single entries of a YAML file as text, so that comments, order and everything else a person wrote stay as they
/// are (loading and saving the whole document would lose the comments).
/// </summary>
internal sealed partial class YamlText
{
    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string _path;
    private readonly List<string> _lines;
    private YamlMappingNode _root;

    public YamlText(YamlFile file)
    {
        _path = file.Path;
        _root = file.Root;
        _lines = file.Text.Length == 0 ? [] : [.. file.Text.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd('\r'))];
    }

    public override string ToString() => _lines.Count == 0 ? "" : string.Join('\n', _lines) + "\n";

    /// <summary>
    /// Sets <c>parents... key: value</c>, or with <paramref name="wrapper"/> <c>key: { wrapper: value }</c>.
    /// </summary>
    public void Set(ReadOnlySpan<string> parents, string key, string value, string? wrapper = null)
    {
        if (parents is not [var parent])
        {
            Replace(_root, 0, key, Entry("", key, value, wrapper));
            return;
        }
        var mapping = Block(parent);
        var indent = mapping is null ? "  " : new string(' ', Column(mapping));
        if (mapping is not null) Replace(mapping, indent.Length, key, Entry(indent, key, value, wrapper));
        else _lines.InsertRange(LineAfter(Find(_root, parent)!.Value.Key), Entry(indent, key, value, wrapper));
    }

    public void Remove(string parent, string key)
    {
        var mapping = Block(parent)!;
        var (keyNode, _) = Find(mapping, key)!.Value;
        RemoveEntry(keyNode, Column(mapping));
        if (mapping.Children.Count > 1) return;
        _lines[(int)Find(_root, parent)!.Value.Key.Start.Line - 1] = $"{Scalar(parent)}: {{}}";
    }

    /// <summary>The mapping below a top-level key in block form; null when it has no entries yet.</summary>
    private YamlMappingNode? Block(string parent)
    {
        if (Find(_root, parent) is not var (keyNode, value))
        {
            _lines.Add($"{Scalar(parent)}:");
            Reparse();
            return null;
        }
        if (value is YamlMappingNode { Style: not MappingStyle.Flow } block) return block;
        // Null, or written in braces on one line: turn it into lines of its own first.
        var (start, count) = Extent(keyNode, 0);
        _lines.RemoveRange(start, count);
        _lines.InsertRange(start, AsBlock(parent, value));
        Reparse();
        return Find(_root, parent)!.Value.Value as YamlMappingNode;
    }

    private static string[] AsBlock(string key, YamlNode value)
    {
        if (value is not YamlMappingNode { Children.Count: > 0 } mapping) return [$"{Scalar(key)}:"];
        mapping.Style = MappingStyle.Block;
        using var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(new YamlMappingNode(new YamlScalarNode(key), mapping)))
            .Save(text, assignAnchors: false);
        return [.. text.ToString().TrimEnd('.', '\n', '\r').Split('\n')];
    }

    private void Replace(YamlMappingNode mapping, int column, string key, IReadOnlyList<string> entry)
    {
        if (Find(mapping, key) is var (existing, _))
        {
            _lines.InsertRange(RemoveEntry(existing, column), entry);
        }
        else if (mapping.Children.Count > 0)
        {
            var (start, count) = Extent(mapping.Children.Last().Key, column);
            _lines.InsertRange(start + count, entry);
        }
        else
        {
            _lines.AddRange(entry);
        }
        Reparse();
    }

    private int RemoveEntry(YamlNode key, int column)
    {
        var (start, count) = Extent(key, column);
        _lines.RemoveRange(start, count);
        return start;
    }

    /// <summary>The lines of an entry: its key's, and all that is indented deeper or a list at the key's own depth.
    /// </summary>
    private (int Start, int Count) Extent(YamlNode key, int column)
    {
        var start = (int)key.Start.Line - 1;
        var end = start + 1;
        for (var at = end; at < _lines.Count; at++)
        {
            var line = _lines[at];
            var depth = line.Length - line.TrimStart().Length;
            if (line.Trim().Length == 0) continue;
            if (depth < column || (depth == column && !line.AsSpan(depth).StartsWith("- "))) break;
            end = at + 1;
        }
        return (start, end - start);
    }

    private static int LineAfter(YamlNode node) => (int)node.End.Line;

    private static int Column(YamlMappingNode mapping) => (int)mapping.Children.First().Key.Start.Column - 1;

    private static (YamlNode Key, YamlNode Value)? Find(YamlMappingNode mapping, string key)
    {
        foreach (var (name, value) in mapping.Children)
            if (name is YamlScalarNode scalar && scalar.Value == key) return (name, value);
        return null;
    }

    private void Reparse() => _root = YamlFile.Parse(_path, ToString()).Root;

    private static string[] Entry(string indent, string key, string value, string? wrapper) => wrapper is null
        ? [$"{indent}{Scalar(key)}: {Scalar(value)}"]
        : [$"{indent}{Scalar(key)}:", $"{indent}  {wrapper}: {Scalar(value)}"];

    /// <summary>Plain where YAML reads it back as the same text, double-quoted as JSON otherwise.</summary>
    private static string Scalar(string text) => Plain().IsMatch(text) && !Reserved().IsMatch(text)
        ? text
        : JsonSerializer.Serialize(text, Relaxed);

    [GeneratedRegex(@"^[A-Za-z_/][\w./@+=-]*(:[\w./@+=-]+)*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(true|false|yes|no|on|off|null|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
