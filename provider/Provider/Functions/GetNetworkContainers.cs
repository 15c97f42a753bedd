using System.ComponentModel;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>The containers of a project: all clouds, all pages.</summary>
internal sealed class GetNetworkContainers(Session session)
    : SessionFunction<GetNetworkContainers.ContainersArgs, GetNetworkContainers.ContainersResult>(session)
{
    internal sealed record ContainersArgs : ProjectArgs
    {
        [Description("Only the containers of this cloud. Default: all.")]
        public CloudProvider? ProviderName { get; init; }
    }

    internal sealed record ContainersResult
    {
        [Description("The containers, in the order of Atlas.")]
        public required IReadOnlyList<NetworkContainer> Containers { get; init; }
    }

    public override string Token => "peering:index:getNetworkContainers";

    protected override async Task<ContainersResult> InvokeAsync(ContainersArgs args, Operation operation)
    {
        var project = args.ProjectId!;
        var all = await Session.Containers.ListAsync(project, operation.Cancel);
        return new ContainersResult
        {
            Containers =
            [
                .. all.Where(container => args.ProviderName is null || container.Cloud == args.ProviderName)
                    .Select(container => NetworkContainer.From(container, project)),
            ],
        };
    }
}
