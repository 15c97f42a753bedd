using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>The files beside the code: for readers, for git and for the tool that looks for plugins.</summary>
internal static class PackageFiles
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static GeneratedFile Readme(Package package, string folder)
    {
        var description = package.Description.ReplaceLineEndings("\n").Trim('\n');
        return new GeneratedFile(
            $"{folder}README.md", $"<!-- {string.Join(" ", SourceFile.Header)} -->\n\n{description}\n");
    }

    public static IEnumerable<GeneratedFile> AtRoot(Package package)
    {
        yield return new GeneratedFile(".gitattributes", $"{HashHeader}* linguist-generated=true\n");
        yield return new GeneratedFile(".gitignore", $"{HashHeader}bin\nobj\n");
        var version = package.VersionFromSchema ? package.Version : null;
        if (version is not null)
            yield return new GeneratedFile("version.txt", version);
        var plugin = new JsonObject { ["resource"] = true, ["name"] = package.Name };
        if (version is not null)
            plugin["version"] = version;
        if (package.PluginDownloadUrl is { Length: > 0 } server)
            plugin["server"] = server;
        yield return new GeneratedFile("pulumi-plugin.json", plugin.ToJsonString(Indented) + "\n");
    }

    private static string HashHeader => string.Concat(SourceFile.Header.Select(line => $"# {line}\n"));
}
