using System.Text.Json.Serialization;

namespace Peering.Atlas;

/// <summary>One page of an Atlas list. Names are fixed here, so any source-generated context reads it alike.</summary>
internal sealed record AtlasPage<T>(
    [property: JsonPropertyName("results"), JsonRequired] IReadOnlyList<T> Results,
    [property: JsonPropertyName("totalCount")] int? TotalCount = null,
    [property: JsonPropertyName("links")] IReadOnlyList<AtlasLink>? Links = null)
{
    [JsonIgnore]
    public bool NamesNext => Links?.Any(link => link.Rel == "next") == true;
}

internal sealed record AtlasLink(
    [property: JsonPropertyName("rel")] string? Rel,
    [property: JsonPropertyName("href")] string? Href);
