using Peering.SdkGenerator;

namespace Peering.Tests.SdkGenerator;

public sealed class OutputFolderTests : IDisposable
{
    private const string One = """{ "name": "kit", "resources": { "kit:index:One": {} } }""";

    private const string Two = """
        { "name": "kit", "description": "Two.", "config": { "variables": { "v": { "type": "string" } } },
          "resources": { "kit:index:Two": {}, "kit:aws/v1:Two": {} } }
        """;

    private readonly DirectoryInfo folder = Sdk.NewFolder();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void What_an_earlier_run_generated_and_this_one_does_not_is_removed()
    {
        Generate(Two);
        var changes = new OutputFolder(folder.FullName + "/").Write(SdkFiles.Generate(One, hasLogo: false));

        Assert.Equal(
            ["Aws/README.md", "Aws/V1/README.md", "Aws/V1/Two.cs", "Config/Config.cs", "Config/README.md", "Two.cs"],
            changes.Removed);
        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "Aws")));
        Assert.Equal(Sdk.Of(One).Keys.Order(), Paths());
    }

    [Fact]
    public void A_renamed_package_leaves_one_project()
    {
        Generate(One);
        Generate("""{ "name": "kit", "namespace": "acme", "resources": { "kit:index:One": {} } }""");

        Assert.Equal(["Acme.Kit.csproj"], Paths().Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_that_people_wrote_are_kept()
    {
        Generate(Two);
        string[] byHand = ["Two.Extensions.cs", "logo.png", "Aws/V1/Notes.md", "obj/Two.cs", "packages.lock.json"];
        foreach (var path in byHand)
            Put(path, "by hand");

        var changes = Generate(One);

        Assert.Contains("Aws/V1/Two.cs", changes.Removed);
        Assert.All(byHand, path => Assert.Equal("by hand", File.ReadAllText(Path.Combine(folder.FullName, path))));
    }

    [Fact]
    public void Build_output_is_not_looked_at()
    {
        Generate(Two);
        Put("obj/Two.cs", File.ReadAllText(Path.Combine(folder.FullName, "Two.cs")));

        Assert.DoesNotContain("obj/Two.cs", Generate(One).Removed);
    }

    [Fact]
    public void A_file_by_hand_in_the_place_of_a_generated_one_stops_the_run_before_anything_changes()
    {
        Generate(Two);
        Put("One.cs", "class One;");

        var failure = Assert.Throws<IOException>(() => Generate(One));

        Assert.Contains("One.cs was not generated and would be overwritten", failure.Message);
        Assert.Equal("class One;", File.ReadAllText(Path.Combine(folder.FullName, "One.cs")));
        Assert.Contains("Two.cs", Paths());
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Assert.Equal(Sdk.Of(Two).Count, Generate(Two).Written);

        var again = Generate(Two);

        Assert.Equal((0, 0), (again.Written, again.Removed.Count));
    }

    [Fact]
    public void A_refused_schema_leaves_the_folder_as_it_was()
    {
        Generate(One);

        Sdk.RefusalOf("""{ "name": "kit", "resources": { "kit:index:One": { "methods": { "m": "x" } } } }""");

        Assert.Equal(Sdk.Of(One).Keys.Order(), Paths());
    }

    private FolderChanges Generate(string schema)
    {
        var output = new OutputFolder(folder.FullName);
        return output.Write(SdkFiles.Generate(schema, output.HasLogo));
    }

    private void Put(string path, string text)
    {
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private IEnumerable<string> Paths() => Directory
        .EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder.FullName, file).Replace(Path.DirectorySeparatorChar, '/'))
        .Order();
}
