using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>Every kind and function of the package. A plain list: looking for them by reflection costs start-up time.</summary>
internal sealed class Catalog(Session session)
{
    public IReadOnlyList<ResourceKind> Kinds { get; } =
    [
        new AwsNetworkPeering(session),
    ];

    public IReadOnlyList<Function> Functions { get; } = [];

    public ResourceKind? Kind(string token) => Kinds.FirstOrDefault(kind => kind.Token == token);

    public Function? Function(string token) => Functions.FirstOrDefault(function => function.Token == token);
}
