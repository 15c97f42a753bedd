using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>All enums of one namespace. Text and numbers are structs: values added later still arrive.</summary>
internal static class EnumsFile
{
    public static GeneratedFile Generate(PackageNames names, string space, IReadOnlyList<EnumDefinition> enums)
    {
        var writer = SourceFile.Start("System", "System.ComponentModel", "Pulumi");
        using (writer.Block($"namespace {space}"))
        {
            foreach (var definition in enums)
            {
                Write(writer, definition);
                writer.Blank();
            }
        }
        return new GeneratedFile($"{names.FolderOf(space)}Enums.cs", writer.ToString());
    }

    private static void Write(CodeWriter writer, EnumDefinition definition)
    {
        var name = PackageNames.ClassOf(definition.Token, definition.Path);
        var members = Named(definition, name);
        DocComment.Write(writer, definition.Description);
        if (definition.Kind != Primitive.Integer)
        {
            WriteStruct(writer, definition, name, members);
            return;
        }
        using (writer.Block($"public enum {name}"))
        {
            foreach (var (member, value) in members)
            {
                WriteAbout(writer, value);
                writer.Line($"{member} = {Literals.Of(value.Value)},");
            }
        }
    }

    private static void WriteStruct(
        CodeWriter writer, EnumDefinition definition, string name, List<(string Name, EnumMember Value)> members)
    {
        var isText = definition.Kind == Primitive.String;
        var type = TypeNames.Name(definition.Kind);
        writer.Line("[EnumType]");
        using (writer.Block($"public readonly struct {name} : IEquatable<{name}>"))
        {
            writer.Line($"private readonly {type} _value;").Blank();
            using (writer.Block($"private {name}({type} value)"))
                writer.Line($"_value = value{(isText ? " ?? throw new ArgumentNullException(nameof(value))" : "")};");
            writer.Blank();
            foreach (var (member, value) in members)
            {
                WriteAbout(writer, value);
                writer.Line($"public static {name} {member} {{ get; }} = new {name}({Literals.Of(value.Value)});");
            }
            writer.Blank();
            writer.Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);");
            writer.Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);").Blank();
            writer.Line($"public static explicit operator {type}({name} value) => value._value;").Blank();
            writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
            writer.Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);");
            var equal = isText
                ? "string.Equals(_value, other._value, StringComparison.Ordinal)"
                : "_value == other._value";
            writer.Line($"public bool Equals({name} other) => {equal};").Blank();
            writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
            var hash = isText ? "_value?.GetHashCode() ?? 0" : "_value.GetHashCode()";
            writer.Line($"public override int GetHashCode() => {hash};").Blank();
            writer.Line($"public override string ToString() => _value{(isText ? "" : ".ToString()")};");
        }
    }

    private static void WriteAbout(CodeWriter writer, EnumMember member)
    {
        DocComment.Write(writer, member.Description);
        if (member.Deprecation is { Length: > 0 } message)
            writer.Line(Literals.Obsolete(message));
    }

    private static List<(string Name, EnumMember Value)> Named(EnumDefinition definition, string name)
    {
        var named = new List<(string Name, EnumMember Value)>();
        foreach (var member in definition.Members)
        {
            var spelled = Identifiers.EnumMember(member.Name, name);
            if (!Identifiers.IsValid(spelled) || spelled == name)
                throw new SchemaException(member.Path, $"'{member.Name}' is not a C# name; give the value a 'name'");
            if (named.Any(earlier => earlier.Name == spelled))
                throw new SchemaException(member.Path, $"'{spelled}' is another value's name too; give one a 'name'");
            named.Add((spelled, member));
        }
        return named;
    }
}
