using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>A class of values the provider answers: the result of a function or a nested output object.</summary>
internal sealed record OutputClass(string Name, IReadOnlyList<Property> Properties)
{
    public string? Description { get; init; }

    public void Write(CodeWriter writer, TypeNames types)
    {
        Members.Check(Name, Properties);
        DocComment.Write(writer, Description);
        writer.Line("[OutputType]");
        using (writer.Block($"public sealed class {Name}"))
        {
            foreach (var property in Properties)
            {
                DocComment.Write(writer, property.Description);
                if (property.Deprecation is { Length: > 0 } message)
                    writer.Line(Literals.Obsolete(message));
                writer.Line($"public readonly {TypeOf(types, property)} {Members.NameOf(property)};");
            }
            if (Properties.Count > 0)
                writer.Blank();
            WriteConstructor(writer, types);
        }
    }

    // The runtime finds the values by the names of the parameters.
    private void WriteConstructor(CodeWriter writer, TypeNames types)
    {
        writer.Line("[OutputConstructor]");
        var parameters = Properties.Select(property => Parameter(types, property)).ToList();
        if (parameters.Count < 2)
        {
            writer.Line($"private {Name}({string.Join("", parameters)})");
        }
        else
        {
            writer.Line($"private {Name}(");
            using (writer.Indent())
            {
                for (var i = 0; i < parameters.Count; i++)
                    writer.Line(parameters[i] + (i + 1 < parameters.Count ? "," : ")"));
            }
        }
        using (writer.Block())
        {
            foreach (var property in Properties)
            {
                var name = Members.NameOf(property);
                var parameter = Identifiers.Parameter(property.Name);
                writer.Line($"{(name == parameter ? "this." : "")}{name} = {parameter};");
            }
        }
    }

    private static string Parameter(TypeNames types, Property property)
    {
        var name = Identifiers.Parameter(property.Name);
        var attribute = name.TrimStart('@') == property.Name
            ? ""
            : $"[OutputConstructorParameter({Literals.Text(property.Name)})] ";
        return $"{attribute}{TypeOf(types, property)} {name}";
    }

    private static string TypeOf(TypeNames types, Property property) =>
        types.Nullable(property.Type, TypeUse.Output, property.Required);
}
