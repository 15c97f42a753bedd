namespace Peering.Resources;

/// <summary>Where a peering stands, for those who wait.</summary>
internal enum PeeringStage
{
    /// <summary>Atlas or the cloud is at work.</summary>
    Moving,

    /// <summary>The owner of the other network has to act.</summary>
    UserTurn,

    Available,

    /// <summary>It will not get better by itself.</summary>
    Failed,

    /// <summary>It is being deleted.</summary>
    Leaving,
}

/// <summary>The statuses of the three clouds, as one table. They overlap nowhere with another meaning.</summary>
internal static class PeeringStages
{
    /// <summary>A status added by Atlas later counts as being at work: the wait's own limit ends it.</summary>
    public static PeeringStage Stage(this AtlasPeer peer) => peer.State switch
    {
        "INITIATING" or "FINALIZING" or "ADDING_PEER" => PeeringStage.Moving,
        "PENDING_ACCEPTANCE" or "WAITING_FOR_USER" => PeeringStage.UserTurn,
        "AVAILABLE" => PeeringStage.Available,
        "FAILED" or "DELETION_FAILED" => PeeringStage.Failed,
        "TERMINATING" or "DELETING" => PeeringStage.Leaving,
        _ => PeeringStage.Moving,
    };

    /// <summary>Why a peering failed, and what helps: Atlas gives no more than a word on AWS.</summary>
    /// <param name="peer">Of stage <see cref="PeeringStage.Failed"/>.</param>
    /// <param name="up">
    /// What replaces it: a run that trusts a state from before the failure would leave it as it is.
    /// </param>
    public static string FailureText(this AtlasPeer peer, string up = "pulumi up")
    {
        var advice = (peer.State, peer.Error) switch
        {
            ("DELETION_FAILED", _) =>
                "The rights of Atlas in the subscription may have been revoked: grant them again and "
                + "run the destroy again, or remove the peering in the Atlas UI.",
            (_, "REJECTED") =>
                "The owner of the AWS account refused the request. Agree with them, then run "
                + $"`{up}`: it replaces the peering, which makes a new request.",
            (_, "EXPIRED") =>
                $"The request was not accepted within seven days. Run `{up}`: it replaces the peering, "
                + "and the new request has to be accepted in time.",
            (_, "INVALID_ARGUMENT") => "AWS found no such network: check accepterRegionName, awsAccountId and vpcId.",
            _ when peer.Cloud == CloudProvider.Azure => "Check that the service principal of Atlas has the rights "
                + "virtualNetworkPeerings/read, write and delete and virtualNetworks/peer/action on the VNet, "
                + "and that no block of the VNet overlaps with the container's or another peering's.",
            _ => $"Check the network at the other end, then run `{up}`: it replaces the peering.",
        };
        return $"{peer.State}: {peer.Error ?? "Atlas gives no reason"}. {advice}";
    }

    public static string LeavingText(this AtlasPeer peer) =>
        $"{peer.State}: somebody deletes it. Run `pulumi refresh`, then `pulumi up`.";
}
