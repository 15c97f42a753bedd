namespace LocalEngine.Project;

/// <summary>The directory that holds the states, laid out as Pulumi's file backend does.</summary>
internal sealed record Backend(string Root)
{
    private const string Variable = "PULUMI_BACKEND_URL";

    /// <param name="given">What <c>--state</c> said: a directory.</param>
    /// <param name="project">Its own backend and its directory come last.</param>
    public static Backend Of(string? given, ProjectFile project)
    {
        if (given is not null) return new Backend(Path.GetFullPath(given));
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url)
            return new Backend(FromUrl(url, Variable, Directory.GetCurrentDirectory()));
        return new Backend(project.BackendUrl is { Length: > 0 } own
            ? FromUrl(own, $"'backend.url' in {project.Path}", project.Directory)
            : project.Directory);
    }

    public string StateFile(string project, string stack) => Path.Combine(StacksOf(project), $"{stack}.json");

    public IReadOnlyList<string> Stacks(string project) => Directory.Exists(StacksOf(project))
        ? [.. Directory.EnumerateFiles(StacksOf(project), "*.json").Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)!]
        : [];

    private string StacksOf(string project) => Path.Combine(Root, ".pulumi", "stacks", project);

    private static string FromUrl(string url, string where, string relativeTo)
    {
        const string scheme = "file://";
        if (!url.StartsWith(scheme, StringComparison.Ordinal))
            throw new EngineException($"{where} is '{url}', but only file:// states are known here; write "
                + "file:///directory, or unset it to keep the state beside Pulumi.yaml");
        var path = url[scheme.Length..];
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        return Path.GetFullPath(path, relativeTo);
    }
}
