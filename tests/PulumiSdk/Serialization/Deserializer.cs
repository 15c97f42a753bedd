using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>Turns wire values into plain ones; a secret or an unknown inside makes the whole so.</summary>
internal static class Deserializer
{
    public static OutputData<object?> Deserialize(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => OutputData.Known<object?>(value.BoolValue),
        Value.KindOneofCase.NumberValue => OutputData.Known<object?>(value.NumberValue),
        Value.KindOneofCase.StringValue => Signatures.IsUnknown(value.StringValue)
            ? OutputData.Unknown<object?>()
            : OutputData.Known<object?>(value.StringValue),
        Value.KindOneofCase.ListValue => List(value.ListValue),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.ContainsKey(Signatures.Key)
            ? Special(value.StructValue)
            : Map(value.StructValue),
        _ => OutputData.Known<object?>(null),
    };

    private static OutputData<object?> List(ListValue list)
    {
        ImmutableArray<OutputData<object?>> elements = [.. list.Values.Select(Deserialize)];
        return Gather(elements, () => elements.Select(element => element.Value).ToImmutableArray());
    }

    private static OutputData<object?> Map(Struct map)
    {
        ImmutableArray<(string Key, OutputData<object?> Data)> fields =
            [.. map.Fields.Select(field => (field.Key, Deserialize(field.Value)))];
        return Gather(
            fields.Select(field => field.Data),
            () => fields.ToImmutableDictionary(field => field.Key, field => field.Data.Value));
    }

    private static OutputData<object?> Gather(IEnumerable<OutputData<object?>> parts, Func<object?> read)
    {
        var all = parts.Aggregate(OutputData.Known<object?>(null), (sum, next) => sum.Join(next));
        return all.IsKnown ? all with { Value = read() } : all.Unknown<object?>();
    }

    private static OutputData<object?> Special(Struct special) => special.Fields[Signatures.Key].StringValue switch
    {
        Signatures.Secret => Deserialize(special.Fields["value"]) with { IsSecret = true },
        Signatures.Resource => ResourceReferences.Resolve(special),
        Signatures.OutputValue => OutputValue(special),
        Signatures.Asset => OutputData.Known<object?>(Asset(special)),
        Signatures.Archive => Archive(special),
        var signature => throw new InvalidOperationException($"The engine sent a value with signature '{signature}', "
            + "which this build of the Pulumi SDK does not know."),
    };

    private static OutputData<object?> OutputValue(Struct special)
    {
        var data = special.Fields.TryGetValue("value", out var value)
            ? Deserialize(value)
            : OutputData.Unknown<object?>();
        var isSecret = special.Fields.GetValueOrDefault("secret")?.BoolValue ?? false;
        return data with { IsSecret = data.IsSecret || isSecret };
    }

    private static Asset Asset(Struct special) => special.Fields switch
    {
        var fields when fields.TryGetValue("text", out var text) => new StringAsset(text.StringValue),
        var fields when fields.TryGetValue("path", out var path) => new FileAsset(path.StringValue),
        var fields when fields.TryGetValue("uri", out var uri) => new RemoteAsset(uri.StringValue),
        _ => throw new InvalidOperationException("The engine sent an asset without text, path or uri."),
    };

    private static OutputData<object?> Archive(Struct special)
    {
        if (special.Fields.TryGetValue("path", out var path))
            return OutputData.Known<object?>(new FileArchive(path.StringValue));
        if (special.Fields.TryGetValue("uri", out var uri))
            return OutputData.Known<object?>(new RemoteArchive(uri.StringValue));
        if (!special.Fields.TryGetValue("assets", out var assets))
            throw new InvalidOperationException("The engine sent an archive without assets, path or uri.");
        var content = Map(assets.StructValue);
        return content.IsKnown
            ? content with { Value = new AssetArchive(Members((ImmutableDictionary<string, object?>)content.Value!)) }
            : content;
    }

    private static ImmutableDictionary<string, AssetOrArchive> Members(ImmutableDictionary<string, object?> content) =>
        content.ToImmutableDictionary(member => member.Key, member => (AssetOrArchive)member.Value!);
}
