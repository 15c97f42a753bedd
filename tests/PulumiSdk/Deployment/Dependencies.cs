using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What depending on a resource means to the engine.</summary>
internal static class Dependencies
{
    /// <summary>The listed resources, and those the list itself was computed from.</summary>
    public static async Task<ImmutableHashSet<Resource>> OfAsync(InputList<Resource> resources)
    {
        var data = await resources.Resolve().Data;
        return data.IsKnown ? data.Resources.Union(data.Value.OfType<Resource>()) : data.Resources;
    }

    /// <summary>
    /// Components stand for everything below them, as the engine runs nothing for them. <paramref name="self"/> is left
    /// out: a child that depends on its own component must not wait for itself.
    /// </summary>
    public static ImmutableHashSet<Resource> Expand(IEnumerable<Resource> resources, Resource? self)
    {
        var seen = new HashSet<Resource>();
        var pending = new Stack<Resource>(resources);
        while (pending.TryPop(out var resource))
        {
            if (resource == self || !seen.Add(resource) || resource is not ComponentResource)
                continue;
            foreach (var child in resource.Children())
                pending.Push(child);
        }

        return [.. seen.Where(resource => resource is not ComponentResource)];
    }

    public static async Task<ImmutableSortedSet<string>> UrnsAsync(IEnumerable<Resource> resources, Resource? self)
    {
        var data = await Task.WhenAll(Expand(resources, self).Select(resource => resource.Urn.Data));
        return [.. data.Select(urn => urn.Value)];
    }

    /// <summary>Whether all of them exist: in a preview, one that is to be created does not yet.</summary>
    public static async Task<bool> ExistAsync(IEnumerable<Resource> resources)
    {
        var ids = await Task.WhenAll(Expand(resources, self: null).OfType<CustomResource>().Select(one => one.Id.Data));
        return ids.All(id => id.IsKnown);
    }
}
