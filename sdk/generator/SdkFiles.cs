using Peering.SdkGenerator.Emit;
using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator;

/// <summary>Turns a package schema into the files of its C# SDK.</summary>
internal static class SdkFiles
{
    /// <param name="schema">The text of the schema.</param>
    /// <param name="hasLogo">Whether a logo.png lies in the output folder, to be packed.</param>
    /// <returns>The files, sorted by path; no two share a path, not even in another case.</returns>
    public static IReadOnlyList<GeneratedFile> Generate(string schema, bool hasLogo)
    {
        var package = PackageReader.Read(schema);
        return Distinct(Files(package, hasLogo));
    }

    /// <summary>The files in order; two of one path, even in another case, are refused with their place.</summary>
    public static IReadOnlyList<GeneratedFile> Distinct(IEnumerable<(GeneratedFile File, string SchemaPath)> all)
    {
        var files = new SortedDictionary<string, GeneratedFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, path) in all)
        {
            if (!files.TryAdd(file.Path, file))
                throw new SchemaException(path, $"the file {file.Path} is the one of another definition");
        }
        return [.. files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<(GeneratedFile File, string SchemaPath)> Files(Package package, bool hasLogo)
    {
        var names = new PackageNames(package);
        var usage = new TypeUsage(package);
        yield return (UtilitiesFile.Generate(package, names), "#");
        foreach (var resource in package.Resources.Prepend(package.Provider))
            yield return (new ResourceFile(package, names, resource).Generate(), resource.Path);
        foreach (var function in package.Functions)
            yield return (new FunctionFile(package, names, function).Generate(), function.Path);
        foreach (var use in (TypeUse[])[TypeUse.Input, TypeUse.State, TypeUse.Prompt, TypeUse.Output])
        {
            foreach (var definition in usage.Of(use))
                yield return (TypeFile.Generate(package, names, definition, use), definition.Path);
        }
        foreach (var group in package.Enums.GroupBy(definition => names.NamespaceOf(definition.Token, definition.Path)))
            yield return (EnumsFile.Generate(names, group.Key, [.. group]), group.First().Path);
        if (package.Config.Count > 0)
            yield return (ConfigFile.Generate(package, names, usage), "#/config");
        foreach (var folder in Folders(package, names))
            yield return (PackageFiles.Readme(package, folder), "#");
        yield return (ProjectFile.Generate(package, names, hasLogo), "#");
        foreach (var file in PackageFiles.AtRoot(package))
            yield return (file, "#");
    }

    // Every module has a folder with a README, and so have the modules around it.
    private static SortedSet<string> Folders(Package package, PackageNames names)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal) { "" };
        var tokens = package.Resources.Select(resource => (resource.Token, resource.Path))
            .Concat(package.Functions.Select(function => (function.Token, function.Path)))
            .Concat(package.Objects.Values.Select(type => (type.Token, type.Path)))
            .Concat(package.Enums.Select(type => (type.Token, type.Path)));
        foreach (var (token, path) in tokens)
        {
            var folder = names.FolderOf(names.NamespaceOf(token, path));
            if (package.Config.Count > 0 && folder.StartsWith("Config/", StringComparison.OrdinalIgnoreCase))
                throw new SchemaException(path, "the module 'config' is taken by the configuration variables");
            for (var end = folder.IndexOf('/'); end >= 0; end = folder.IndexOf('/', end + 1))
                folders.Add(folder[..(end + 1)]);
        }
        if (package.Config.Count > 0)
            folders.Add("Config/");
        return folders;
    }
}
