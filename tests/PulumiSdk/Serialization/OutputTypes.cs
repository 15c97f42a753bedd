using System.Reflection;

namespace Pulumi;

/// <summary>What the attributes of generated types say: enums around a value, classes that results become.</summary>
internal static class OutputTypes
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static bool IsOutputType(Type type) => type.IsDefined(typeof(OutputTypeAttribute), inherit: false);

    public static bool IsEnumType(Type type) => type.IsDefined(typeof(EnumTypeAttribute), inherit: false);

    /// <summary>The string or number inside an enum struct, or null if this is not one.</summary>
    public static object? EnumValue(object value)
    {
        var type = value.GetType();
        if (!IsEnumType(type))
            return null;
        // Generated enums show their value through an explicit conversion only.
        var conversion = type.GetMethod("op_Explicit", BindingFlags.Static | BindingFlags.Public, [type]);
        return conversion?.Invoke(null, [value])
            ?? throw new InvalidOperationException($"{type.FullName} has no explicit conversion to its value.");
    }

    /// <summary>The constructor of an enum struct: private, with the value as its one parameter.</summary>
    public static ConstructorInfo EnumConstructor(Type type) =>
        type.GetConstructors(Instance).FirstOrDefault(constructor => constructor.GetParameters() is
            [{ ParameterType: var parameter }] && (parameter == typeof(string) || parameter == typeof(double)))
        ?? throw new InvalidOperationException($"{type.FullName} has no constructor from a string or a number.");

    public static ConstructorInfo OutputConstructor(Type type) =>
        type.GetConstructors(Instance).FirstOrDefault(constructor =>
            constructor.IsDefined(typeof(OutputConstructorAttribute), inherit: false))
        ?? throw new InvalidOperationException($"{type.FullName} has no constructor marked [OutputConstructor].");

    public static string WireName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;

    /// <summary>The fields of a result that is sent back as an input, under their names on the wire.</summary>
    public static IEnumerable<(string Name, object? Value)> Fields(object result) =>
        result.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public).Select(field =>
            (char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field.GetValue(result)));
}
