using System.Collections.Immutable;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>
/// All URNs a resource may be known by in the state: its own aliases, combined with those of its parent.
/// </summary>
internal static class Aliases
{
    /// <param name="goal">The resource.</param>
    /// <param name="stack">Where it lives now.</param>
    /// <param name="project">Where it lives now.</param>
    /// <param name="parentAliases">Former URNs of its parent.</param>
    public static ImmutableArray<string> Of(
        ResourceGoal goal, string stack, string project, ImmutableArray<string> parentAliases)
    {
        var urns = new List<string>();
        foreach (var alias in goal.Aliases)
        {
            if (alias.Urn is not null)
            {
                urns.Add(alias.Urn);
                continue;
            }

            var name = alias.Name ?? goal.Name;
            var parents = alias.Parent is { } other ? [other] : parentAliases.Insert(0, goal.Parent);
            urns.AddRange(parents.Select(parent => Urn.Create(
                alias.Stack ?? stack, alias.Project ?? project, parent, alias.Type ?? goal.Type,
                alias.Name is null ? Inherited(name, goal.Parent, parent) : name)));
        }

        urns.AddRange(parentAliases.Select(parent => Urn.Create(
            Urn.StackOf(parent), Urn.ProjectOf(parent), parent, goal.Type, Inherited(goal.Name, goal.Parent, parent))));
        var own = Urn.Create(stack, project, goal.Parent, goal.Type, goal.Name);
        return [.. urns.Distinct().Where(urn => urn != own)];
    }

    /// <summary>Children are often named after their parent, and were renamed with it.</summary>
    private static string Inherited(string name, string parent, string formerParent)
    {
        if (parent.Length == 0 || formerParent.Length == 0)
            return name;
        var now = Urn.NameOf(parent);
        return name.StartsWith(now, StringComparison.Ordinal) ? Urn.NameOf(formerParent) + name[now.Length..] : name;
    }
}
