using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// The ids a person may have at hand for a peering. The first is the canonical one, which state holds.
/// </summary>
internal abstract record PeeringId(string? Project)
{
    /// <summary>Atlas's own id: `project/peer`, or one of <see cref="TerraformId"/>'s.</summary>
    public sealed record Canonical(string? Project, string PeerId) : PeeringId(Project);

    /// <summary>AWS's id of the connection, `pcx-...`.</summary>
    public sealed record Connection(string? Project, string ConnectionId) : PeeringId(Project);

    /// <summary>The VPC at the other end.</summary>
    public sealed record Vpc(string? Project, string VpcId) : PeeringId(Project);

    /// <summary>The VNet at the other end: subscription, resource group, name.</summary>
    public sealed record VNet(string? Project, string Subscription, string Group, string Name) : PeeringId(Project);

    /// <summary>The GCP network at the other end: GCP project and name.</summary>
    public sealed record Network(string? Project, string GcpProject, string Name) : PeeringId(Project);

    /// <summary>The id as state holds it: `project/peer`.</summary>
    public static (string Project, string PeerId) Parse(string id) =>
        id.Split('/') is [var project, var peer]
            ? (project, peer)
            : throw new OperationFailedException(FailureKind.InvalidInput, $"'{id}' is not an id of the form "
                + "project/id, as `pulumi stack export` shows it. Import the resource again.");

    /// <summary>Every spelling; null when it is none of them.</summary>
    public static PeeringId? Read(string text)
    {
        if (TerraformId.Read(text, "peer_id") is var (terraformProject, terraformPeer))
        {
            return new Canonical(terraformProject, terraformPeer);
        }

        // An Atlas project before anything else; a lone id of 24 digits is the peering's.
        var parts = text.Split('/');
        var project = parts.Length > 1 && ObjectIdAttribute.Matches(parts[0]) ? parts[0] : null;
        return (project is null ? parts : parts[1..]) switch
        {
            [var peer] when ObjectIdAttribute.Matches(peer) => new Canonical(project, peer),
            [var connection] when connection.StartsWith("pcx-", StringComparison.Ordinal) =>
                new Connection(project, connection),
            [var vpc] when AwsVpcIdAttribute.Matches(vpc) => new Vpc(project, vpc),
            [var subscription, var group, var name] when Guid.TryParseExact(subscription, "D", out _) =>
                new VNet(project, subscription, group, name),
            [var gcpProject, var network] when gcpProject.Length > 0 && network.Length > 0 =>
                new Network(project, gcpProject, network),
            _ => null,
        };
    }

    /// <summary>Whether this id means the peering.</summary>
    public bool Means(AtlasPeer peer) => this switch
    {
        Canonical id => peer.Id == id.PeerId,
        Connection id => peer.ConnectionId == id.ConnectionId,
        Vpc id => peer.VpcId == id.VpcId,
        VNet id => peer.RemoteNetwork == Azure(id.Subscription, id.Group, id.Name),
        Network id => peer.RemoteNetwork == $"{id.GcpProject}/{id.Name}",
        _ => false,
    };

    /// <summary>Azure's names are the same in any case.</summary>
    public static string Azure(string? subscription, string? group, string? name) =>
        $"{subscription}/{group}/{name}".ToLowerInvariant();
}
