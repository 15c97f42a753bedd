using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>A class of arguments: of a resource, its lookup, a function or a nested input object.</summary>
internal sealed record ArgsClass(string Name, string BaseClass, TypeUse Use, IReadOnlyList<Property> Properties)
{
    public string? Description { get; init; }

    /// <summary>The arguments of a provider travel as text: what is no string is JSON.</summary>
    public bool IsProvider { get; init; }

    public void Write(CodeWriter writer, TypeNames types, Defaults defaults)
    {
        Members.Check(Name, Properties, "Empty");
        DocComment.Write(writer, Description);
        using (writer.Block($"public sealed class {Name} : global::Pulumi.{BaseClass}"))
        {
            foreach (var property in Properties)
            {
                if (property.Secret || property.Type is ArrayType or MapType)
                    WriteWithField(writer, types, property);
                else
                    WriteAuto(writer, types, property);
                writer.Blank();
            }
            using (writer.Block($"public {Name}()"))
            {
                foreach (var property in Properties.Where(Defaults.Has))
                    writer.Line($"{Members.NameOf(property)} = {defaults.Of(property, Use)};");
            }
            writer.Line($"public static new {Name} Empty => new {Name}();");
        }
    }

    private void WriteAuto(CodeWriter writer, TypeNames types, Property property)
    {
        var initializer = property.Required && !IsStruct(types, property.Type) ? " = null!;" : "";
        DocComment.Write(writer, property.Description);
        writer.Line(Attribute(property));
        WriteObsolete(writer, property);
        writer.Line($"public {types.Nullable(property.Type, Use, property.Required)} {Members.NameOf(property)} "
            + $"{{ get; set; }}{initializer}");
    }

    private void WriteWithField(CodeWriter writer, TypeNames types, Property property)
    {
        var isCollection = property.Type is ArrayType or MapType;
        var type = types.OfField(property.Type, Use);
        var field = "_" + Identifiers.Parameter(property.Name).TrimStart('@');
        writer.Line(Attribute(property));
        writer.Line($"private {type}? {field};").Blank();
        DocComment.Write(writer, property.Description);
        WriteObsolete(writer, property);
        // A collection is never null to its reader, so that an initializer can add to it.
        using (writer.Block($"public {type}{(isCollection ? "" : "?")} {Members.NameOf(property)}"))
        {
            writer.Line(isCollection ? $"get => {field} ?? ({field} = new {type}());" : $"get => {field};");
            if (!property.Secret || !TypeNames.TakesOutputs(property.Type, Use))
            {
                writer.Line($"set => {field} = value;");
                return;
            }
            using (writer.Block("set"))
                WriteSecret(writer, types, property, field);
        }
    }

    // What is combined with a secret output becomes secret itself.
    private void WriteSecret(CodeWriter writer, TypeNames types, Property property, string field)
    {
        var empty = property.Type switch
        {
            ArrayType array => $"ImmutableArray.Create<{types.Bare(array.Items, Use)}>()",
            MapType map => $"ImmutableDictionary.Create<string, {types.Bare(map.Values, Use)}>()",
            _ => "0",
        };
        writer.Line($"var emptySecret = Output.CreateSecret({empty});");
        if (property.Type is ArrayType or MapType)
        {
            writer.Line($"{field} = Output.All(value, emptySecret).Apply(v => v[0]);");
            return;
        }
        if (types.Of(property.Type, Use) == "object")
            throw new SchemaException(property.Path, "a value of three types or more cannot be made secret");
        // InputJson and InputUnion are inputs of what they hold; the result must be of that, not of them.
        var input = $"Input<{types.Bare(property.Type, Use)}>";
        writer.Line($"{field} = Output.Tuple<{input}?, int>(value, emptySecret).Apply(t => t.Item1);");
    }

    private string Attribute(Property property)
    {
        var required = property.Required ? ", required: true" : "";
        var json = IsProvider && property.Type is not PrimitiveType { Kind: Primitive.String } ? ", json: true" : "";
        return $"[Input({Literals.Text(property.Name)}{required}{json})]";
    }

    private static void WriteObsolete(CodeWriter writer, Property property)
    {
        if (property.Deprecation is { Length: > 0 } message)
            writer.Line(Literals.Obsolete(message));
    }

    private bool IsStruct(TypeNames types, SchemaType type) => !TypeNames.TakesOutputs(type, Use) && type switch
    {
        EnumReference => true,
        UnionType => types.Of(type, Use) != "object",
        PrimitiveType primitive => primitive.Kind is Primitive.Boolean or Primitive.Integer or Primitive.Number
            or Primitive.Json,
        _ => false,
    };
}
