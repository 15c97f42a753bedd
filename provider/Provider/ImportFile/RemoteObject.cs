using Peering.Resources;

namespace Peering.ImportFile;

/// <summary>Something in Atlas that a resource could stand for.</summary>
/// <param name="What">For the table: container, peering, streams.</param>
/// <param name="Place">The remote network, or the region of a container.</param>
/// <param name="Wish">The name it has unless something else has it too.</param>
internal sealed record RemoteObject(
    CloudProvider Cloud, string What, string Token, string Id, string Place, string Status, string Wish)
{
    /// <summary>It is being deleted: managing it would make it anew.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Why it does not work, and what helps; null while nothing is wrong.</summary>
    public string? Failure { get; init; }

    public static RemoteObject Of(AtlasContainer container, string project)
    {
        var place = container.Cloud switch
        {
            CloudProvider.Aws => AwsRegionAttribute.ToAws(container.Place),
            CloudProvider.Azure => container.Place,
            _ => "all of GCP",
        };
        return new RemoteObject(container.Cloud, "container", $"peering:index:{container.Cloud}NetworkContainer",
            $"{project}/{container.Id}", place, container.Provisioned == true ? "provisioned" : "not provisioned",
            container.Cloud == CloudProvider.Gcp ? "gcp-container" : $"{container.Cloud}-{place}-container");
    }

    public static RemoteObject Of(AtlasPeer peer, string project) => new(
        peer.Cloud, "peering", $"peering:index:{peer.Cloud}NetworkPeering", $"{project}/{peer.Id}",
        peer.RemoteNetwork, peer.State,
        peer.Cloud switch
        {
            CloudProvider.Aws => $"aws-{peer.VpcId}",
            CloudProvider.Azure => $"azure-{peer.VnetName}",
            _ => $"gcp-{peer.GcpProjectId}-{peer.NetworkName}",
        })
    {
        IsLeaving = peer.Stage() == PeeringStage.Leaving,
        Failure = peer.Stage() == PeeringStage.Failed ? peer.FailureText() : null,
    };

    /// <summary>The path of a streams connection takes its AWS id, and so does its resource.</summary>
    public static RemoteObject Of(AtlasStreamsPeering streams, string project) => new(
        CloudProvider.Aws, "streams", StreamsToken, $"{project}/{streams.Name}",
        $"{streams.RequesterAccountId}/{streams.RequesterVpcId}", streams.CloudStatus ?? "", $"streams-{streams.Name}")
    {
        IsLeaving = streams.LocalStatus is "REQUEST_DELETE" or "DELETE_REQUESTED",
    };

    public const string StreamsToken = "peering:index:StreamsVpcPeeringConnection";
}
