using System.Collections.Immutable;

namespace Pulumi;

public sealed partial class InputList<T>
{
    public static implicit operator InputList<T>(T value) => Of([value]);

    public static implicit operator InputList<T>(Input<T> value) => Of([value]);

    public static implicit operator InputList<T>(Output<T> value) => Of([value]);

    public static implicit operator InputList<T>(T[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => Of(values);

    public static implicit operator InputList<T>(Output<T>[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<T> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Input<T>> values) => Of(values);

    public static implicit operator InputList<T>(List<Output<T>> values) =>
        Of(values.Select(value => (Input<T>)value));

    // default(ImmutableArray) is how an optional output list says "none": handed on, it stays none.
    public static implicit operator InputList<T>(ImmutableArray<T> values) => Output.Create(values);

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Output<T[]> values) => Of(values, value => value);

    public static implicit operator InputList<T>(Output<List<T>> values) => Of(values, value => value);

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => Of(values, value => value);

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) =>
        Of(values, value => value.IsDefault ? null : value);
}
