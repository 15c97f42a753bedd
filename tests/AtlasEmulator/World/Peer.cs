namespace AtlasEmulator.World;

/// <summary>A network peering connection. Error is the text or code behind FAILED and DELETION_FAILED.</summary>
internal sealed record Peer(
    string Id, string ProjectId, string ContainerId, RemoteNetwork Remote, DateTimeOffset CreatedAt)
    : Entity(Id, ProjectId)
{
    public required string Status { get; init; }
    public string? Error { get; init; }

    /// <summary>AWS only: present once the request exists in AWS.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>GCP only: the user has made the peering in the other direction.</summary>
    public bool Reciprocal { get; init; }

    /// <summary>Azure only: the next deletion ends in DELETION_FAILED with this text.</summary>
    public string? DeletionError { get; init; }

    public CloudProvider Provider => Remote.Provider;
}

internal static class PeerStatus
{
    public const string Initiating = "INITIATING";
    public const string PendingAcceptance = "PENDING_ACCEPTANCE";
    public const string Finalizing = "FINALIZING";
    public const string Available = "AVAILABLE";
    public const string Failed = "FAILED";
    public const string Terminating = "TERMINATING";
    public const string AddingPeer = "ADDING_PEER";
    public const string WaitingForUser = "WAITING_FOR_USER";
    public const string Deleting = "DELETING";
    public const string DeletionFailed = "DELETION_FAILED";

    private static readonly string[] Aws =
        [Initiating, PendingAcceptance, Finalizing, Available, Failed, Terminating];
    private static readonly string[] Azure = [AddingPeer, Available, Failed, DeletionFailed, Deleting];
    private static readonly string[] Gcp = [AddingPeer, WaitingForUser, Available, Failed, Deleting];

    public static IReadOnlyList<string> Of(CloudProvider provider) => provider switch
    {
        CloudProvider.AWS => Aws,
        CloudProvider.AZURE => Azure,
        _ => Gcp,
    };

    public static bool IsGoing(string status) => status is Terminating or Deleting;

    /// <summary>Counts against the limit of pending peerings.</summary>
    public static bool IsPending(string status) =>
        status is Initiating or PendingAcceptance or Finalizing or AddingPeer or WaitingForUser;
}
