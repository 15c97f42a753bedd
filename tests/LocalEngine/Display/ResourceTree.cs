namespace LocalEngine.Display;

/// <summary>Rows in the order of a tree: parents before children, siblings by type and name.</summary>
internal static class ResourceTree
{
    internal readonly record struct Node(ResourceRow Row, string Branch, int Depth);

    /// <summary>Rows without anything to say are left out unless something below them has.</summary>
    public static IReadOnlyList<Node> Of(DeploymentView view, bool everything = false)
    {
        // The parallel order of a program differs from run to run; a reader compares previews by eye.
        var rows = view.Rows.OrderBy(r => !r.IsStack).ThenBy(r => r.Type, StringComparer.Ordinal)
            .ThenBy(r => r.Name, StringComparer.Ordinal).ToList();
        var stack = rows.Find(r => r.IsStack)?.Urn ?? "";
        var known = rows.Select(r => r.Urn).ToHashSet();
        var children = rows.ToLookup(r => r.Urn == stack ? null : known.Contains(r.Parent) ? r.Parent : stack);
        var nodes = new List<Node>();
        foreach (var root in rows.Where(r => r.Urn == stack || stack.Length == 0 && !known.Contains(r.Parent)))
            Add(root, "", "", 0);
        return nodes;

        bool Shown(ResourceRow row) => everything || row.IsShown || children[row.Urn].Any(Shown);

        void Add(ResourceRow row, string branch, string below, int depth)
        {
            nodes.Add(new Node(row, branch, depth));
            var shown = children[row.Urn].Where(Shown).ToList();
            for (var at = 0; at < shown.Count; at++)
            {
                var last = at == shown.Count - 1;
                Add(shown[at], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), depth + 1);
            }
        }
    }
}
