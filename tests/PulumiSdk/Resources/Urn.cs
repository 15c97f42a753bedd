namespace Pulumi;

/// <summary>Reads the parts of <c>urn:pulumi:stack::project::parentType$type::name</c>.</summary>
internal static class Urn
{
    public static string TypeOf(string urn) => Parts(urn)[2].Split('$')[^1];

    // A name may itself contain the separator.
    public static string NameOf(string urn) => Parts(urn)[3];

    private static string[] Parts(string urn) =>
        urn.Split("::", 4) is { Length: 4 } parts && parts[0].StartsWith("urn:", StringComparison.Ordinal)
            ? parts
            : throw new FormatException($"'{urn}' is not the URN of a resource.");
}
