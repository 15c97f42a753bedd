using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>Makes outputs, and outputs of outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData.Known(value)));

    public static Output<T> Create<T>(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(KnownAsync(value));
    }

    public static Output<T> CreateSecret<T>(T value) => CreateSecret(Create(value));

    public static Output<T> CreateSecret<T>(Task<T> value) => CreateSecret(Create(value));

    public static Output<T> CreateSecret<T>(Output<T> value) => value.Map(data => data with { IsSecret = true });

    public static Output<T> Unsecret<T>(Output<T> output) => output.Map(data => data with { IsSecret = false });

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.Data).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) =>
        All(inputs.Select(input => input.ToOutput()));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs)
    {
        ImmutableArray<Output<T>> all = [.. outputs];
        return new(GatherAsync(() => all.Select(output => output.Settled).ToImmutableArray(), [.. all]));
    }

    public static Output<string> Format(FormattableString formattableString)
    {
        var arguments = formattableString.GetArguments();
        ImmutableArray<Output<object?>> outputs = [.. arguments.Select(ToOutput)];
        return All(outputs.AsEnumerable()).Apply(values =>
            string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null) =>
        new(OutputJson.SerializeAsync(value, options));

    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null) =>
        json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!);

    private static Output<object?> ToOutput(object? value) => value switch
    {
        IInput input => new(input.ToUntypedOutput().GetDataAsync()),
        IOutput output => new(output.GetDataAsync()),
        _ => Create(value),
    };

    private static async Task<OutputData<T>> KnownAsync<T>(Task<T> value) => OutputData.Known(await value);

    /// <summary>Waits for every part, then reads the whole, which is as secret and as unknown as any part.</summary>
    private static async Task<OutputData<TResult>> GatherAsync<TResult>(Func<TResult> read, params IOutput[] parts)
    {
        var data = await Task.WhenAll(parts.Select(part => part.GetDataAsync()));
        var all = data.Aggregate(OutputData.Known<object?>(null), (sum, next) => sum.Join(next));
        return all.IsKnown ? all.With(read()) : all.Unknown<TResult>();
    }
}
