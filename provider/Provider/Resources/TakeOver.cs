using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>How an object that Atlas has gets into the stack, in words that can be copied.</summary>
internal static class TakeOver
{
    /// <summary>Goes on from "take it over with".</summary>
    public static string With(Operation operation, string token, string id)
    {
        // A child's line would need the URN of its parent, which is not told here.
        if (operation.Name is not { } name || operation.IsChild)
        {
            return $"the resource option `import` set to `{id}`";
        }

        return $"`pulumi import {token} {Quoted(name)} {id}` (or, when the stack has an older {name}, which this one "
            + "replaces, with the resource option `import` set to that id)";
    }

    private static string Quoted(string name) =>
        name.All(each => char.IsAsciiLetterOrDigit(each) || "-_.".Contains(each))
        ? name
        : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
