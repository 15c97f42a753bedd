namespace LocalEngine.State;

/// <summary><c>urn:pulumi:stack::project::parent$type::name</c>; a name may itself contain <c>::</c>.</summary>
internal static class Urn
{
    public const string StackType = "pulumi:pulumi:Stack";
    public const string ProviderTypePrefix = "pulumi:providers:";

    private const string Prefix = "urn:pulumi:";

    public static string Create(string stack, string project, string parentUrn, string type, string name) =>
        $"{Prefix}{stack}::{project}::{Qualify(parentUrn, type)}::{name}";

    public static bool IsValid(string urn) => urn.StartsWith(Prefix, StringComparison.Ordinal)
        && urn.Split("::", 4) is [_, _, { Length: > 0 }, _];

    public static string StackOf(string urn) => Part(urn, 0)[Prefix.Length..];

    public static string ProjectOf(string urn) => Part(urn, 1);

    public static string QualifiedTypeOf(string urn) => Part(urn, 2);

    public static string TypeOf(string urn) => QualifiedTypeOf(urn).Split('$')[^1];

    public static string NameOf(string urn) => Part(urn, 3);

    public static bool IsProviderType(string type) => type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal);

    public static string PackageOfProviderType(string type) => type[ProviderTypePrefix.Length..];

    /// <summary>Only a parent that is not the stack shows in the children's URNs.</summary>
    private static string Qualify(string parentUrn, string type) =>
        parentUrn.Length == 0 || QualifiedTypeOf(parentUrn) == StackType
            ? type
            : $"{QualifiedTypeOf(parentUrn)}${type}";

    private static string Part(string urn, int index) => IsValid(urn)
        ? urn.Split("::", 4)[index]
        : throw new FormatException($"'{urn}' is not a URN");
}
