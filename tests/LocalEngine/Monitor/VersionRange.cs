using LocalEngine.Providers;
using Rpc;

namespace LocalEngine.Monitor;

/// <summary>Ranges such as <c>&gt;=3.100.0 &lt;4.0.0 || 5.0.0</c>.</summary>
internal static class VersionRange
{
    private static readonly string[] Operators = [">=", "<=", "!=", ">", "<", "="];

    public static bool Holds(string range, string version)
    {
        var actual = SemanticVersion.TryParse(version)!;
        return range.Split("||").Any(alternative => alternative
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .All(condition => Condition(condition, actual, range)));
    }

    private static bool Condition(string condition, SemanticVersion actual, string range)
    {
        var op = Operators.FirstOrDefault(o => condition.StartsWith(o, StringComparison.Ordinal)) ?? "";
        var wanted = SemanticVersion.TryParse(condition[op.Length..]) ?? throw new RpcException(
            StatusCode.InvalidArgument, $"'{range}' is not a version range this engine understands");
        var order = actual.CompareTo(wanted);
        return op switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            "!=" => order != 0,
            _ => order == 0,
        };
    }
}
