using System.ComponentModel;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// A peering between an Atlas project on AWS and a VPC: /groups/{projectId}/peers, id `{projectId}/{peerId}`.
/// </summary>
internal sealed class AwsNetworkPeering(Session session)
    : NetworkPeering<AwsNetworkPeering.AwsInputs, AwsNetworkPeering.AwsState>(session)
{
    internal record AwsInputs : PeeringInputs
    {
        [Description("Region of your VPC, as AWS spells it (`us-east-1`) or as Atlas does (`US_EAST_1`). Changing it "
            + "replaces the peering.")]
        [Replaces, AwsRegion]
        public required string AccepterRegionName { get; init; }

        [Description("Id of the AWS account that owns the VPC, 12 digits. Changing it replaces the peering.")]
        [Replaces, AwsAccountId]
        public required string AwsAccountId { get; init; }

        [Description("Id of your VPC: `vpc-` and 17 (for old VPCs 8) hexadecimal digits. Changing it replaces the "
            + "peering.")]
        [Replaces, AwsVpcId]
        public required string VpcId { get; init; }

        [Description("IPv4 block of your VPC, or a part of it, that Atlas routes to the peering, such as "
            + "`10.0.0.0/16`: within "
            + "10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, without host bits, and apart from the blocks of the "
            + "container and of other peerings. Changing it updates the peering in place; it stays connected.")]
        [PrivateCidr]
        public required string RouteTableCidrBlock { get; init; }
    }

    internal sealed record AwsState : AwsInputs, IPeeringState
    {
        public required string PeerId { get; init; }

        [Description("Id of the peering connection in AWS, `pcx-...`: what the owner of the VPC accepts.")]
        [Stable]
        public string? ConnectionId { get; init; }

        [Description("Status in Atlas: `INITIATING`, `PENDING_ACCEPTANCE` (the owner of the VPC has seven days to "
            + "accept), "
            + "`FINALIZING`, `AVAILABLE`, `FAILED` or `TERMINATING`.")]
        public required string Status { get; init; }

        public string? ErrorMessage { get; init; }

        public string? AtlasCidrBlock { get; init; }

        [Description("Id of Atlas's VPC, the requester of the connection. Not set before Atlas has made it.")]
        [Stable]
        public string? AtlasVpcId { get; init; }
    }

    public override string Token => "peering:index:AwsNetworkPeering";

    protected override CloudProvider Cloud => CloudProvider.Aws;

    protected override AtlasPeer Write(AwsInputs inputs) => new()
    {
        ProviderName = Cloud.Wire(),
        ContainerId = inputs.ContainerId,
        AccepterRegionName = inputs.AccepterRegionName is { } region ? AwsRegionAttribute.ToAws(region) : null,
        AwsAccountId = inputs.AwsAccountId,
        VpcId = inputs.VpcId,
        RouteTableCidrBlock = inputs.RouteTableCidrBlock,
    };

    protected override AwsState Describe(AtlasPeer peer, AtlasContainer? container, string project) => new()
    {
        ProjectId = project,
        ContainerId = peer.ContainerId ?? "",
        // Atlas leaves the region out when it is the container's own; with the container gone, nobody tells it.
        AccepterRegionName = (peer.AccepterRegionName ?? container?.RegionName) is { } region
            ? AwsRegionAttribute.ToAws(region)
            : null!,
        AwsAccountId = peer.AwsAccountId ?? "",
        VpcId = peer.VpcId ?? "",
        RouteTableCidrBlock = peer.RouteTableCidrBlock ?? "",
        PeerId = peer.Id ?? "",
        ConnectionId = peer.ConnectionId,
        Status = peer.State,
        ErrorMessage = peer.Error,
        AtlasCidrBlock = container?.AtlasCidrBlock,
        AtlasVpcId = container?.VpcId,
    };

    protected override AtlasContainer? Remembered(AwsState known) =>
        known is { AtlasCidrBlock: { } block, AtlasVpcId: { } vpc, AccepterRegionName: { } region }
            ? new() { AtlasCidrBlock = block, VpcId = vpc, RegionName = region } : null;

    protected override IReadOnlyList<string> RemoteBlocks(AwsInputs inputs) =>
        inputs.RouteTableCidrBlock is { } block ? [block] : [];

    /// <summary>Waiting for AVAILABLE would wait for a resource of the same program that accepts: a deadlock.</summary>
    protected override bool IsCreated(AtlasPeer peer, AtlasContainer? container) =>
        peer.Stage() == PeeringStage.UserTurn && peer.ConnectionId is not null;

    protected override string UserStep(AtlasPeer peer, AtlasContainer? container) =>
        $"accept {peer.ConnectionId ?? "the request"} in AWS account {peer.AwsAccountId} within seven days";

    protected override async Task<AwsState> UpdateAsync(
        string id, AwsState state, AwsInputs inputs, IReadOnlyList<Change> changes, Operation operation)
    {
        if (changes.Count == 0)
        {
            return state;
        }

        var (project, peerId) = PeeringId.Parse(id);
        var all = Write(inputs);
        // With account and VPC in the body Atlas starts the peering anew, and its owner would have to accept again.
        var little = new AtlasPeer
        {
            ProviderName = all.ProviderName,
            ContainerId = all.ContainerId,
            RouteTableCidrBlock = all.RouteTableCidrBlock,
        };
        AtlasPeer peer;
        try
        {
            peer = await SendAsync(little);
        }
        catch (AtlasException refused) when (refused.Has("PEER_INVALID_STATE"))
        {
            // Atlas is at work on it, because it was accepted a moment ago, for instance.
            await UntilAtRestAsync();
            peer = await SendAsync(little);
        }
        catch (AtlasException refused) when (refused.Has("MISSING_ATTRIBUTE", "MISSING_ATTRIBUTES"))
        {
            operation.Warn("Atlas wants the whole peering for a change of its block, so the peering may have to be "
                + "accepted again.");
            peer = await SendAsync(all);
        }

        var container = await Session.Containers.FindAsync(project, inputs.ContainerId, operation.Cancel);
        return Describe(peer, container, project);

        Task UntilAtRestAsync() => Session.Peers.Poll.UntilAsync(
            cancel => Session.Peers.FindAsync(project, Cloud, peerId, cancel),
            now =>
            {
                operation.Status($"{now?.State}: waiting until the peering can be changed");
                return now?.Stage() == PeeringStage.Moving ? PollVerdict.Waiting : PollVerdict.Done;
            },
            Timeout.InfiniteTimeSpan, PollStart.Now, operation.Cancel);

        async Task<AtlasPeer> SendAsync(AtlasPeer body)
        {
            try
            {
                return await Session.Peers.UpdateAsync(project, peerId, body, operation.Cancel);
            }
            catch (Exception lost) when (LostAnswer.Is(lost))
            {
                return await LostAnswer.ResolveAsync(lost,
                    async cancel => await Session.Peers.FindAsync(project, Cloud, peerId, cancel) is { } now
                        && now.RouteTableCidrBlock == all.RouteTableCidrBlock ? now : null,
                    $"its block is not {all.RouteTableCidrBlock}",
                    "Run `pulumi up` again: it sends the block once more.");
            }
        }
    }
}
