using System.Diagnostics;
using Peering.SdkGenerator;

namespace Peering.Tests.SdkGenerator;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Sdk.NewFolder();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_sdk_is_written_to_the_folder()
    {
        var (code, output, _) = await Run(Schema("""{ "name": "kit" }"""), Path.Combine(folder.FullName, "a", "sdk"));

        Assert.Equal(0, code);
        Assert.Contains("changed", output);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "a", "sdk", "Pulumi.Kit.csproj")));
    }

    [Fact]
    public async Task The_reference_is_written_to_the_folder()
    {
        var docs = Path.Combine(folder.FullName, "docs");
        var (code, _, _) = await Run("docs", Schema("""{ "name": "kit" }"""), docs);

        Assert.Equal(0, code);
        Assert.Equal(["Provider.md", "README.md"], Directory.EnumerateFiles(docs).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_refused_schema_is_named_with_the_place_in_it()
    {
        var schema = Schema("""{ "name": "kit", "color": "red" }""");

        var (code, _, error) = await Run(schema, Path.Combine(folder.FullName, "sdk"));

        Assert.Equal(1, code);
        Assert.Equal($"{schema}#/color: the generator does not know this key", error.Trim());
        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "sdk")));
    }

    [Fact]
    public async Task A_schema_that_is_not_there_is_said_so()
    {
        var (code, _, error) = await Run(Path.Combine(folder.FullName, "none.json"), folder.FullName);

        Assert.Equal(1, code);
        Assert.Contains("none.json", error);
    }

    [Fact]
    public async Task Other_arguments_get_the_usage()
    {
        var (code, _, error) = await Run("schema.json");

        Assert.Equal(2, code);
        Assert.Contains("usage: SdkGenerator [docs] <schema.json> <output dir>", error);
    }

    private string Schema(string text)
    {
        var file = Path.Combine(folder.FullName, "schema.json");
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(SdkFiles).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
