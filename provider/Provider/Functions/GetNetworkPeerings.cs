using System.ComponentModel;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>The peerings of a project: all clouds, all pages.</summary>
internal sealed class GetNetworkPeerings(Session session)
    : SessionFunction<GetNetworkPeerings.PeeringsArgs, GetNetworkPeerings.PeeringsResult>(session)
{
    internal sealed record PeeringsArgs : ProjectArgs
    {
        [Description("Only the peerings of this cloud. Default: all.")]
        public CloudProvider? ProviderName { get; init; }
    }

    internal sealed record PeeringsResult
    {
        [Description("The peerings, by cloud and in the order of Atlas.")]
        public required IReadOnlyList<NetworkPeering> Peerings { get; init; }
    }

    public override string Token => "peering:index:getNetworkPeerings";

    protected override async Task<PeeringsResult> InvokeAsync(PeeringsArgs args, Operation operation)
    {
        var project = args.ProjectId!;
        var peers = args.ProviderName is { } cloud
            ? await Session.Peers.ListAsync(project, cloud, operation.Cancel)
            : await Session.Peers.ListAsync(project, operation.Cancel);
        return new PeeringsResult { Peerings = [.. peers.Select(peer => NetworkPeering.From(peer, project))] };
    }
}
