using System.Text.RegularExpressions;

namespace Peering.Tests.Docs;

/// <summary>
/// A resource or invoke as a snippet writes it, in the schema's words. Read with regular expressions that know the form of our
/// own snippets (flat arguments), not the languages.
/// </summary>
internal sealed partial record SnippetCall(string Variable, string Token, IReadOnlyDictionary<string, string> Arguments)
{
    public static IReadOnlyList<SnippetCall> In(Snippet snippet) =>
    [
        .. (snippet.Language switch
        {
            "csharp" => CSharp(),
            "typescript" => TypeScript(),
            _ => Python(),
        }).Matches(snippet.Code).Select(call => new SnippetCall(
            call.Groups["variable"].Value,
            $"peering:index:{(call.Groups["function"] is { Success: true } function ? Camel(function.Value) : call.Groups["kind"].Value)}",
            Argument().Matches(call.Groups["arguments"].Value).ToDictionary(
                argument => Camel(argument.Groups[1].Value), argument => Plain(argument.Groups[2].Value)))),
    ];

    /// <summary>One spelling for all languages: `CidrBlock` and `cidr_block` are `cidrBlock`.</summary>
    public static string Camel(string name) =>
        char.ToLowerInvariant(name[0]) + Underscore().Replace(name[1..], letter => letter.Groups[1].Value.ToUpperInvariant());

    /// <summary>A text is what stands between its quotes; of an expression only the last name counts, in lower case.</summary>
    public static string Plain(string value) => value.StartsWith('"')
        ? value.Trim('"')
        : value.TrimEnd('}').Split('.')[^1].ToLowerInvariant();

    [GeneratedRegex("""
        (?:var\ (?<variable>\w+)\ =\ )
        (?:new\ Peering\.(?<kind>\w+)\("[^"]*",\ new\(\)|Peering\.(?<function>Get\w+)\.Invoke\((?:new\(\))?)
        \s*(?:\{(?<arguments>[^}]*)\})?
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CSharp();

    [GeneratedRegex("""
        (?:const\ (?<variable>\w+)\ =\ )
        (?:new\ peering\.(?<kind>\w+)\("[^"]*",|peering\.(?<function>get\w+)Output\()\s*(?:\{(?<arguments>[^}]*)\})?
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex TypeScript();

    [GeneratedRegex("""
        ^(?<variable>\w+)\ =\ peering\.(?:(?<function>get_\w+)_output|(?<kind>[A-Z]\w+))\((?<arguments>[^)]*)\)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline)]
    private static partial Regex Python();

    [GeneratedRegex("""(\w+)\s*[=:]\s*("[^"]*"|[\w.]+)""")]
    private static partial Regex Argument();

    [GeneratedRegex("_([a-z])")]
    private static partial Regex Underscore();
}
