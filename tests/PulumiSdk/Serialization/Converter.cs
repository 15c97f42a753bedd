using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>A value of the engine did not have the type that the program declares.</summary>
internal sealed class ConversionException(string path, object? value, System.Type target)
    : Exception($"{path}: expected {target.Name}, got {value?.GetType().Name ?? "null"}.");

/// <summary>Turns plain values (bool, double, string, list, map, resource, asset) into declared types.</summary>
internal static class Converter
{
    public static object? Convert(string path, object? value, System.Type target)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        if (value is null)
            return target.IsValueType ? Activator.CreateInstance(target) : null;
        if (type == typeof(int))
            return value is double number && number == (int)number ? (int)number : throw Mismatch();
        if (type == typeof(JsonElement))
            return ToJson(value);
        if (type.IsEnum)
            return value is double member ? System.Enum.ToObject(type, (int)member) : throw Mismatch();
        if (OutputTypes.IsEnumType(type))
            return EnumStruct(path, value, type);
        if (OutputTypes.IsOutputType(type))
            return OutputType(path, Map(), type);
        if (type.IsGenericType && GenericConversion.For(type) is { } conversion)
            return conversion.Convert(path, value);
        return type.IsInstanceOfType(value) ? value : throw Mismatch();

        ConversionException Mismatch() => new(path, value, target);
        ImmutableDictionary<string, object?> Map() =>
            value as ImmutableDictionary<string, object?> ?? throw Mismatch();
    }

    /// <exception cref="InvalidOperationException">No value of the engine can become this type.</exception>
    public static void CheckTarget(string path, System.Type target) => CheckTarget(path, target, []);

    internal static void CheckTarget(string path, System.Type target, HashSet<System.Type> seen)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        if (!seen.Add(type) || IsScalar(type) || type.IsEnum || type.IsAssignableTo(typeof(Resource)))
            return;
        if (OutputTypes.IsEnumType(type))
            OutputTypes.EnumConstructor(type);
        else if (OutputTypes.IsOutputType(type))
            foreach (var parameter in OutputTypes.OutputConstructor(type).GetParameters())
                CheckTarget($"{path}.{parameter.Name}", parameter.ParameterType, seen);
        else if (type.IsGenericType && GenericConversion.For(type) is { } conversion)
            conversion.CheckTarget(path, seen);
        else
            throw new InvalidOperationException($"{path}: outputs cannot have the type {type.FullName}. Use bool, int, "
                + "double, string, ImmutableArray, ImmutableDictionary<string, T>, [OutputType] or [EnumType] types.");
    }

    private static bool IsScalar(System.Type type) =>
        type == typeof(bool) || type == typeof(int) || type == typeof(double) || type == typeof(string)
        || type == typeof(object) || type == typeof(JsonElement) || type.IsAssignableTo(typeof(AssetOrArchive));

    private static object EnumStruct(string path, object value, System.Type type)
    {
        var constructor = OutputTypes.EnumConstructor(type);
        return constructor.GetParameters()[0].ParameterType.IsInstanceOfType(value)
            ? constructor.Invoke([value])
            : throw new ConversionException(path, value, type);
    }

    private static object OutputType(string path, ImmutableDictionary<string, object?> map, System.Type type)
    {
        var constructor = OutputTypes.OutputConstructor(type);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            var name = OutputTypes.WireName(parameter);
            return Convert($"{path}.{name}", map.GetValueOrDefault(name), parameter.ParameterType);
        })]);
    }

    private static JsonElement ToJson(object value)
    {
        var plain = new Serializer(keepResources: false).SerializeAsync("json", value);
        // Values of the engine hold no outputs, so there is nothing to wait for.
        var text = JsonValues.ToJsonText(plain.GetAwaiter().GetResult());
        return JsonDocument.Parse(text.StringValue).RootElement.Clone();
    }
}
