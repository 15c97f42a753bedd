using System.Text.Json;
using Peering.Resources;
using Peering.Schema;
using Peering.SdkGenerator;
using Peering.SdkGenerator.Docs;

namespace Peering.Tests.Schema;

public sealed class SchemaTests
{
    [Fact]
    public void The_committed_schema_is_what_the_records_say() =>
        Assert.Equal(SchemaWriter.Write(new Catalog(new Session())), File.ReadAllText(Repository.File("schema.json")));

    [Fact]
    public void The_committed_sdk_is_what_the_schema_says()
    {
        var sdk = Repository.File("sdk", "dotnet");
        var generated = SdkFiles.Generate(File.ReadAllText(Repository.File("schema.json")), File.Exists(Path.Combine(sdk, "logo.png")));
        Assert.NotEmpty(generated);
        foreach (var (path, text) in generated)
        {
            Assert.Equal(text, File.ReadAllText(Path.Combine(sdk, path)));
        }
    }

    [Fact]
    public void The_committed_reference_is_what_the_schema_says()
    {
        var folder = Repository.File("sdk", "docs");
        var generated = DocsFiles.Generate(File.ReadAllText(Repository.File("schema.json")));
        Assert.Equal(
            generated.Select(file => file.Path).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.All(generated, file => Assert.Equal(file.Text, File.ReadAllText(Path.Combine(folder, file.Path))));
    }

    [Fact]
    public void Every_property_type_enum_value_resource_and_function_has_a_description()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.File("schema.json")));
        var bare = new List<string>();
        Walk(schema.RootElement, "", bare);
        Assert.Empty(bare);
    }

    [Fact]
    public void A_property_or_enum_value_without_a_description_is_noticed()
    {
        using var schema = JsonDocument.Parse("""
            { "types": { "a:b:C": { "description": "A type.", "enum": [{ "name": "Red" }] } },
              "resources": { "a:b:D": { "description": "A kind.", "inputProperties": { "e": { "description": "" } },
                "listInputs": { "properties": { "f": {} } } } } }
            """);
        var bare = new List<string>();
        Walk(schema.RootElement, "", bare);
        Assert.Equal(
            ["/types/a:b:C/Red", "/resources/a:b:D/inputProperties/e", "/resources/a:b:D/listInputs/properties/f"], bare);
    }

    /// <summary>An object directly under one of these keys is something a user reads about.</summary>
    private static void Walk(JsonElement element, string path, List<string> bare)
    {
        foreach (var part in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().ToList() : [])
        {
            if (part.Name == "enum")
            {
                bare.AddRange(part.Value.EnumerateArray()
                    .Where(value => !value.TryGetProperty("description", out var text) || text.GetString()!.Length < 5)
                    .Select(value => $"{path}/{value.GetProperty("name")}"));
            }

            if (part.Name is "properties" or "inputProperties" or "variables" or "resources" or "functions" or "types")
            {
                bare.AddRange(part.Value.EnumerateObject()
                    .Where(item => !item.Value.TryGetProperty("description", out var text) || text.GetString()!.Length < 5)
                    .Select(item => $"{path}/{part.Name}/{item.Name}"));
            }

            Walk(part.Value, $"{path}/{part.Name}", bare);
        }
    }
}
