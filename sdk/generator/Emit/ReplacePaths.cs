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
            var (inner, step) = (property.Type, property.Name);
            step += inner switch { ArrayType => "[*]", MapType => ".*", _ => "" };
            if (property.ReplaceOnChanges)
            {
                yield return step;
                continue;
            }
            while (inner is ArrayType or MapType)
                inner = inner is ArrayType array ? array.Items : ((MapType)inner).Values;
            if (inner is not ObjectReference reference)
                continue;
            if (parents.Contains(reference.Token))
            {
                if (package.Objects[reference.Token].Properties.Any(member => member.ReplaceOnChanges))
                    throw new SchemaException(property.Path, "replaceOnChanges in a type that contains itself has no end");
                continue;
            }
            var nested = Paths(package, package.Objects[reference.Token].Properties, [.. parents, reference.Token]);
            foreach (var path in nested)
                yield return $"{step}.{path}";
        }
    }
}
