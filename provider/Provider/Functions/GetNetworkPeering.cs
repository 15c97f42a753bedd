using System.ComponentModel;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>One peering of any cloud by its Atlas id.</summary>
internal sealed class GetNetworkPeering(Session session)
    : SessionFunction<GetNetworkPeering.PeeringArgs, NetworkPeering>(session)
{
    internal sealed record PeeringArgs : ProjectArgs
    {
        [Description("Id of the peering in Atlas, 24 hexadecimal digits.")]
        [ObjectId("a network peering")]
        public required string PeerId { get; init; }
    }

    public override string Token => "peering:index:getNetworkPeering";

    protected override async Task<NetworkPeering> InvokeAsync(PeeringArgs args, Operation operation)
    {
        var project = args.ProjectId!;
        return await Session.Peers.FindAnyAsync(project, args.PeerId, operation.Cancel) is { } peer
            ? NetworkPeering.From(peer, project)
            : throw new OperationFailedException(FailureKind.NotFound,
                $"Project {project} has no network peering {args.PeerId}. getNetworkPeerings lists what it has.");
    }
}
