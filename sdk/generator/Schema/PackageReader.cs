using System.Text.RegularExpressions;

namespace Peering.SdkGenerator.Schema;

/// <summary>Reads a whole package schema. What it returns is complete: anything it does not know it refuses.</summary>
internal static class PackageReader
{
    public static Package Read(string json)
    {
        var root = SchemaNode.Parse(json);
        root.ExpectKeys(
            "name", "version", "description", "homepage", "license", "repository", "publisher", "pluginDownloadURL",
            "namespace", "meta", "config", "provider", "resources", "functions", "types", "language", "dependencies",
            "parameterization", "extensionParameterization", "allowedPackageNames",
            // For the registry's pages only; the logo is a file the SDK's owner lays into the output folder.
            "displayName", "keywords", "attribution", "logoUrl");
        root.Refuse("dependencies", "types of other packages cannot be referred to")
            .Refuse("parameterization", "only packages with a plugin of their own are generated")
            .Refuse("extensionParameterization", "only packages with a plugin of their own are generated")
            .Refuse("allowedPackageNames", "tokens must start with the name of the package");

        var name = root.Text("name") ?? throw root.Error("needs a 'name'");
        if (!Regex.IsMatch(name, "^[a-zA-Z][-a-zA-Z0-9_]*$") || name is "pulumi" or "input")
            throw root.Get("name")!.Value.Error($"'{name}' cannot be the name of a package");

        var types = new TypeReader(root);
        var properties = new PropertyReader(types);
        var definitions = new DefinitionReader(types, properties);
        var enums = root.Entries("types").Where(entry => TypeReader.EnumKind(entry.Node.ExpectObject()) is not null);
        var objects = root.Entries("types").Where(entry => TypeReader.EnumKind(entry.Node) is null);
        var meta = root.Get("meta")?.ExpectKeys("moduleFormat", "supportPack");
        var csharp = PropertyReader.CSharp(root);
        return new Package(
            name, root.Text("version"), VersionFromSchema(root, meta, csharp), root.Text("description") ?? "",
            root.Text("homepage"), root.Text("license"), root.Text("repository"), root.Text("publisher"),
            root.Text("pluginDownloadURL"), root.Text("namespace"),
            meta?.Get("moduleFormat") is { } format ? ModuleFormat(format) : null,
            Settings(csharp),
            Config(root, properties),
            definitions.Resource($"pulumi:providers:{name}", root.Get("provider") ?? Empty(root, "provider"), true),
            [.. root.Entries("resources").Select(entry => definitions.Resource(entry.Name, entry.Node, false))],
            [.. root.Entries("functions").Select(entry => definitions.Function(entry.Name, entry.Node))],
            objects.ToDictionary(entry => entry.Name, entry => definitions.Object(entry.Name, entry.Node)),
            [.. enums.Select(entry =>
                DefinitionReader.Enum(entry.Name, entry.Node, TypeReader.EnumKind(entry.Node)!.Value))]);
    }

    private static SchemaNode Empty(SchemaNode root, string key) =>
        SchemaNode.Parse("{}") with { Path = $"{root.Path}/{key}" };

    private static IReadOnlyList<Property> Config(SchemaNode root, PropertyReader properties) =>
        // 'defaults' holds the names of the required variables. Programs may still leave them to the environment.
        root.Get("config") is { } config
            ? properties.Read(config.ExpectKeys("variables", "defaults"), "variables", "defaults")
            : [];

    private static bool VersionFromSchema(SchemaNode root, SchemaNode? meta, SchemaNode? csharp)
    {
        var wanted = csharp?.Flag("respectSchemaVersion") == true || meta?.Flag("supportPack") == true;
        if (wanted && root.Text("version") is null)
            throw root.Error("needs a 'version': the SDK is to carry the version of the schema");
        return wanted;
    }

    private static CSharpSettings Settings(SchemaNode? node)
    {
        if (node is not { } csharp)
            return new CSharpSettings(null, new Dictionary<string, string>(), new Dictionary<string, string>(), []);
        csharp.ExpectKeys(
            "rootNamespace", "namespaces", "packageReferences", "projectReferences", "respectSchemaVersion",
            "compatibility", "dictionaryConstructors", "liftSingleValueMethodReturns");
        csharp.Refuse("compatibility", "only the shape of native packages is generated")
            .Refuse("dictionaryConstructors", "only the shape of native packages is generated")
            .Refuse("liftSingleValueMethodReturns", "resources have no methods in the generated SDK");
        return new CSharpSettings(
            csharp.Text("rootNamespace"), Map(csharp, "namespaces"), Map(csharp, "packageReferences"),
            csharp.Texts("projectReferences"));
    }

    private static SortedDictionary<string, string> Map(SchemaNode node, string key) => new(
        node.Entries(key).ToDictionary(entry => entry.Name, entry => entry.Node.AsText()), StringComparer.Ordinal);

    private static Regex ModuleFormat(SchemaNode node)
    {
        try
        {
            var format = new Regex(node.AsText(), RegexOptions.CultureInvariant);
            return format.GetGroupNumbers().Length == 2
                ? format
                : throw node.Error("must have one capture group, for the module");
        }
        catch (ArgumentException failure)
        {
            throw node.Error($"is not a regular expression: {failure.Message}");
        }
    }
}
