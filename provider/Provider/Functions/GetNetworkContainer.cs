using System.ComponentModel;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>The container of a place: a region, or all of GCP.</summary>
internal sealed class GetNetworkContainer(Session session)
    : SessionFunction<GetNetworkContainer.ContainerArgs, NetworkContainer>(session)
{
    internal sealed record ContainerArgs : ProjectArgs
    {
        [Description("The cloud of the container.")]
        public required CloudProvider ProviderName { get; init; }

        [Description("Region of the container by Atlas's name (`US_EAST_1`), on AWS also by AWS's (`us-east-1`). "
            + "Leave it out "
            + "on GCP, where a project has one container, or where it has only one on the cloud.")]
        public string? Region { get; init; }
    }

    public override string Token => "peering:index:getNetworkContainer";

    protected override async Task<NetworkContainer> InvokeAsync(ContainerArgs args, Operation operation)
    {
        var project = args.ProjectId!;
        var all = await Session.Containers.ListAsync(project, operation.Cancel);
        var place = args.Region is null ? null : AtlasRegionAttribute.ToAtlas(args.Region);
        var ofCloud = all.Where(container => container.Cloud == args.ProviderName).ToList();
        var meant = ofCloud.Where(container => place is null || IsIn(container, place)).ToList();
        return meant switch
        {
            [var only] => NetworkContainer.From(only, project),
            _ => throw new OperationFailedException(meant.Count == 0 ? FailureKind.NotFound : FailureKind.InvalidInput,
                $"Project {project} has {(meant.Count == 0 ? "no" : "several")} {args.ProviderName.Wire()} "
                + $"network container{(meant.Count == 0 ? "" : "s")}{(args.Region is null ? "" : $" in {args.Region}")}"
                + (ofCloud.Count == 0
                    ? "." : $"; give one of its regions: {string.Join(", ", ofCloud.SelectMany(Regions))}.")),
        };
    }

    /// <summary>A container of GCP is in every region, or in those it names.</summary>
    private static bool IsIn(AtlasContainer container, string place) => container.Place == place
        || (container.Cloud == CloudProvider.Gcp && container.Regions is not { Count: > 0 })
        || container.Regions?.Contains(place) == true;

    private static IReadOnlyList<string> Regions(AtlasContainer container) =>
        container.Regions is { Count: > 0 } some ? some : [container.Place];
}
