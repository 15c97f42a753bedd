using AtlasEmulator.Control;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Peering.Tests.Provider;

namespace Peering.Tests.Faults;

/// <summary>One kind in a project of its own: what must be there before it, and what Atlas holds of it.</summary>
internal sealed class FaultSubject
{
    private const string Requester = "210987654321";
    private readonly ControlPanel atlas;

    public FaultSubject(ControlPanel atlas, string kind)
    {
        (this.atlas, Kind, Project) = (atlas, kind, atlas.CreateProject());
        var inputs = ConformanceWorld.Templates.Single(template => template.Kind == kind).Inputs;
        foreach (var (hole, value) in Holes())
        {
            inputs = inputs.Replace(hole, value, StringComparison.Ordinal);
        }

        Inputs = Scenario.Json(inputs);
        if (kind == "GcpNetworkContainer")
        {
            // Only a large one can be changed in place.
            Inputs.Fields.Remove("regions");
            Inputs.Fields["atlasCidrBlock"] = Value.ForString("192.168.192.0/18");
        }
    }

    public string Kind { get; }

    public string Project { get; }

    public Struct Inputs { get; }

    /// <summary>What a program changes in place; a null value where a kind has nothing of that.</summary>
    public (string Field, string? Value) Change => Kind switch
    {
        "AwsNetworkPeering" => ("routeTableCidrBlock", "10.20.0.0/16"),
        "GcpNetworkContainer" => ("atlasCidrBlock", "192.168.128.0/18"),
        "AwsNetworkContainer" or "AzureNetworkContainer" => ("atlasCidrBlock", "192.168.232.0/21"),
        _ => ("", null),
    };

    public string? ListedType => Kind == "NetworkPeeringActivation" ? null : $"peering:index:{Kind}";

    public string? Function => Kind switch
    {
        "NetworkPeeringActivation" => null,
        "StreamsVpcPeeringConnection" => "getStreamsVpcPeeringConnections",
        _ when IsContainer => "getNetworkContainers",
        _ => "getNetworkPeerings",
    };

    public string Arguments => Function == "getStreamsVpcPeeringConnections"
        ? $$"""{ "projectId": "{{Project}}", "requesterAccountId": "{{Requester}}" }"""
        : $$"""{ "projectId": "{{Project}}" }""";

    /// <summary>Whether the kind's verbs make, change and remove an object of Atlas's.</summary>
    public bool IsRemote => Kind != "NetworkPeeringActivation";

    private bool IsContainer => Kind.EndsWith("Container", StringComparison.Ordinal);

    /// <summary>The ids of what the kind has made in Atlas and not deleted.</summary>
    public IReadOnlyList<string> Standing => Kind switch
    {
        _ when IsContainer => [.. atlas.Containers(Project).Select(container => $"{Project}/{container.Id}")],
        "StreamsVpcPeeringConnection" =>
        [
            .. atlas.StreamsRequests(Project)
                .Where(request => request.LocalStatus is not ("NONE" or "REQUEST_DELETE" or "DELETE_REQUESTED"))
                .Select(request => $"{Project}/{request.Name}"),
        ],
        _ => [.. atlas.Peers(Project).Select(peer => $"{Project}/{peer.Id}")],
    };

    /// <summary>What Atlas holds of the field that changes in place.</summary>
    public string? Held => IsContainer
        ? atlas.Containers(Project).Single().CidrBlock
        : (atlas.Peers(Project).SingleOrDefault()?.Remote as AwsNetwork)?.CidrBlock;

    private IEnumerable<(string Hole, string Value)> Holes()
    {
        yield return ("{project}", Project);
        switch (Kind)
        {
            case "NetworkPeeringActivation":
                var network = new AwsNetwork("123456789012", "vpc-0a1b2c3d4e5f67890", "10.0.0.0/16", "us-east-1");
                yield return ("{AwsNetworkPeering.id}", $"{Project}/{atlas.SeedPeer(Project, network).Id}");
                break;
            case "StreamsVpcPeeringConnection":
                atlas.SeedStreamsRequest(Project, Requester, "vpc-0fedcba9876543210", name: "pcx-0123456789abcdef0");
                break;
            case var peering when !IsContainer:
                var cloud = peering[..^"NetworkPeering".Length];
                var container = atlas.SeedContainer(Project, System.Enum.Parse<CloudProvider>(cloud, ignoreCase: true));
                yield return ($"{{{cloud}NetworkContainer}}", container.Id);
                break;
        }
    }
}
