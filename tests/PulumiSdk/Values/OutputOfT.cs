namespace Pulumi;

/// <summary>A value that a resource or a computation will have, with its secretness and dependencies.</summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        // A failure nobody awaits must still fail the program, and the program must not end before its outputs do.
        Deployment.Current?.Tasks.Watch(data);
    }

    internal Task<OutputData<T>> Data { get; }

    /// <summary>The value of an output whose <see cref="Data"/> has been awaited.</summary>
    internal T Settled => Data.GetAwaiter().GetResult().Value;

    public static Output<T> Create(Task<T> value) => Output.Create(value);

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        new(ApplyAsync<TResult>(value => Output.Create(func(value))));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        new(ApplyAsync<TResult>(value => Output.Create(func(value))));

    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        new(ApplyAsync<ValueTuple>(value => Output.Create(WithoutResultAsync(func(value)))));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        new(ApplyAsync<TResult>(value => func(value)?.ToOutput()));

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => new(ApplyAsync(func));

    public override string ToString() =>
        $"[an Output<{typeof(T).Name}> has no text of its own: its value may not be known yet. "
        + "Use Output.Format($\"...{output}...\") or output.Apply(value => ...)]";

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data;
        return data.With<object?>(data.Value);
    }

    internal Output<TResult> Map<TResult>(Func<OutputData<T>, OutputData<TResult>> change)
    {
        return new(MapAsync());

        async Task<OutputData<TResult>> MapAsync() => change(await Data);
    }

    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var data = await Data;
        if (!data.IsKnown)
            return data.Unknown<TResult>();
        var inner = func(data.Value);
        return inner is null ? data.With<TResult>(default!) : data.Join(await inner.Data);
    }

    private static async Task<ValueTuple> WithoutResultAsync(Task task)
    {
        await task;
        return default;
    }
}
