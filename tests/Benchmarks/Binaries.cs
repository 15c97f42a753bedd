namespace Benchmarks;

/// <summary>What is measured: the packaged plugin, and the bare server packed the same way.</summary>
internal sealed record Binaries(string Plugin, string Bare)
{
    public static Binaries Find(string root)
    {
        var found = new Binaries(
            Path.Combine(root, "artifacts", "bin", "pulumi-resource-peering"),
            Path.Combine(root, "artifacts", "bin", "bare-server"));
        foreach (var file in new[] { found.Plugin, found.Bare }.Where(file => !File.Exists(file)))
        {
            throw new FileNotFoundException($"There is no {file}: `make bench` packs it first.");
        }

        return found;
    }
}
