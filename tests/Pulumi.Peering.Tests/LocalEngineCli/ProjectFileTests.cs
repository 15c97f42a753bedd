using LocalEngine;
using LocalEngine.Project;

namespace Peering.Tests.LocalEngineCli;

public sealed class ProjectFileTests
{
    private const string Head = "name: p\nruntime: dotnet\n";

    [Fact]
    public void A_project_is_read_with_its_runtime_configuration_and_plugins()
    {
        var project = Read("""
            name: infra
            runtime:
              name: dotnet
              options:
                binary: bin/infra.dll
            main: src
            backend:
              url: file:///states
            config:
              region: us-east-1
              infra:count:
                type: integer
                default: 3
              names:
                type: array
                items:
                  type: string
                default: [a, b]
              apiKey:
                type: string
                secret: true
              peering:baseUrl:
                value: http://localhost:1
            plugins:
              providers:
                - name: peering
                  path: ../bin
            """);

        Assert.Equal("infra", project.Name);
        Assert.Equal("bin/infra.dll", project.Runtime.Option("binary"));
        Assert.Equal("/infra/src", project.Program);
        Assert.Equal("file:///states", project.BackendUrl);
        Assert.Equal("/infra/Pulumi.dev.yaml", project.StackFile("dev"));
        Assert.Equal(
            ["infra:region=us-east-1", "infra:count=3", "infra:names=[\"a\",\"b\"]", "infra:apiKey=",
                "peering:baseUrl=http://localhost:1"],
            project.Config.Select(c => $"{c.Key}={c.Default?.Text}"));
        Assert.True(project.Config.Single(c => c.Key.Name == "apiKey").Secret);
        Assert.Equal(("peering", "/bin"), project.Plugins.Select(p => (p.Name, p.Directory)).Single());
    }

    [Theory]
    [InlineData("", "Pulumi.yaml: 'name' is missing")]
    [InlineData("name: p", "Pulumi.yaml: 'runtime' is missing")]
    [InlineData("- a", "Pulumi.yaml:1: the file must be a mapping")]
    [InlineData("name: [p]\nruntime: dotnet", "Pulumi.yaml:1: 'name' must be a single value")]
    [InlineData("name: a b\nruntime: dotnet", "Pulumi.yaml:1: 'a b' is not a project name")]
    [InlineData("name: p\nruntime: rust", "Pulumi.yaml:2: the runtime 'rust' is not supported")]
    [InlineData("name: p\nruntime:\n  options: {}", "Pulumi.yaml:3: 'runtime' has no 'name'")]
    [InlineData("name: p\nname: q\nruntime: dotnet", "Pulumi.yaml:2: not valid YAML")]
    [InlineData("name: p\nruntime: 'dotnet", "not valid YAML")]
    [InlineData("name: p\n  x: y\nruntime: dotnet", "not valid YAML")]
    [InlineData(Head + "---\nname: q", "holds 2 YAML documents")]
    [InlineData(Head + "config:\n  - a", "Pulumi.yaml:4: 'config' must be a mapping")]
    [InlineData(Head + "config:\n  a b: 1", "Pulumi.yaml:4: 'a b' is not a configuration key")]
    [InlineData(Head + "config:\n  a: 1\n  p:a: 2", "Pulumi.yaml:5: the configuration key p:a is declared twice")]
    [InlineData(Head + "config:\n  a:\n    type: text", "Pulumi.yaml:5: 'text' is not a configuration type")]
    [InlineData(Head + "config:\n  a:\n    type: integer\n    default: x",
        "Pulumi.yaml:6: the value of p:a is not of its type integer")]
    [InlineData(Head + "config:\n  a:\n    type: array\n    items:\n      type: integer\n    default: [1, x]",
        "is not of its type array<integer>")]
    [InlineData(Head + "config:\n  a:\n    type: string\n    items:\n      type: string",
        "'items' belongs to an array")]
    [InlineData(Head + "config:\n  a:\n    typo: string\n    default: x", "Pulumi.yaml:5: 'typo' is not known")]
    [InlineData(Head + "config:\n  a:\n    type: string\n    secret: maybe",
        "Pulumi.yaml:6: 'secret' must be true or false")]
    [InlineData(Head + "config:\n  aws:region:\n    default: x", "aws:region does not belong to the project p")]
    [InlineData(Head + "config:\n  a:\n    secure: v1:x:y",
        "p:a is encrypted; a secure value belongs in Pulumi.<stack>.yaml")]
    [InlineData(Head + "plugins:\n  providers:\n    name: x", "Pulumi.yaml:5: 'plugins.providers' must be a list")]
    [InlineData(Head + "plugins:\n  providers:\n    - name: x", "Pulumi.yaml:5: the provider plugin 'x' has no 'path'")]
    [InlineData(Head + "plugins:\n  providers:\n    - path: x", "Pulumi.yaml:5: a provider plugin has no 'name'")]
    public void A_mistake_is_named_with_its_line(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<EngineException>(() => Read(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_project_of_a_subdirectory_is_found_above_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", Head);
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "a", "b")).FullName;

        Assert.Equal(folder.Path, ProjectFile.Find(below).Directory);
    }

    [Fact]
    public void A_directory_without_a_project_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains($"no Pulumi.yaml in {folder.Path}",
            Assert.Throws<EngineException>(() => ProjectFile.Find(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "p", "p:name")]
    [InlineData("aws:region", "p", "aws:region")]
    [InlineData("aws:config:region", "p", "aws:region")]
    public void A_key_without_a_namespace_belongs_to_the_project(string text, string project, string key) =>
        Assert.Equal(key, ConfigKey.Parse(text, project).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a:")]
    [InlineData(":a")]
    [InlineData("a b")]
    [InlineData("a:b:c")]
    public void A_malformed_key_is_refused(string text) =>
        Assert.Throws<EngineException>(() => ConfigKey.Parse(text, "p"));

    private static ProjectFile Read(string yaml) => ProjectReader.Read(YamlFile.Parse("/infra/Pulumi.yaml", yaml));
}
