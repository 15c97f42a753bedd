using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Pulumi;

/// <summary>A list of inputs; each element keeps its own secretness and may be unknown by itself.</summary>
public sealed partial class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> elements;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements)
        : base(output: null) => this.elements = elements;

    public void Add(params Input<T>[] inputs) => elements = Joined(Of(inputs));

    /// <summary>Appends whole lists, so that collection initialisers can nest them.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs) => elements = Joined(inputs);

    public InputList<T> Concat(InputList<T> other) => new(Joined(other));

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var data = await elements.Data;
        foreach (var element in OrEmpty(data.Value))
            yield return element;
    }

    // Collection initialisers need IEnumerable; the elements are not there yet to be enumerated.
    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        "An InputList<T> cannot be enumerated synchronously: use await foreach, or ToOutput().Apply(list => ...).");

    internal override Output<ImmutableArray<T>> Resolve() =>
        elements.Apply(all => all.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(all));

    private protected override IOutput ResolveForWire() => elements;

    private static InputList<T> Of(IEnumerable<Input<T>> inputs) => new(Output.Create(inputs.ToImmutableArray()));

    private static InputList<T> Of<TList>(Output<TList> list, Func<TList, IEnumerable<T>?> items) =>
        new(list.Apply(value => items(value)?.Select(item => (Input<T>)item).ToImmutableArray() ?? default));

    private static ImmutableArray<Input<T>> OrEmpty(ImmutableArray<Input<T>> list) => list.IsDefault ? [] : list;

    private Output<ImmutableArray<Input<T>>> Joined(InputList<T> other) =>
        Output.Tuple(elements, other.elements).Apply(both => OrEmpty(both.Item1).AddRange(OrEmpty(both.Item2)));
}
