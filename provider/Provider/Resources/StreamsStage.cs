namespace Peering.Resources;

/// <summary>Where a request to Atlas Stream Processing stands, for those who decide or wait.</summary>
internal enum StreamsStage
{
    /// <summary>AWS or Atlas is at work, or says a word that is not known here: the wait's own limit ends it.</summary>
    Moving,

    /// <summary>It waits for a decision.</summary>
    Undecided,

    Accepting,

    Accepted,

    Rejecting,

    Rejected,

    /// <summary>Atlas could not carry out what it was told, and has not ended it: it can be told again.</summary>
    Stuck,

    /// <summary>It is being deleted.</summary>
    Leaving,

    /// <summary>AWS has ended it. It will never be a connection, and its id never comes back.</summary>
    Ended,
}

/// <summary>
/// The two statuses as one table. AWS's word (cloudStatus, an open set) goes before Atlas's intention (localStatus),
/// except that an intention to delete outlives `active`.
/// </summary>
internal static class StreamsStages
{
    public static StreamsStage Stage(this AtlasStreamsPeering request) => Of(request.CloudStatus, request.LocalStatus);

    public static StreamsStage Of(string? cloudStatus, string? localStatus) => (cloudStatus, localStatus) switch
    {
        ("expired" or "failed" or "deleted", _) => StreamsStage.Ended,
        ("rejected", _) => StreamsStage.Rejected,
        ("deleting", _) or (_, "REQUEST_DELETE" or "DELETE_REQUESTED") => StreamsStage.Leaving,
        ("active", _) or (_, "ACTIVE") => StreamsStage.Accepted,
        (_, "REQUEST_ACCEPT" or "ACCEPT_REQUESTED") => StreamsStage.Accepting,
        (_, "REQUEST_REJECT" or "REJECT_REQUESTED") => StreamsStage.Rejecting,
        (_, "SCAN_FAILED" or "UPDATE_FAILED") => StreamsStage.Stuck,
        ("pending-acceptance", _) => StreamsStage.Undecided,
        _ => StreamsStage.Moving,
    };

    /// <summary>Whether nothing is left to do or to wait for. What is over is as good as rejected.</summary>
    public static bool Settles(this StreamsPeeringDecision decision, StreamsStage stage) => decision switch
    {
        StreamsPeeringDecision.Accept => stage == StreamsStage.Accepted,
        _ => stage is StreamsStage.Rejected or StreamsStage.Ended,
    };

    public static string StatusText(this AtlasStreamsPeering request) =>
        $"{request.CloudStatus ?? "without a status"} ({request.LocalStatus ?? "NONE"})";

    /// <summary>Why a request that should be accepted never will be, or is stuck, and what helps.</summary>
    public static string FailureText(this AtlasStreamsPeering request)
    {
        var advice = request switch
        {
            { CloudStatus: "expired" } => "Nobody accepted it within seven days, and AWS has given it up.",
            { CloudStatus: "deleted" } => "Whoever asked for it, or somebody in Atlas, has deleted it.",
            { CloudStatus: "rejected" } => "It was rejected, and a rejected request cannot be accepted any more.",
            { CloudStatus: "failed" } => "AWS could not make it: see that the blocks of the two VPCs "
                + $"({request.RequesterCidr ?? "?"} and {request.AccepterCidr ?? "?"}) do not overlap.",
            _ => "",
        };
        var next = request.Stage() switch
        {
            StreamsStage.Stuck => "Clear the cause, then run `pulumi up`: it tells Atlas again.",
            StreamsStage.Leaving => "It is being deleted in Atlas: run `pulumi refresh` once it is gone.",
            _ => $"Have AWS account {request.RequesterAccountId} request a new peering and set `name` to its pcx-... "
                + "id, or remove this resource.",
        };
        var reason = request.StatusMessage is { Length: > 0 } message ? $"{message.TrimEnd('.')}. " : "";
        return $"{request.Name} is {request.StatusText()}. {reason}{(advice.Length > 0 ? $"{advice} " : "")}{next}";
    }
}
