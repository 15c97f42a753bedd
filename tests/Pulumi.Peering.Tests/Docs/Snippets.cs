using System.Text.RegularExpressions;
using System.Text.Json.Nodes;

namespace Peering.Tests.Docs;

/// <summary>A fenced block of a text for users, and where it stands.</summary>
public sealed record Snippet(string Place, string Language, string Code)
{
    public override string ToString() => $"{Place} ({Language})";
}

/// <summary>All programs that users are shown: in the texts of the schema and in the pages people wrote.</summary>
internal static partial class Snippets
{
    public static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Repository.File("schema.json")))!;

    public static readonly IReadOnlyList<string> Tokens =
        [.. ((string[])["resources", "functions"]).SelectMany(part => Schema[part]!.AsObject().Select(entry => entry.Key))];

    /// <summary>README.md and docs. The examples' pages show what needs the packages of the clouds, which tests do not have.</summary>
    public static IEnumerable<string> Pages() => Directory.EnumerateFiles(Repository.File("docs"), "*.md")
        .Append(Repository.File("README.md")).Order(StringComparer.Ordinal);

    public static IEnumerable<Snippet> OfToken(string token) =>
        In(token, (Schema["resources"]![token] ?? Schema["functions"]![token])!["description"]!.GetValue<string>());

    public static IEnumerable<Snippet> OfPages() =>
        Pages().SelectMany(page => In(Path.GetRelativePath(Repository.Root, page), File.ReadAllText(page)));

    private static IEnumerable<Snippet> In(string place, string markdown) =>
        Fence().Matches(markdown).Select(fence => new Snippet(place, fence.Groups[1].Value, fence.Groups[2].Value));

    [GeneratedRegex(@"^ *```(\w+)\n(.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
