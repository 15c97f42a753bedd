using Peering.Atlas;

namespace Peering.Tests.Atlas;

/// <summary>Clients and paths as the tests need them. Retries do not wait unless a test brings its own clock.</summary>
internal static class Clients
{
    public const string Project = "5f1a2b3c4d5e6f7a8b9c0d1e";
    public const string Token = "token-f4c1";
    public const string ClientId = "mdb_sa_id_0a1b";
    public const string ClientSecret = "mdb_sa_sk_s3cr3t/+ %";
    public const string PublicKey = "abcdefgh";
    public const string PrivateKey = "11111111-2222-3333-4444-555555555555";

    public static readonly AtlasCredentials AccessToken = new AtlasCredentials.AccessToken(new Secret(Token));
    public static readonly AtlasCredentials ServiceAccount =
        new AtlasCredentials.ServiceAccount(ClientId, new Secret(ClientSecret));
    public static readonly AtlasCredentials ApiKey = new AtlasCredentials.ApiKey(PublicKey, new Secret(PrivateKey));

    public static readonly RetryLimits NoWaiting = new()
    {
        SlowBase = TimeSpan.Zero,
        FastBase = TimeSpan.Zero,
    };

    public static AtlasPath Peers { get; } = AtlasPath.Of(AtlasVersion.Peers, $"/groups/{Project}/peers");

    public static AtlasPath Peer(string id) => AtlasPath.Of(AtlasVersion.Peers, $"/groups/{Project}/peers/{id}");

    public static AtlasOptions Options(Uri url, AtlasCredentials? credentials = null) =>
        new(url, credentials ?? AccessToken, "pulumi-resource-peering/0.1.0")
        {
            Retry = NoWaiting,
            Jitter = () => 0.5,
        };

    public static AtlasClient To(ScriptedServer server, AtlasCredentials? credentials = null) =>
        new(Options(server.Url, credentials));

    public static Task<Thing> ReadAsync(this AtlasClient client, string id, CancellationToken cancel = default) =>
        client.GetAsync(Peer(id), ThingJson.Default.Thing, cancel).Soon();

    public static Task<Thing> CreateAsync(this AtlasClient client, Thing thing, CancellationToken cancel = default) =>
        client.PostAsync(Peers, thing, ThingJson.Default.Thing, ThingJson.Default.Thing, cancel).Soon();

    public static async Task<AtlasException> FailsAsync(Func<Task> call) =>
        await Assert.ThrowsAsync<AtlasException>(call);
}
