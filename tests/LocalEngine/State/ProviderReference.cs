namespace LocalEngine.State;

/// <summary>How resources name their provider: <c>urn::id</c>. In previews a new provider has no id yet.</summary>
internal sealed record ProviderReference(string ProviderUrn, string Id)
{
    public string Package => Urn.PackageOfProviderType(Urn.TypeOf(ProviderUrn));

    public static ProviderReference? TryParse(string text)
    {
        var split = text.LastIndexOf("::", StringComparison.Ordinal);
        return split > 0 && Urn.IsValid(text[..split]) && Urn.IsProviderType(Urn.TypeOf(text[..split]))
            && split + 2 < text.Length
            ? new ProviderReference(text[..split], text[(split + 2)..])
            : null;
    }

    public static ProviderReference Parse(string text) => TryParse(text)
        ?? throw new EngineException($"'{text}' is not a provider reference (provider-urn::id)");

    public override string ToString() => $"{ProviderUrn}::{Id}";
}
