using System.Collections;

namespace Peering.Lifecycle;

/// <summary>Records from values and back, field by field as the record's <see cref="Shape"/> says.</summary>
internal static class Codec
{
    /// <summary>
    /// Reads a record. Secrets are unwrapped; what is unknown, absent or of the wrong type stays at its default, so in
    /// a preview even a required field can be null. Types are <see cref="Checker"/>'s business.
    /// </summary>
    public static T Decode<T>(Value.Map values) where T : class => (T)Decode(Shape.Of<T>(), values);

    /// <summary>Writes a record; what is null is left out, fields marked secret are wrapped.</summary>
    public static Value.Map Encode(object record)
    {
        var entries = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var field in Shape.Of(record.GetType()).Fields)
        {
            if (Write(field.Property.GetValue(record), field.Type) is { } value)
            {
                entries[field.Name] = field.Secret ? new Value.Secret(value) : value;
            }
        }

        return new Value.Map(entries);
    }

    private static object Decode(Shape shape, Value.Map values)
    {
        var record = Activator.CreateInstance(shape.Type)!;
        foreach (var field in shape.Fields)
        {
            if (Read(values[field.Name]?.Plain, field.Type) is { } value)
            {
                field.Property.SetValue(record, value);
            }
        }

        return record;
    }

    private static object? Read(Value? value, FieldType type) => (type.Kind, value) switch
    {
        (FieldKind.Text, Value.Text text) => text.Of,
        (FieldKind.Bool, Value.Bool flag) => flag.Is,
        (FieldKind.Enum, Value.Text text) =>
            type.Members.Where(member => member.Wire == text.Of).Select(member => member.Member)
                .FirstOrDefault(),
        (FieldKind.List, Value.List list) => ReadList(list, type.Item!),
        (FieldKind.Object, Value.Map map) => Decode(Shape.Of(type.Type), map),
        _ => null,
    };

    /// <summary>A list with an unknown item is as good as unknown: nothing can be decided on half of it.</summary>
    private static Array? ReadList(Value.List list, FieldType item)
    {
        var items = list.Items.Select(entry => Read(entry.Plain, item)).ToList();
        if (items.Contains(null))
        {
            return null;
        }

        var array = Array.CreateInstance(item.Type, items.Count);
        ((ICollection)items).CopyTo(array, 0);
        return array;
    }

    private static Value? Write(object? value, FieldType type) => value switch
    {
        null => null,
        string text => new Value.Text(text),
        bool flag => new Value.Bool(flag),
        Enum member => new Value.Text(type.Members.First(known => known.Member.Equals(member)).Wire),
        IEnumerable items => new Value.List(
            [.. items.Cast<object?>().Select(item => Write(item, type.Item!) ?? Value.Null.Instance)]),
        _ => Encode(value),
    };
}
