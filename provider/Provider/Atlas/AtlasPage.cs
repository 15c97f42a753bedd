using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peering.Atlas;

/// <summary>One page of an Atlas list. Names are fixed here, so any source-generated context reads it alike.</summary>
internal sealed record AtlasPage<T>(
    [property: JsonPropertyName("results"), JsonRequired] IReadOnlyList<T> Results,
    [property: JsonPropertyName("totalCount")] int? TotalCount = null,
    [property: JsonPropertyName("links")] IReadOnlyList<AtlasLink>? Links = null) : IJsonOnDeserialized
{
    [JsonIgnore]
    public bool NamesNext => Links?.Any(link => link?.Rel == "next") == true;

    /// <summary>To the serializer null is a list, and an item of any list.</summary>
    public void OnDeserialized()
    {
        if (Results is null || Results.Any(item => item is null))
        {
            throw new JsonException("The list is null, or holds null.", "$.results", null, null);
        }
    }
}

internal sealed record AtlasLink(
    [property: JsonPropertyName("rel")] string? Rel,
    [property: JsonPropertyName("href")] string? Href);
