namespace Peering.Atlas;

/// <summary>The Atlas error codes that code decides on; every other code is only explained.</summary>
internal static class AtlasCode
{
    public const string PeerNotFound = "PEER_NOT_FOUND";
    public const string InvalidPeerId = "INVALID_PEER_ID";
    public const string ContainerNotFound = "CLOUD_PROVIDER_CONTAINER_NOT_FOUND";
    public const string Maintenance = "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES";
    public const string TokenBucket = "RATE_LIMITED_TOKEN_BUCKET";

    /// <summary>Atlas's word for "no reason given": the body of a digest challenge and of most 500s.</summary>
    public const string Unexpected = "UNEXPECTED_ERROR";
}
