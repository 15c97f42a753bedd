using System.Text.Json.Nodes;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Display;

/// <summary>
/// A resource as JSON for readers: what is secret is masked, what is unknown keeps Pulumi's sentinel.
/// </summary>
internal static class DigestState
{
    private static readonly ResourceJson Json = new(new PropertyJson(Unreachable, Unreachable));

    public static JsonObject Of(ResourceState resource) => Json.ToJson(
        resource with { Inputs = Masked(resource.Inputs), Outputs = Masked(resource.Outputs) }, showSecrets: false);

    public static PropertyMap Masked(PropertyMap map) => map.Select((_, value) => Masked(value));

    public static JsonObject Values(PropertyMap map) => new PropertyJson(Unreachable, Unreachable).ToJson(Masked(map));

    private static PropertyValue Masked(PropertyValue value) => value switch
    {
        SecretValue or OutputValue { Secret: true } => PropertyValue.Of(PropertyText.HiddenSecret),
        UnknownValue or OutputValue { Value: null } => PropertyValue.Of(Signatures.Unknown),
        OutputValue { Value: { } inner } => Masked(inner),
        ListValue list => PropertyValue.Of(list.Items.Select(Masked)),
        MapValue map => PropertyValue.Of(Masked(map.Map)),
        ArchiveValue { Assets: { } assets } archive => archive with { Assets = Masked(assets) },
        ResourceReferenceValue { Id: UnknownValue } reference =>
            reference with { Id = PropertyValue.Of(Signatures.Unknown) },
        _ => value,
    };

    private static string Unreachable(string text) =>
        throw new InvalidOperationException("masked values hold no secrets");
}
