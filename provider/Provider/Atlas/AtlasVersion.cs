namespace Peering.Atlas;

/// <summary>The resource version an endpoint is spoken in: the date of its media type.</summary>
/// <param name="Date">The newest date documented for the endpoint.</param>
/// <param name="CountsOnRequest">Whether its lists know includeCount; the streams lists do not.</param>
internal readonly record struct AtlasVersion(string Date, bool CountsOnRequest)
{
    public static readonly AtlasVersion Peers = new("2023-01-01", CountsOnRequest: true);
    public static readonly AtlasVersion Containers = new("2023-01-01", CountsOnRequest: true);
    public static readonly AtlasVersion Streams = new("2023-02-01", CountsOnRequest: false);
    public static readonly AtlasVersion StreamsActive = new("2024-11-13", CountsOnRequest: false);
    public static readonly AtlasVersion StreamsAccountDetails = new("2024-11-13", CountsOnRequest: false);

    public string MediaType => $"application/vnd.atlas.{Date}+json";
}
