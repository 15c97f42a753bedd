using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>The peerings of Atlas Stream Processing that are up, whoever asked for them.</summary>
internal sealed class GetStreamsActiveVpcPeeringConnections(Session session)
    : SessionFunction<ProjectArgs, StreamsVpcPeerings>(session)
{
    public override string Token => "peering:index:getStreamsActiveVpcPeeringConnections";

    protected override async Task<StreamsVpcPeerings> InvokeAsync(ProjectArgs args, Operation operation) =>
        StreamsVpcPeerings.From(await Session.Streams.ListActiveAsync(args.ProjectId!, operation.Cancel));
}
