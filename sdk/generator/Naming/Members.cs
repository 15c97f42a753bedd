using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Naming;

/// <summary>The names of the members of one generated class.</summary>
internal static class Members
{
    private static readonly string[] OfObject =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    public static string NameOf(Property property) => property.CSharpName is { Length: > 0 } given
        ? given
        : Identifiers.Pascal(property.Name);

    /// <summary>Fails on a property whose name would not compile, naming the way out.</summary>
    public static void Check(string className, IReadOnlyList<Property> properties, params IReadOnlyList<string> taken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in properties)
        {
            var name = NameOf(property);
            var problem = !Identifiers.IsValid(name) || !Identifiers.IsValid(Identifiers.Parameter(property.Name))
                ? "is not a C# name"
                : name == className ? "is the name of the class it is a member of"
                : taken.Contains(name) || OfObject.Contains(name) ? $"is taken by another member of {className}"
                : !seen.Add(name) ? "is the name of another property too"
                : null;
            if (problem is not null)
                throw new SchemaException(property.Path, $"'{name}' {problem}; set language.csharp.name");
        }
    }
}
