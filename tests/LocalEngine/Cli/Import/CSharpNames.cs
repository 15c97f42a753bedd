using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalEngine.Cli.Import;

/// <summary>How a package's tokens and properties are called in its C# SDK.</summary>
internal sealed partial class CSharpNames(JsonObject schema)
{
    private readonly JsonObject _csharp = schema["language"]?["csharp"] as JsonObject ?? [];
    private readonly string _package = schema["name"]?.GetValue<string>() ?? "";

    /// <summary>The namespace programs alias, <c>Pulumi.Peering</c>.</summary>
    public string Namespace => $"{_csharp["rootNamespace"]?.GetValue<string>() ?? "Pulumi"}.{Alias}";

    /// <summary>What they alias it as, <c>Peering</c>.</summary>
    public string Alias => Mapped(_package) ?? string.Concat(_package.Split('-').Select(Capital));

    public string Resource(string token) => $"{Module(token)}.{Override(schema["resources"]?[token]) ?? Last(token)}";

    public string InputType(string token) => $"{Module(token)}.Inputs.{Last(token)}Args";

    public string Enum(string token) => $"{Module(token)}.{Last(token)}";

    public static string Property(string wireName, JsonNode? property) =>
        Override(property) ?? Capital(wireName.Replace("-", "", StringComparison.Ordinal));

    public static string EnumMember(JsonObject member, string typeName)
    {
        var text = member["name"]?.GetValue<string>() ?? member["value"]?.ToString() ?? "";
        var name = Runs().Replace(NotIdentifier().Replace(text, "_"), "_");
        if (name == "Equals") return "EqualsValue";
        return name.Length == 0 || name[0] == '_' || char.IsDigit(name[0])
            ? $"{typeName}_{name.TrimStart('_')}"
            : Capital(name);
    }

    /// <summary>A variable for a resource: its name in camel case, unlike the ones there are.</summary>
    public static string Variable(string resourceName, ISet<string> taken)
    {
        var words = NotIdentifier().Split(resourceName).Where(w => w.Length > 0).ToArray();
        var name = new StringBuilder();
        foreach (var word in words)
            name.Append(name.Length == 0 ? char.ToLowerInvariant(word[0]) + word[1..] : Capital(word));
        if (name.Length == 0 || char.IsDigit(name[0])) name.Insert(0, "resource");
        var variable = name.ToString();
        for (var next = 2; !taken.Add(variable) || Keywords.Contains(variable); next++) variable = $"{name}{next}";
        return variable;
    }

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const",
        "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern",
        "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface",
        "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params",
        "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof",
        "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong",
        "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    private string Module(string token)
    {
        var module = token.Split(':') is [_, var text, _] ? text : "";
        var format = schema["meta"]?["moduleFormat"]?.GetValue<string>();
        if (format is not null && Regex.Match(module, format) is { Success: true, Groups.Count: > 1 } match)
            module = match.Groups[1].Value;
        if (module is "" or "index") return Alias;
        return $"{Alias}.{Mapped(module) ?? string.Join('.', module.Split('/').Select(Capital))}";
    }

    private string? Mapped(string name) => _csharp["namespaces"]?[name]?.GetValue<string>();

    private static string Last(string token) => Capital(token.Split(':')[^1]);

    private static string? Override(JsonNode? spec) => spec?["language"]?["csharp"]?["name"]?.GetValue<string>();

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotIdentifier();

    [GeneratedRegex("_+")]
    private static partial Regex Runs();
}
