using System.Security;
using System.Text;
using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>The project of the SDK. It builds the same inside a repository with rules of its own and outside.</summary>
internal static class ProjectFile
{
    private const string DefaultPulumi = "[3.76.1.0,4)";

    public static GeneratedFile Generate(Package package, PackageNames names, bool hasLogo)
    {
        var text = new StringBuilder();
        text.Append($"""
            <!-- {string.Join("\n     ", SourceFile.Header)} -->
            <Project Sdk="Microsoft.NET.Sdk">

              <PropertyGroup>
                <GeneratePackageOnBuild>true</GeneratePackageOnBuild>
            {About(package)}
            """);
        if (hasLogo)
            text.Append(Property("PackageIcon", "logo.png"));
        if (package.VersionFromSchema)
            text.Append(Property("Version", package.Version));
        text.Append(Settings).Append(package.VersionFromSchema ? VersionInFolder : VersionAtBuild(names));
        text.Append("""

              <ItemGroup>
                <EmbeddedResource Include="pulumi-plugin.json" />
                <None Include="pulumi-plugin.json" Pack="True" PackagePath="content" />
              </ItemGroup>

              <ItemGroup>

            """);
        text.Append(References(package)).Append("  </ItemGroup>\n");
        if (package.CSharp.ProjectReferences.Count > 0)
        {
            text.Append("\n  <ItemGroup>\n");
            foreach (var project in package.CSharp.ProjectReferences)
                text.Append($"    <ProjectReference Include=\"{Escape(project)}\" />\n");
            text.Append("  </ItemGroup>\n");
        }
        if (hasLogo)
        {
            text.Append("""

                  <ItemGroup>
                    <None Include="logo.png" Pack="True" PackagePath="" />
                  </ItemGroup>

                """);
        }
        text.Append("\n</Project>\n");
        return new GeneratedFile($"{names.Namespace}.csproj", text.ToString());
    }

    private const string OutputExtensions = "AllowedOutputExtensionsInPackageBuildOutputFolder";

    private const string Settings = $"""
            <TargetFramework Condition="'$(TargetFramework)' == ''">net6.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>disable</ImplicitUsings>
          </PropertyGroup>

          <!-- Rules of the repository around it are for code that people write. CS0612, CS0618: what the schema calls
               deprecated is still set here. CS8604: an unset environment variable is an input without a value. -->
          <PropertyGroup>
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
            <EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild>
            <RunAnalyzers>false</RunAnalyzers>
            <NoWarn>$(NoWarn);0612;0618;8604</NoWarn>
          </PropertyGroup>

          <!-- In every configuration: what is published is a release, and its readers want the words too. -->
          <PropertyGroup>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <NoWarn>$(NoWarn);1701;1702;1591</NoWarn>
          </PropertyGroup>

          <PropertyGroup>
            <{OutputExtensions}>$({OutputExtensions});.pdb</{OutputExtensions}>
            <EmbedUntrackedSources>true</EmbedUntrackedSources>
            <PublishRepositoryUrl>true</PublishRepositoryUrl>
          </PropertyGroup>

          <PropertyGroup Condition="'$(GITHUB_ACTIONS)' == 'true'">
            <ContinuousIntegrationBuild>true</ContinuousIntegrationBuild>
          </PropertyGroup>

          <!-- The repository the SDK is generated in need not be the published one. -->
          <ItemGroup Condition="'$(UsePulumiStandIn)' != 'true'">
            <PackageReference Include="Microsoft.SourceLink.GitHub" Version="1.0.0" PrivateAssets="All" />
          </ItemGroup>

        """;

    private const string VersionInFolder = """

          <ItemGroup>
            <EmbeddedResource Include="version.txt" />
            <None Include="version.txt" Pack="True" PackagePath="content" />
          </ItemGroup>

        """;

    private static string VersionAtBuild(PackageNames names) => $"""

          <!-- Which version of the plugin a program asks for is the version of this package. -->
          <Target Name="WriteVersionFile" BeforeTargets="AssignTargetPaths;_GetPackageFiles">
            <PropertyGroup>
              <_VersionFile>$(IntermediateOutputPath)version.txt</_VersionFile>
            </PropertyGroup>
            <WriteLinesToFile
              File="$(_VersionFile)" Lines="$(Version)" Overwrite="true" WriteOnlyWhenDifferent="true" />
            <ItemGroup>
              <EmbeddedResource Include="$(_VersionFile)" LogicalName="{Escape(names.Namespace)}.version.txt" />
              <None Include="$(_VersionFile)" Pack="True" PackagePath="content" />
              <FileWrites Include="$(_VersionFile)" />
            </ItemGroup>
          </Target>

        """;

    private static string About(Package package) =>
        Property("Authors", package.Publisher is { Length: > 0 } publisher ? publisher : "Pulumi Corp.")
        + Property("Company", package.Publisher is { Length: > 0 } company ? company : "Pulumi Corp.")
        + Property("Description", package.Description.Trim())
        + Property("PackageLicenseExpression", package.License)
        + Property("PackageProjectUrl", package.Homepage)
        + Property("RepositoryUrl", package.Repository);

    private static string References(Package package)
    {
        var references = package.CSharp.PackageReferences.ToList();
        var hasPulumi = references.Any(reference => reference.Key == "Pulumi")
            || package.CSharp.ProjectReferences.Any(path => path.EndsWith("Pulumi.csproj", StringComparison.Ordinal));
        if (!hasPulumi)
            references.Add(new KeyValuePair<string, string>("Pulumi", DefaultPulumi));
        return string.Concat(references.OrderBy(reference => reference.Key, StringComparer.Ordinal).Select(reference =>
        {
            var exclude = reference.Key.StartsWith("Pulumi.", StringComparison.Ordinal)
                ? " ExcludeAssets=\"contentFiles\""
                : "";
            var (name, version) = (Escape(reference.Key), Escape(reference.Value));
            return $"    <PackageReference Include=\"{name}\" Version=\"{version}\"{exclude} />\n";
        }));
    }

    private static string Property(string name, string? value) =>
        string.IsNullOrEmpty(value) ? "" : $"    <{name}>{Escape(value)}</{name}>\n";

    private static string Escape(string text) => SecurityElement.Escape(text);
}
