using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>JSON text of values that hold outputs: written once they have all settled.</summary>
internal static class OutputJson
{
    public static async Task<OutputData<string>> SerializeAsync<T>(Output<T> value, JsonSerializerOptions? options)
    {
        var outer = await value.Data;
        if (!outer.IsKnown)
            return outer.Unknown<string>();
        var found = new SettledOutputs();
        var withOutputs = new JsonSerializerOptions(options ?? JsonSerializerOptions.Default);
        withOutputs.Converters.Add(new OutputConverters(found));
        while (true)
        {
            // A settled output can hold further outputs, so each pass may find new ones.
            var text = JsonSerializer.Serialize(outer.Value, withOutputs);
            if (!await found.SettleAsync())
                return outer.Join(found.All.IsKnown ? found.All.With(text) : found.All.Unknown<string>());
        }
    }

    private sealed class SettledOutputs
    {
        private readonly Dictionary<object, OutputData<object?>> settled = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<object, IOutput> pending = new(ReferenceEqualityComparer.Instance);

        public OutputData<object?> All { get; private set; } = OutputData.Known<object?>(null);

        public object? ValueOf(object key, IOutput output)
        {
            if (settled.TryGetValue(key, out var data))
                return data.Value;
            pending[key] = output;
            return null;
        }

        /// <summary>Awaits what the last pass met; false if it met nothing new.</summary>
        public async Task<bool> SettleAsync()
        {
            if (pending.Count == 0)
                return false;
            foreach (var (key, output) in pending)
            {
                var data = await output.GetDataAsync();
                settled[key] = data.IsKnown ? data : data.Unknown<object?>();
                All = All.Join(settled[key]);
            }

            pending.Clear();
            return true;
        }
    }

    private sealed class OutputConverters(SettledOutputs found) : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsAssignableTo(typeof(IOutput)) || typeToConvert.IsAssignableTo(typeof(IInput));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(OutputConverter<>).MakeGenericType(typeToConvert), found)!;
    }

    private sealed class OutputConverter<T>(SettledOutputs found) : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw Refusals.Of("Reading outputs from JSON");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var output = value as IOutput ?? ((IInput)value).ToUntypedOutput();
            JsonSerializer.Serialize(writer, found.ValueOf(value, output), options);
        }
    }
}
