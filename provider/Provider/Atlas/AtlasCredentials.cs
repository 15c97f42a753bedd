namespace Peering.Atlas;

/// <summary>One of the three ways to sign in to Atlas; they are never mixed.</summary>
internal abstract record AtlasCredentials
{
    private AtlasCredentials()
    {
    }

    /// <summary>A bearer token somebody else fetched, used as it is and never renewed or revoked.</summary>
    internal sealed record AccessToken(Secret Token) : AtlasCredentials;

    /// <summary>A service account: OAuth client credentials, exchanged for tokens of an hour.</summary>
    internal sealed record ServiceAccount(string ClientId, Secret ClientSecret) : AtlasCredentials;

    /// <summary>A programmatic API key: HTTP digest.</summary>
    internal sealed record ApiKey(string PublicKey, Secret PrivateKey) : AtlasCredentials;
}
