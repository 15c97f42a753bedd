using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>The class through which a program reads the package's configuration.</summary>
internal static class ConfigFile
{
    public static GeneratedFile Generate(Package package, PackageNames names, TypeUsage usage)
    {
        // Text in the configuration is not JSON, so enums are read as what they are made of.
        var types = new TypeNames(names, names.Namespace);
        var defaults = new Defaults(package, types);
        Members.Check("Config", package.Config, "Types");
        var writer = SourceFile.Start("System", "System.Collections.Immutable");
        using (writer.Block($"namespace {names.Namespace}"))
        using (writer.Block("public static class Config"))
        {
            WriteValue(writer);
            writer.Line("private static readonly global::Pulumi.Config __config = "
                + $"new global::Pulumi.Config({Literals.Text(package.Name)});").Blank();
            foreach (var variable in package.Config)
                WriteVariable(writer, types, defaults, variable);
            WriteTypes(writer, types, [.. usage.Of(TypeUse.Config)]);
        }
        return new GeneratedFile("Config/Config.cs", writer.ToString());
    }

    // Read when asked for, as the configuration is not there yet when the class is loaded; a program may override it.
    private static void WriteValue(CodeWriter writer)
    {
        using (writer.Block("private sealed class __Value<T>"))
        {
            writer.Line("private readonly Func<T> _getter;");
            writer.Line("private T _value = default!;");
            writer.Line("private bool _set;").Blank();
            using (writer.Block("public __Value(Func<T> getter)"))
                writer.Line("_getter = getter;");
            writer.Blank().Line("public T Get() => _set ? _value : _getter();").Blank();
            using (writer.Block("public void Set(T value)"))
                writer.Line("_value = value;").Line("_set = true;");
        }
        writer.Blank();
    }

    private static void WriteVariable(CodeWriter writer, TypeNames types, Defaults defaults, Property variable)
    {
        CheckReadable(variable.Path, variable.Type);
        var type = types.Nullable(variable.Type, TypeUse.Config, required: false);
        var field = "_" + Identifiers.Parameter(variable.Name).TrimStart('@');
        var value = $"__config.{Getter(types, variable)}({Literals.Text(variable.Name)})";
        if (Defaults.Has(variable))
            value += $" ?? {defaults.Of(variable, TypeUse.Config)}";
        writer.Line($"private static readonly __Value<{type}> {field} = new __Value<{type}>(() => {value});").Blank();
        DocComment.Write(writer, variable.Description);
        if (variable.Deprecation is { Length: > 0 } message)
            writer.Line(Literals.Obsolete(message));
        using (writer.Block($"public static {type} {Members.NameOf(variable)}"))
            writer.Line($"get => {field}.Get();").Line($"set => {field}.Set(value);");
        writer.Blank();
    }

    private static string Getter(TypeNames types, Property variable) => types.Of(variable.Type, TypeUse.Config) switch
    {
        "string" => "Get",
        "bool" => "GetBoolean",
        "int" => "GetInt32",
        "double" => "GetDouble",
        // A struct that is not there must be told from one that is.
        var type when variable.Type is PrimitiveType { Kind: Primitive.Json } => $"GetObject<{type}?>",
        var type => $"GetObject<{type}>",
    };

    private static void CheckReadable(string path, SchemaType type)
    {
        switch (type)
        {
            case ArrayType array:
                CheckReadable(path, array.Items);
                break;
            case MapType map:
                CheckReadable(path, map.Values);
                break;
            case ResourceReference or PrimitiveType { Kind: Primitive.Asset or Primitive.Archive }:
                throw new SchemaException(path, "configuration holds neither resources nor assets");
            case UnionType union when !union.Members.Any(member => member is EnumReference):
                throw new SchemaException(path, "configuration is JSON, which does not say which of the types it is");
        }
    }

    private static void WriteTypes(CodeWriter writer, TypeNames types, IReadOnlyList<ObjectDefinition> definitions)
    {
        if (definitions.Count == 0)
            return;
        var written = new HashSet<string>(StringComparer.Ordinal);
        using (writer.Block("public static class Types"))
        {
            foreach (var definition in definitions)
            {
                var name = TypeNames.ObjectClass(definition.Token, TypeUse.Config);
                if (!written.Add(name))
                    throw new SchemaException(definition.Path, $"configuration uses another type named '{name}' too");
                Members.Check(name, definition.Properties);
                DocComment.Write(writer, definition.Description);
                using (writer.Block($"public class {name}"))
                {
                    foreach (var property in definition.Properties)
                        WriteMember(writer, types, property);
                }
                writer.Blank();
            }
        }
    }

    private static void WriteMember(CodeWriter writer, TypeNames types, Property property)
    {
        CheckReadable(property.Path, property.Type);
        var type = types.Nullable(property.Type, TypeUse.Config, property.Required);
        var isStruct = property.Type is ArrayType
            || type is "bool" or "int" or "double" or "System.Text.Json.JsonElement";
        DocComment.Write(writer, property.Description);
        writer.Line($"[global::System.Text.Json.Serialization.JsonPropertyName({Literals.Text(property.Name)})]");
        writer.Line($"public {type} {Members.NameOf(property)} {{ get; set; }}"
            + (property.Required && !isStruct ? " = null!;" : "")).Blank();
    }
}
