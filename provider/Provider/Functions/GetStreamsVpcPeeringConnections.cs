using System.ComponentModel;
using Peering.Lifecycle;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>The requests of one AWS account to Atlas Stream Processing.</summary>
internal sealed class GetStreamsVpcPeeringConnections(Session session)
    : SessionFunction<GetStreamsVpcPeeringConnections.ConnectionsArgs, StreamsVpcPeerings>(session)
{
    internal sealed record ConnectionsArgs : ProjectArgs
    {
        [Description("AWS account that asked for the peerings, 12 digits.")]
        [AwsAccountId]
        public required string RequesterAccountId { get; init; }
    }

    public override string Token => "peering:index:getStreamsVpcPeeringConnections";

    protected override async Task<StreamsVpcPeerings> InvokeAsync(ConnectionsArgs args, Operation operation) =>
        StreamsVpcPeerings.From(
            await Session.Streams.ListAsync(args.ProjectId!, args.RequesterAccountId, operation.Cancel));
}

/// <summary>What the two lists of connections answer.</summary>
internal sealed record StreamsVpcPeerings
{
    [Description("The connections, in the order of Atlas.")]
    public required IReadOnlyList<StreamsVpcPeering> Connections { get; init; }

    public static StreamsVpcPeerings From(IReadOnlyList<AtlasStreamsPeering> peerings) =>
        new() { Connections = [.. peerings.Select(StreamsVpcPeering.From)] };
}
