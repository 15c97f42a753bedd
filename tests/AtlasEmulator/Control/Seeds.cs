using System.Text.Json.Nodes;
using AtlasEmulator.Endpoints;
using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Control;

/// <summary>Seeds from the bodies of control requests: the API's own attributes, and a few more.</summary>
internal static class Seeds
{
    /// <summary>
    /// Either count alone, or the attributes of one peer with optional containerId, status and error.
    /// </summary>
    public static JsonNode Peers(ControlPanel panel, string projectId, Body body)
    {
        if (body.Number("count") is { } count)
        {
            var peers = panel.SeedPeers(projectId, count);
            return new JsonObject { ["ids"] = ControlJson.Of(peers.Select(peer => peer.Id).ToList()) };
        }

        var remote = PeerFields.Read(body, PeerFields.Provider(body));
        return ControlJson.Of(panel, panel.SeedPeer(projectId, remote, body.Text("status") ?? PeerStatus.Available,
            body.Text("containerId"), body.Text("error")));
    }

    public static JsonNode Container(ControlPanel panel, string projectId, Body body)
    {
        var provider = PeerFields.Provider(body);
        return ControlJson.Of(panel.SeedContainer(projectId, provider, body.Text("regionName") ?? body.Text("region"),
            body.Text("atlasCidrBlock"), body.Texts("regions"), body.Flag("held") ?? false));
    }

    public static JsonNode StreamsRequest(ControlPanel panel, string projectId, Body body)
    {
        body.Demand("requesterAccountId", "requesterVpcId");
        return ControlJson.Of(panel.SeedStreamsRequest(projectId, body.Text("requesterAccountId")!,
            body.Text("requesterVpcId")!, body.Text("requesterCidr") ?? "10.1.0.0/16",
            body.Text("regionName") ?? "US_EAST_1"));
    }
}
