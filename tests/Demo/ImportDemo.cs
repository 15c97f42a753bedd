using System.Text.Json;

namespace Demo;

/// <summary>A project full of peerings that nobody manages, brought under management without typing an id.</summary>
internal static class ImportDemo
{
    private const int Peers = 51;

    public static async Task RunAsync(TextWriter screen)
    {
        var program = Prepare();
        try
        {
            await using var show = await Show.OpenAsync(
                program.FullName, $"{Peers} peerings on three clouds, imported with three commands", screen);
            show.Atlas.Control.SeedPeers(Show.Project, Peers);
            var resources = Peers + show.Atlas.Control.Containers(Show.Project).Count;

            show.Say("What is there? The plugin lists it and writes the file.");
            var table = await show.RunPluginAsync("import-file", "--project-id", Show.Project, "--out", "import.json");
            show.ExpectText(table, $"{resources} resources to import");
            using var file = JsonDocument.Parse(
                await File.ReadAllTextAsync(Path.Combine(program.FullName, "import.json")));
            var ids = file.RootElement.GetProperty("resources").EnumerateArray()
                .Select(entry => entry.GetProperty("id").GetString()).ToHashSet();
            var peers = show.Atlas.Control.Peers(Show.Project);
            show.Expect(peers.All(peer => ids.Contains($"{Show.Project}/{peer.Id}")), "every peering is in it");

            show.Say("Take it into the state; the engine writes the program.");
            var code = Path.Combine(program.FullName, "Program.cs");
            await show.RunAsync("import", "--file", "import.json", "--out", code, "--yes");
            var isProtected = (await File.ReadAllTextAsync(code)).Split("Protect = true,").Length - 1;
            show.Expect(isProtected == resources, $"all {resources} are protected against deletion");

            show.Say("Program and Atlas agree.");
            var preview = await show.RunAsync("preview", "--expect-no-changes");
            show.ExpectText(preview, $"{resources + 1} unchanged");
            var told = show.Atlas.Requests.Count(request => request.Method != "GET");
            show.Expect(told == 0, "Atlas was only ever asked, never told");
        }
        finally
        {
            program.Delete(recursive: true);
        }
    }

    /// <summary>The example's project in a place of its own, for the import writes its program.</summary>
    private static DirectoryInfo Prepare()
    {
        var example = Path.Combine(Show.Repository(), "examples", "import-existing");
        // Within the repository, so that its Directory.Build.props holds for the copy too.
        var copy = Directory.CreateDirectory(
            Path.Combine(Show.Repository(), "artifacts", "demo", Path.GetRandomFileName()));
        foreach (var name in (string[])["Pulumi.yaml", "packages.lock.json"])
        {
            File.Copy(Path.Combine(example, name), Path.Combine(copy.FullName, name));
        }

        // Two folders down where the example is one.
        Move(Path.Combine("..", "Directory.Build.props"), "Directory.Build.props", "\"../Dir", "\"../../../Dir");
        Move("ImportExisting.csproj", "Imported.csproj", "\"../../sdk", "\"../../../sdk");
        return copy;

        void Move(string from, string to, string reference, string moved) => File.WriteAllText(
            Path.Combine(copy.FullName, to),
            File.ReadAllText(Path.Combine(example, from)).Replace(reference, moved, StringComparison.Ordinal));
    }
}
