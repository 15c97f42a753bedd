using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>The file of one form of a nested object type.</summary>
internal static class TypeFile
{
    public static GeneratedFile Generate(Package package, PackageNames names, ObjectDefinition definition, TypeUse use)
    {
        var home = names.NamespaceOf(definition.Token, definition.Path);
        var name = TypeNames.ObjectClass(definition.Token, use);
        var types = new TypeNames(names, home);
        var writer = SourceFile.StartTypes(names);
        using (writer.Block($"namespace {home}.{TypeNames.Qualifier(use)}"))
        {
            if (use == TypeUse.Output)
            {
                new OutputClass(name, definition.Properties) { Description = definition.Description }
                    .Write(writer, types);
            }
            else
            {
                var baseClass = use == TypeUse.Prompt ? "InvokeArgs" : "ResourceArgs";
                new ArgsClass(name, baseClass, use, definition.Properties) { Description = definition.Description }
                    .Write(writer, types, new Defaults(package, types));
            }
        }
        return new GeneratedFile($"{names.FolderOf(home)}{TypeNames.Qualifier(use)}/{name}.cs", writer.ToString());
    }
}
