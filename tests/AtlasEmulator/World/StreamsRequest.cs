namespace AtlasEmulator.World;

/// <summary>A VPC peering another AWS account has asked of Atlas Stream Processing. Name is the pcx id.</summary>
internal sealed record StreamsRequest(
    string Id, string ProjectId, string Name, string RequesterAccountId, string RequesterVpcId, string RequesterCidr,
    StreamsAccount Accepter, DateTimeOffset ExpirationTime) : Entity(Id, ProjectId)
{
    public string CloudStatus { get; init; } = StreamsCloudStatus.PendingAcceptance;
    public string LocalStatus { get; init; } = StreamsLocalStatus.None;
    public string? StatusMessage { get; init; }
}

/// <summary>Atlas's own network for stream processing in one region.</summary>
internal sealed record StreamsAccount(string Account, string CidrBlock, string Network);

/// <summary>AWS's words; an open set.</summary>
internal static class StreamsCloudStatus
{
    public const string PendingAcceptance = "pending-acceptance";
    public const string Active = "active";
    public const string Rejected = "rejected";
    public const string Expired = "expired";
    public const string Deleted = "deleted";
}

internal static class StreamsLocalStatus
{
    public const string None = "NONE";
    public const string ScanFailed = "SCAN_FAILED";
    public const string UpdateFailed = "UPDATE_FAILED";
    public const string RequestAccept = "REQUEST_ACCEPT";
    public const string AcceptRequested = "ACCEPT_REQUESTED";
    public const string RequestReject = "REQUEST_REJECT";
    public const string RejectRequested = "REJECT_REQUESTED";
    public const string RequestDelete = "REQUEST_DELETE";
    public const string DeleteRequested = "DELETE_REQUESTED";
    public const string Active = "ACTIVE";
}
