namespace AtlasEmulator.World;

/// <summary>A project ("group" in the API's paths) and what is in it.</summary>
internal sealed class Project(string id)
{
    private readonly Dictionary<string, StreamsAccount> streamsAccounts = [];

    public string Id { get; } = id;
    public Shelf<Peer> Peers { get; } = new();
    public Shelf<Container> Containers { get; } = new();
    public Shelf<StreamsRequest> Streams { get; } = new();

    /// <summary>The old "peering only" mode; new projects do not have it.</summary>
    public bool PrivateIpMode { get; set; }

    /// <summary>The same answer for the same cloud and region as long as the project lives.</summary>
    public StreamsAccount StreamsAccountIn(CloudProvider provider, string region)
    {
        var key = $"{provider}/{region}";
        if (!streamsAccounts.TryGetValue(key, out var account))
        {
            var block = $"10.{16 + streamsAccounts.Count % 200}.0.0/21";
            account = provider switch
            {
                CloudProvider.AWS => new StreamsAccount(Ids.AwsAccount(), block, Ids.Vpc()),
                CloudProvider.AZURE => new StreamsAccount(Ids.Uuid(), block, $"vnet-streams-{Ids.Letters(8)}"),
                _ => new StreamsAccount($"p-{Ids.Letters(24)}", block, $"streams-{Ids.Letters(8)}"),
            };
            streamsAccounts.Add(key, account);
        }

        return account;
    }
}
