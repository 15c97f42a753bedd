using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Naming;

/// <summary>Which classes the object types of a package need: an input form, an output form, and so on.</summary>
internal sealed class TypeUsage
{
    private readonly Package package;
    private readonly HashSet<(string Token, TypeUse Use)> found = [];

    public TypeUsage(Package package)
    {
        this.package = package;
        foreach (var resource in package.Resources.Append(package.Provider))
        {
            // What a provider outputs that is no string is not exposed.
            if (!resource.IsProvider)
                Visit(resource.Outputs, TypeUse.Output);
            Visit(resource.Inputs, TypeUse.Input);
            Visit(resource.StateInputs ?? [], TypeUse.Input);
            Visit(resource.StateInputs ?? [], TypeUse.State);
        }
        foreach (var function in package.Functions)
        {
            Visit(function.Inputs ?? [], TypeUse.Prompt);
            if (function.Result is not null || function.ReturnType is not null)
                Visit(function.Inputs ?? [], TypeUse.Input);
            Visit(function.Result ?? [], TypeUse.Output);
            if (function.ReturnType is { } type)
                Visit(type, TypeUse.Output);
        }
        Visit(package.Config, TypeUse.Config);
    }

    /// <summary>The object types used in this way, sorted by token.</summary>
    public IEnumerable<ObjectDefinition> Of(TypeUse use) => found
        .Where(entry => entry.Use == use)
        .Select(entry => package.Objects[entry.Token])
        .OrderBy(definition => definition.Token, StringComparer.Ordinal);

    private void Visit(IReadOnlyList<Property> properties, TypeUse use)
    {
        foreach (var property in properties)
            Visit(property.Type, use);
    }

    private void Visit(SchemaType type, TypeUse use)
    {
        switch (type)
        {
            case ArrayType array:
                Visit(array.Items, use);
                break;
            case MapType map:
                Visit(map.Values, use);
                break;
            case UnionType union:
                foreach (var member in union.Members)
                    Visit(member, use);
                break;
            case ObjectReference reference when found.Add((reference.Token, use)):
                Visit(package.Objects[reference.Token].Properties, use);
                break;
        }
    }
}
