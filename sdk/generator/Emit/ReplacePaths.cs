using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>The property paths of a resource whose change replaces it, as the engine spells them.</summary>
internal static class ReplacePaths
{
    public static IEnumerable<string> Of(Package package, Resource resource) =>
        Paths(package, resource.Outputs, []);

    private static IEnumerable<string> Paths(
        Package package, IReadOnlyList<Property> properties, IReadOnlyList<string> parents)
    {
        foreach (var property in properties)
        {
            var step = property.Name + property.Type switch { ArrayType => "[*]", MapType => ".*", _ => "" };
            if (property.ReplaceOnChanges)
            {
                yield return step;
                continue;
            }
            if (Innermost(property.Type) is not ObjectReference reference)
                continue;
            if (parents.Contains(reference.Token))
            {
                if (Any(package, reference.Token, []))
                    throw new SchemaException(
                        property.Path, "replaceOnChanges in a type that contains itself has paths without end");
                continue;
            }
            var nested = Paths(package, package.Objects[reference.Token].Properties, [.. parents, reference.Token]);
            foreach (var path in nested)
                yield return $"{step}.{path}";
        }
    }

    private static bool Any(Package package, string token, HashSet<string> seen) =>
        seen.Add(token) && package.Objects[token].Properties.Any(property => property.ReplaceOnChanges
            || (Innermost(property.Type) is ObjectReference reference && Any(package, reference.Token, seen)));

    private static SchemaType Innermost(SchemaType type) => type switch
    {
        ArrayType array => Innermost(array.Items),
        MapType map => Innermost(map.Values),
        _ => type,
    };
}
