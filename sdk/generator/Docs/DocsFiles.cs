using Peering.SdkGenerator.Emit;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Docs;

/// <summary>Turns a package schema into its reference in Markdown: a page for each kind and function.</summary>
internal static class DocsFiles
{
    public static IReadOnlyList<GeneratedFile> Generate(string schema)
    {
        var package = PackageReader.Read(schema);
        return SdkFiles.Distinct(Files(package));
    }

    private static IEnumerable<(GeneratedFile File, string SchemaPath)> Files(Package package)
    {
        yield return (IndexPage.Generate(package), "#");
        yield return (ResourcePage.Generate("Provider", package.Provider), package.Provider.Path);
        foreach (var resource in package.Resources)
            yield return (ResourcePage.Generate(Page.NameOf(resource.Token), resource), resource.Path);
        foreach (var function in package.Functions)
            yield return (FunctionPage.Generate(function), function.Path);
        if (package.Objects.Count + package.Enums.Count > 0)
            yield return (TypesPage.Generate(package), "#/types");
    }
}
