using System.Xml.Linq;

namespace Peering.Tests.SdkGenerator;

public class ProjectTests
{
    [Fact]
    public void A_package_that_says_little_gets_the_defaults()
    {
        var project = Project(Sdk.Of("""{ "name": "kit" }"""));

        Assert.Equal("Pulumi Corp.", project.Descendants("Authors").Single().Value);
        Assert.Equal("[3.76.1.0,4)", Reference(project, "Pulumi").Attribute("Version")?.Value);
        Assert.Equal("net6.0", project.Descendants("TargetFramework").Single().Value);
        Assert.Empty(project.Descendants("Version"));
        Assert.Empty(project.Descendants("PackageIcon"));
        Assert.Empty(project.Descendants("PackageLicenseExpression"));
    }

    [Fact]
    public void The_version_file_is_made_by_the_build_unless_the_schema_has_the_version()
    {
        var byBuild = Sdk.Of("""{ "name": "kit", "version": "1.2.3" }""");
        var bySchema = Sdk.Of("""
            { "name": "kit", "version": "1.2.3-beta.1", "language": { "csharp": { "respectSchemaVersion": true } } }
            """);

        Assert.DoesNotContain("version.txt", byBuild.Keys);
        Assert.Equal("WriteVersionFile", Project(byBuild).Descendants("Target").Single().Attribute("Name")?.Value);
        Assert.Equal("1.2.3-beta.1", bySchema["version.txt"]);
        Assert.Equal("1.2.3-beta.1", Project(bySchema).Descendants("Version").Single().Value);
        Assert.Empty(Project(bySchema).Descendants("Target"));
        Assert.Contains("\"version\": \"1.2.3-beta.1\"", bySchema["pulumi-plugin.json"]);
        Assert.DoesNotContain("version", byBuild["pulumi-plugin.json"]);
    }

    [Fact]
    public void References_of_the_schema_are_the_references_of_the_project()
    {
        var project = Project(Sdk.OfKit("""
            "language": { "csharp": {
              "packageReferences": { "Pulumi": "3.90.0", "Pulumi.Aws": "7.*", "Other": "1.0.0" },
              "projectReferences": ["../x.csproj"] } }
            """));

        Assert.Equal("3.90.0", Reference(project, "Pulumi").Attribute("Version")?.Value);
        Assert.Null(Reference(project, "Pulumi").Attribute("ExcludeAssets"));
        Assert.Equal("contentFiles", Reference(project, "Pulumi.Aws").Attribute("ExcludeAssets")?.Value);
        Assert.Null(Reference(project, "Other").Attribute("ExcludeAssets"));
        Assert.Equal("../x.csproj", project.Descendants("ProjectReference").Single().Attribute("Include")?.Value);
    }

    [Fact]
    public void A_logo_that_lies_there_is_packed()
    {
        var project = Project(Sdk.Of("""{ "name": "kit" }""", hasLogo: true));

        Assert.Equal("logo.png", project.Descendants("PackageIcon").Single().Value);
        Assert.Contains(project.Descendants("None"), item => item.Attribute("Include")?.Value == "logo.png");
    }

    private static XElement Project(Dictionary<string, string> files) => XElement.Parse(files["Pulumi.Kit.csproj"]);

    private static XElement Reference(XElement project, string name) =>
        project.Descendants("PackageReference").Single(item => item.Attribute("Include")?.Value == name);
}
