using Peering.SdkGenerator;
using Peering.SdkGenerator.Schema;

namespace Peering.Tests.SdkGenerator;

/// <summary>The SDK of a schema, as its files by path.</summary>
internal static class Sdk
{
    public static Dictionary<string, string> Of(string schema, bool hasLogo = false) =>
        SdkFiles.Generate(schema, hasLogo).ToDictionary(file => file.Path, file => file.Text);

    /// <summary>A package named <c>kit</c> with the given members beside its name.</summary>
    public static Dictionary<string, string> OfKit(string members) => Of(Kit(members));

    public static string Kit(string members) => $$"""{ "name": "kit", {{members}} }""";

    public static string RefusalOf(string schema) => Assert.Throws<SchemaException>(() => Of(schema)).Message;

    /// <summary>A fresh folder that is gone when the test is over.</summary>
    public static DirectoryInfo NewFolder() => Directory.CreateTempSubdirectory("sdk-generator-");
}
