using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Conversions to the generic types that outputs are declared with.</summary>
internal abstract class GenericConversion
{
    /// <summary>The conversion to a list, map or union type, or null for any other generic type.</summary>
    public static GenericConversion? For(System.Type type)
    {
        var arguments = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(ImmutableArray<>))
            return Make(typeof(ListConversion<>), arguments);
        if (definition == typeof(ImmutableDictionary<,>) && arguments[0] == typeof(string))
            return Make(typeof(MapConversion<>), arguments[1]);
        return definition == typeof(Union<,>) ? Make(typeof(UnionConversion<,>), arguments) : null;
    }

    public abstract object Convert(string path, object value);

    public abstract void CheckTarget(string path, HashSet<System.Type> seen);

    private static GenericConversion Make(System.Type conversion, params System.Type[] arguments) =>
        (GenericConversion)Activator.CreateInstance(conversion.MakeGenericType(arguments))!;

    private sealed class ListConversion<T> : GenericConversion
    {
        public override object Convert(string path, object value) => value is ImmutableArray<object?> list
            ? list.Select((element, index) => (T)Converter.Convert($"{path}[{index}]", element, typeof(T))!)
                .ToImmutableArray()
            : throw new ConversionException(path, value, typeof(ImmutableArray<T>));

        public override void CheckTarget(string path, HashSet<System.Type> seen) =>
            Converter.CheckTarget($"{path}[]", typeof(T), seen);
    }

    private sealed class MapConversion<T> : GenericConversion
    {
        public override object Convert(string path, object value) => value is ImmutableDictionary<string, object?> map
            ? map.ToImmutableDictionary(
                entry => entry.Key,
                entry => (T)Converter.Convert($"{path}.{entry.Key}", entry.Value, typeof(T))!)
            : throw new ConversionException(path, value, typeof(ImmutableDictionary<string, T>));

        public override void CheckTarget(string path, HashSet<System.Type> seen) =>
            Converter.CheckTarget($"{path}{{}}", typeof(T), seen);
    }

    private sealed class UnionConversion<T0, T1> : GenericConversion
    {
        public override object Convert(string path, object value)
        {
            try
            {
                return Union<T0, T1>.FromT0((T0)Converter.Convert(path, value, typeof(T0))!);
            }
            catch (ConversionException)
            {
                // Not the first type, so it has to be the second: its own failure is the one to show.
                return Union<T0, T1>.FromT1((T1)Converter.Convert(path, value, typeof(T1))!);
            }
        }

        public override void CheckTarget(string path, HashSet<System.Type> seen)
        {
            Converter.CheckTarget(path, typeof(T0), seen);
            Converter.CheckTarget(path, typeof(T1), seen);
        }
    }
}
