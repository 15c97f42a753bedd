namespace AtlasEmulator.Endpoints;

/// <summary>Query parameters an endpoint knows; any other is refused.</summary>
internal static class Queries
{
    public static readonly string[] One = ["envelope", "pretty"];
    public static readonly string[] Bare = ["envelope"];
    public static readonly string[] List = [.. One, "includeCount", "itemsPerPage", "pageNum"];
    public static readonly string[] ListOfCloud = [.. List, "providerName"];
    public static readonly string[] StreamsList = [.. One, "itemsPerPage", "pageNum"];
    public static readonly string[] StreamsListOfAccount = [.. StreamsList, "requesterAccountId"];
    public static readonly string[] AccountDetails = [.. Bare, "cloudProvider", "regionName"];
}
