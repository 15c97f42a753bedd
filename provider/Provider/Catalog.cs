using Peering.Functions;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering;

/// <summary>
/// Every kind and function of the package. A plain list: looking for them by reflection costs start-up time.
/// </summary>
internal sealed class Catalog(Session session)
{
    public IReadOnlyList<ResourceKind> Kinds { get; } =
    [
        new AwsNetworkPeering(session),
        new AzureNetworkPeering(session),
        new GcpNetworkPeering(session),
        new AwsNetworkContainer(session),
        new AzureNetworkContainer(session),
        new GcpNetworkContainer(session),
        new NetworkPeeringActivation(session),
        new StreamsVpcPeeringConnection(session),
    ];

    public IReadOnlyList<Function> Functions { get; } =
    [
        new GetNetworkPeering(session),
        new GetNetworkPeerings(session),
        new GetNetworkContainer(session),
        new GetNetworkContainers(session),
        new GetStreamsVpcPeeringConnections(session),
        new GetStreamsActiveVpcPeeringConnections(session),
        new GetStreamsAccountDetails(session),
    ];

    public ResourceKind? Kind(string token) => Kinds.FirstOrDefault(kind => kind.Token == token);

    public Function? Function(string token) => Functions.FirstOrDefault(function => function.Token == token);
}
