namespace AtlasEmulator.Http;

/// <summary>Endpoint is null when the path exists but not with this method.</summary>
internal sealed record RouteMatch(Endpoint? Endpoint, string GroupId, string? Id);

internal sealed class Router(IReadOnlyList<Endpoint> endpoints)
{
    private const string Prefix = "/api/atlas/v2/groups/";

    public RouteMatch? Find(string method, string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var segments = path[Prefix.Length..].Split('/');
        var found = default(RouteMatch);
        foreach (var endpoint in endpoints)
        {
            if (!Matches(endpoint.Segments, segments, out var id)) continue;
            if (endpoint.Method == method) return new RouteMatch(endpoint, segments[0], id);
            found ??= new RouteMatch(null, segments[0], id);
        }

        return found;
    }

    // The first of path is the group, which no pattern names.
    private static bool Matches(string[] pattern, string[] path, out string? id)
    {
        id = null;
        if (path.Length != pattern.Length + 1) return false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var (wanted, given) = (pattern[i], path[i + 1]);
            if (!wanted.StartsWith("{id}", StringComparison.Ordinal))
            {
                if (wanted != given) return false;
                continue;
            }

            // {id}:accept: the colon belongs to the path.
            var verb = wanted["{id}".Length..];
            if (!given.EndsWith(verb, StringComparison.Ordinal) || given.Length == verb.Length) return false;
            id = given[..^verb.Length];
        }

        return true;
    }
}
