using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Peering.SdkGenerator.Naming;

/// <summary>How names of a schema become C# identifiers.</summary>
internal static partial class Identifiers
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do "
        + "double else enum event explicit extern false finally fixed float for foreach goto if implicit in int "
        + "interface internal is lock long namespace new null object operator out override params private protected "
        + "public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw "
        + "true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    private static readonly string[] Digits =
        ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

    public static string Capitalize(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    public static string Uncapitalize(string name) =>
        name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary><c>cidr-block</c> becomes <c>cidrBlock</c>.</summary>
    public static string WithoutHyphens(string name)
    {
        var parts = name.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Take(1).Concat(parts.Skip(1).Select(Capitalize)));
    }

    public static string Pascal(string name) => Capitalize(WithoutHyphens(name));

    /// <summary>The name of a parameter or backing field part: the wire name, as far as C# can spell it.</summary>
    public static string Parameter(string wireName)
    {
        var name = WithoutHyphens(wireName.StartsWith('$') ? wireName[1..] : wireName);
        return Keywords.Contains(name) ? "@" + name : name;
    }

    public static bool IsValid(string name) =>
        name.TrimStart('@') is { Length: > 0 } bare && IsStart(bare[0]) && bare.All(IsPart);

    /// <summary>The member of an enum for a value or given name; not valid when nothing of it can be spelled.</summary>
    public static string EnumMember(string name, string typeName)
    {
        if (name == "*")
            return "Asterisk";
        if (name.Length == 1 && char.IsAsciiDigit(name[0]))
            return Digits[name[0] - '0'];
        var spelled = new StringBuilder();
        foreach (var character in name)
        {
            if (spelled.Length == 0 && IsPart(character) && !IsStart(character))
                spelled.Append('_');
            spelled.Append(IsPart(character) ? character : '_');
        }
        var member = Capitalize(Underscores().Replace(spelled.ToString(), "_"));
        if (member == "_")
            return "";
        if (member.StartsWith('_'))
            return typeName + member;
        // The struct of an enum has a method of this name.
        return member == "Equals" ? "EqualsValue" : member;
    }

    [GeneratedRegex("_+")]
    private static partial Regex Underscores();

    private static bool IsStart(char character) => character == '_' || char.IsLetter(character)
        || char.GetUnicodeCategory(character) == UnicodeCategory.LetterNumber;

    private static bool IsPart(char character) => IsStart(character) || char.GetUnicodeCategory(character)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;
}
