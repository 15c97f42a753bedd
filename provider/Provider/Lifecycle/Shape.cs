using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Peering.Lifecycle;

/// <summary>
/// What kind of value a field takes. <paramref name="Item"/> is for lists, <paramref name="Type"/> the CLR type.
/// </summary>
internal sealed record FieldType(FieldKind Kind, Type Type, FieldType? Item = null)
{
    /// <summary>An enum's members and their wire values, in the order they are declared.</summary>
    public IReadOnlyList<(object Member, string Wire)> Members => field ??=
    [
        .. Type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(member =>
            (member.GetValue(null)!, member.GetCustomAttribute<WireValueAttribute>()?.Value ?? member.Name)),
    ];
}

internal enum FieldKind
{
    Text,
    Bool,
    Enum,
    List,
    Object,
}

/// <summary>One property of a record, with every fact its attributes tell.</summary>
internal sealed class Field
{
    private readonly Attribute[] attributes;

    public Field(string name, PropertyInfo property, FieldType type)
    {
        (Name, Property, Type) = (name, property, type);
        // Interfaces may hold the words for properties that several records have in common.
        attributes =
        [
            .. property.GetCustomAttributes(),
            .. property.DeclaringType!.GetInterfaces()
                .Select(face => face.GetProperty(property.Name)).OfType<PropertyInfo>()
                .SelectMany(p => p.GetCustomAttributes()),
        ];
        Required = Has<RequiredMemberAttribute>();
        Replaces = Has<ReplacesAttribute>();
        Secret = Has<SecretAttribute>();
        Stable = Has<StableAttribute>();
        NotSent = Has<NotSentAttribute>();
        Unordered = Has<UnorderedAttribute>();
        AtlasChooses = Has<AtlasChoosesAttribute>();
        FromProvider = Has<FromProviderAttribute>();
        Default = Find<DefaultValueAttribute>()?.Value;
        Format = Find<FormatAttribute>();
    }

    public string Name { get; }

    public PropertyInfo Property { get; }

    public FieldType Type { get; }

    public bool Required { get; }

    public bool Replaces { get; }

    public bool Secret { get; }

    public bool Stable { get; }

    public bool NotSent { get; }

    public bool Unordered { get; }

    public bool AtlasChooses { get; }

    public bool FromProvider { get; }

    public object? Default { get; }

    public FormatAttribute? Format { get; }

    public string Description => Find<DescriptionAttribute>()?.Description
        ?? throw new InvalidOperationException($"{Property.DeclaringType}.{Property.Name} has no [Description].");

    public string[] Environment => Find<FromEnvironmentAttribute>()?.Names ?? [];

    private bool Has<T>() => attributes.Any(attribute => attribute is T);

    private T? Find<T>() where T : Attribute => attributes.OfType<T>().FirstOrDefault();
}

/// <summary>A record type read once: its fields in the order of their wire names. Names come only from here.</summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    private readonly Dictionary<string, Field> byName;

    private Shape(Type type)
    {
        Type = type;
        Fields =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => new Field(
                    JsonNamingPolicy.CamelCase.ConvertName(property.Name), property, TypeOf(property.PropertyType)))
                .OrderBy(field => field.Name, StringComparer.Ordinal),
        ];
        byName = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    public Type Type { get; }

    public ImmutableArray<Field> Fields { get; }

    public static Shape Of<T>() => Of(typeof(T));

    public static Shape Of(Type type) => Known.GetOrAdd(type, static key => new Shape(key));

    public Field? Find(string name) => byName.GetValueOrDefault(name);

    private static FieldType TypeOf(Type type)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        return actual switch
        {
            _ when actual == typeof(string) => new FieldType(FieldKind.Text, actual),
            _ when actual == typeof(bool) => new FieldType(FieldKind.Bool, actual),
            { IsEnum: true } => new FieldType(FieldKind.Enum, actual),
            { IsGenericType: true } when actual.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
                new FieldType(FieldKind.List, actual, TypeOf(actual.GetGenericArguments()[0])),
            { IsClass: true } => new FieldType(FieldKind.Object, actual),
            _ => throw new InvalidOperationException($"{type} has no counterpart in a Pulumi schema."),
        };
    }
}
