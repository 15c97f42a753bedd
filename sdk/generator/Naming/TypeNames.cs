using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Naming;

/// <summary>How types are written in a file of the given namespace.</summary>
internal sealed class TypeNames(PackageNames names, string currentNamespace)
{
    public PackageNames Names => names;

    /// <summary>Whether a value of the type may be an output at this place.</summary>
    public static bool TakesOutputs(SchemaType type, TypeUse use) =>
        use is TypeUse.Input or TypeUse.State && !type.Plain;

    /// <summary>The type of a property, without its nullability.</summary>
    public string Of(SchemaType type, TypeUse use) => TakesOutputs(type, use) ? Wrapped(type, use) : type switch
    {
        ArrayType array => $"ImmutableArray<{Element(array.Items, use)}>",
        MapType map => $"ImmutableDictionary<string, {Element(map.Values, use)}>",
        _ => Bare(type, use),
    };

    /// <summary>The type of a property with a field behind it: known collections can be added to.</summary>
    public string OfField(SchemaType type, TypeUse use) => (type, TakesOutputs(type, use)) switch
    {
        (ArrayType array, false) => $"List<{Element(array.Items, use)}>",
        (MapType map, false) => $"Dictionary<string, {Element(map.Values, use)}>",
        _ => Of(type, use),
    };

    /// <summary>The type with a question mark where an optional value of it may be null.</summary>
    public string Nullable(SchemaType type, TypeUse use, bool required)
    {
        var name = Of(type, use);
        // The default of an immutable array says "none" already.
        return required || (type is ArrayType && !TakesOutputs(type, use)) ? name : name + "?";
    }

    /// <summary>The type of a known value: nothing in it is an input.</summary>
    public string Bare(SchemaType type, TypeUse use) => type switch
    {
        PrimitiveType primitive => Name(primitive.Kind),
        ArrayType array => $"ImmutableArray<{Bare(array.Items, use)}>",
        MapType map => $"ImmutableDictionary<string, {Bare(map.Values, use)}>",
        UnionType union => Union(union, use, "Union") ?? "object",
        ObjectReference reference => Object(reference.Token, use),
        // JSON has no form for the struct of an enum.
        EnumReference reference when use == TypeUse.Config => Name(reference.Kind),
        EnumReference reference => Full(reference.Token),
        ResourceReference reference => names.FullNameOf(reference),
        _ => throw new InvalidOperationException($"no C# name for {type}"),
    };

    public static string Name(Primitive kind) => kind switch
    {
        Primitive.Boolean => "bool",
        Primitive.Integer => "int",
        Primitive.Number => "double",
        Primitive.String => "string",
        Primitive.Any => "object",
        Primitive.Json => "System.Text.Json.JsonElement",
        Primitive.Asset => "AssetOrArchive",
        Primitive.Archive => "Archive",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public string Full(string token) => $"{names.NamespaceOf(token, token)}.{PackageNames.ClassOf(token, token)}";

    /// <summary>The name of the class of an object type, as its own file spells it.</summary>
    public static string ObjectClass(string token, TypeUse use) => PackageNames.ClassOf(token, token) + use switch
    {
        TypeUse.Input => "Args",
        TypeUse.State => "GetArgs",
        _ => "",
    };

    /// <summary>The last part of the namespace of an object type's class.</summary>
    public static string Qualifier(TypeUse use) => use switch
    {
        TypeUse.Output => "Outputs",
        TypeUse.Config => "Types",
        _ => "Inputs",
    };

    private string Wrapped(SchemaType type, TypeUse use) => type switch
    {
        ArrayType array => $"InputList<{Bare(array.Items, use)}>",
        MapType map => $"InputMap<{Bare(map.Values, use)}>",
        PrimitiveType { Kind: Primitive.Json } => "InputJson",
        // Three cases and more are not told apart by a type; any object goes, an output too.
        UnionType union => Union(union, use, "InputUnion") ?? "object",
        _ => $"Input<{Bare(type, use)}>",
    };

    // Inside a plain collection of arguments the elements may be outputs again.
    private string Element(SchemaType type, TypeUse use) =>
        TakesOutputs(type, use) ? Wrapped(type, use) : Bare(type, use);

    private string? Union(UnionType union, TypeUse use, string generic)
    {
        // An enum that is open for other values: the server may answer any of them.
        if (use is TypeUse.Output or TypeUse.Config
            && union.Members.OfType<EnumReference>().FirstOrDefault() is { } relaxed)
            return Name(relaxed.Kind);
        var members = union.Members.Select(member => Bare(member, use)).Distinct().ToList();
        return members.Count switch
        {
            1 when generic == "InputUnion" => $"Input<{members[0]}>",
            1 => members[0],
            2 => $"{generic}<{members[0]}, {members[1]}>",
            _ => null,
        };
    }

    private string Object(string token, TypeUse use)
    {
        var home = names.NamespaceOf(token, token);
        var prefix = home == currentNamespace || use == TypeUse.Config ? "" : home + ".";
        return $"{prefix}{Qualifier(use)}.{ObjectClass(token, use)}";
    }
}
