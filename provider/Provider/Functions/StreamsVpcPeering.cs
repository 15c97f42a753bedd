using System.ComponentModel;
using Peering.Resources;

namespace Peering.Functions;

/// <summary>A VPC peering of Atlas Stream Processing as a look-up tells it.</summary>
[Description("A VPC peering between Atlas Stream Processing and a VPC that asked for it.")]
internal sealed record StreamsVpcPeering
{
    [Description("Id of the connection in Atlas.")]
    public string? ConnectionId { get; init; }

    [Description("AWS id of the connection, `pcx-...`: its name in Atlas.")]
    public required string Name { get; init; }

    [Description("AWS account of Atlas Stream Processing.")]
    public string? AccepterAccountId { get; init; }

    [Description("IPv4 block of the VPC of Atlas Stream Processing.")]
    public string? AccepterCidr { get; init; }

    [Description("VPC of Atlas Stream Processing.")]
    public string? AccepterVpcId { get; init; }

    [Description("AWS account that asked for the peering.")]
    public string? RequesterAccountId { get; init; }

    [Description("IPv4 block of the VPC that asked for the peering.")]
    public string? RequesterCidr { get; init; }

    [Description("VPC that asked for the peering.")]
    public string? RequesterVpcId { get; init; }

    [Description("Status in AWS, such as `pending-acceptance` or `active`.")]
    public string? CloudStatus { get; init; }

    [Description("Status in Atlas, such as `NONE`, `REQUEST_ACCEPT` or `ACTIVE`.")]
    public string? LocalStatus { get; init; }

    [Description("More about the status, when there is more.")]
    public string? StatusMessage { get; init; }

    [Description("When a request that nobody accepts lapses, in UTC (RFC 3339).")]
    public string? ExpirationTime { get; init; }

    public static StreamsVpcPeering From(AtlasStreamsPeering peering) => new()
    {
        ConnectionId = peering.Id,
        Name = peering.Name ?? "",
        AccepterAccountId = peering.AccepterAccountId,
        AccepterCidr = peering.AccepterCidr,
        AccepterVpcId = peering.AccepterVpcId,
        RequesterAccountId = peering.RequesterAccountId,
        RequesterCidr = peering.RequesterCidr,
        RequesterVpcId = peering.RequesterVpcId,
        CloudStatus = peering.CloudStatus,
        LocalStatus = peering.LocalStatus,
        StatusMessage = peering.StatusMessage,
        ExpirationTime = peering.ExpirationTime,
    };
}
