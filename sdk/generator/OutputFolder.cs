using Peering.SdkGenerator.Emit;

namespace Peering.SdkGenerator;

/// <summary>The folder the SDK is written to. Files of the same folder that people wrote are left alone.</summary>
internal sealed class OutputFolder(string folder)
{
    private readonly string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    // What the build writes below the project. Nothing in it is ours.
    private static readonly string[] BuildFolders = ["bin", "obj"];

    // JSON and plain text cannot carry the mark; these two are the generator's by their names.
    private static readonly string[] Unmarked = ["pulumi-plugin.json", "version.txt"];

    public bool HasLogo => File.Exists(Path.Combine(path, "logo.png"));

    /// <summary>Writes what changed and removes what earlier runs generated and this one did not.</summary>
    public FolderChanges Write(IReadOnlyList<GeneratedFile> files)
    {
        foreach (var file in files.Where(file => !Unmarked.Contains(file.Path)))
        {
            var target = Target(file.Path);
            if (File.Exists(target) && !IsGenerated(target))
                throw new IOException($"{target} was not generated and would be overwritten; move or rename it");
        }
        Directory.CreateDirectory(path);
        var removed = RemoveStale(files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal));
        var written = 0;
        foreach (var file in files)
        {
            var target = Target(file.Path);
            if (File.Exists(target) && File.ReadAllText(target) == file.Text)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, file.Text);
            written++;
        }
        return new FolderChanges(files.Count, written, removed);
    }

    private List<string> RemoveStale(HashSet<string> current)
    {
        var removed = new List<string>();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order().ToList())
        {
            var relative = Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/');
            if (current.Contains(relative) || BuildFolders.Contains(relative.Split('/')[0]) || !IsGenerated(file))
                continue;
            File.Delete(file);
            removed.Add(relative);
            RemoveIfEmpty(Path.GetDirectoryName(file)!);
        }
        return removed;
    }

    private void RemoveIfEmpty(string directory)
    {
        while (directory != path && !Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.Delete(directory);
            directory = Path.GetDirectoryName(directory)!;
        }
    }

    private string Target(string relative) => Path.Combine(path, relative);

    private static bool IsGenerated(string file)
    {
        using var reader = new StreamReader(file);
        return reader.ReadLine()?.Contains(SourceFile.Mark, StringComparison.Ordinal) == true;
    }
}

internal sealed record FolderChanges(int Total, int Written, IReadOnlyList<string> Removed);
