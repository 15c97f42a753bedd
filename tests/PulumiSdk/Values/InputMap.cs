using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map of inputs; each value keeps its own secretness and may be unknown by itself.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> entries;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries)
        : base(output: null) => this.entries = entries;

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) =>
        Output.Create(values);

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => Of(values);

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => Of(values);

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) =>
        Of(values);

    /// <summary>Both maps; where both have a key, the second wins.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) =>
        new(Joined(first.entries, second.entries));

    public void Add(string key, Input<TValue> value) =>
        entries = entries.Apply(all => OrEmpty(all).SetItem(key, value));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) => entries = Joined(entries, values.entries);

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(
        CancellationToken cancellationToken)
    {
        var data = await entries.Data;
        foreach (var (key, input) in OrEmpty(data.Value))
            yield return input.Apply(value => KeyValuePair.Create(key, value));
    }

    // Collection initialisers need IEnumerable; the entries are not there yet to be enumerated.
    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        "An InputMap<T> cannot be enumerated synchronously: use await foreach, or ToOutput().Apply(map => ...).");

    internal override Output<ImmutableDictionary<string, TValue>> Resolve() => entries.Apply(all =>
    {
        if (all is null)
            return Output.Create((ImmutableDictionary<string, TValue>)null!);
        var pairs = all.Select(entry => entry.Value.Apply(value => KeyValuePair.Create(entry.Key, value)));
        return Output.All(pairs).Apply(settled => settled.ToImmutableDictionary());
    });

    private protected override IOutput ResolveForWire() => entries;

    private static InputMap<TValue> Of<TMap>(Output<TMap> map)
        where TMap : IEnumerable<KeyValuePair<string, TValue>> => new(map.Apply(entries =>
            entries?.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)!));

    // null is how an optional output map says "none": handed on, it stays none.
    private static ImmutableDictionary<string, Input<TValue>> OrEmpty(
        ImmutableDictionary<string, Input<TValue>>? entries) =>
        entries ?? ImmutableDictionary<string, Input<TValue>>.Empty;

    private static Output<ImmutableDictionary<string, Input<TValue>>> Joined(
        Output<ImmutableDictionary<string, Input<TValue>>> first,
        Output<ImmutableDictionary<string, Input<TValue>>> second) =>
        Output.Tuple(first, second).Apply(both => OrEmpty(both.Item1).SetItems(OrEmpty(both.Item2)));
}
