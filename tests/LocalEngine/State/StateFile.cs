namespace LocalEngine.State;

/// <summary>The file of one stack. A write replaces it as a whole or not at all.</summary>
internal sealed class StateFile(string path, SecretsCipher cipher)
{
    private readonly SnapshotJson json = new(cipher);

    public string Path => path;

    /// <summary>Null while the stack has never been written.</summary>
    public Snapshot? Read() => File.Exists(path) ? json.Read(File.ReadAllText(path)) : null;

    public void Write(Snapshot snapshot)
    {
        SnapshotIntegrity.Verify(snapshot);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var next = path + ".tmp";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var writer = new StreamWriter(stream);
            writer.Write(json.Write(snapshot));
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
