using AtlasEmulator.Auth;
using AtlasEmulator.Http;

namespace AtlasEmulator.Endpoints;

/// <summary>The old "peering only" mode, which can only be left.</summary>
internal static class PrivateIpModeEndpoints
{
    private const string Version = "2023-01-01";

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "privateIpMode", Version, Access.Read, EndpointSet.NetworkPeering, Queries.One, Show),
        new("PATCH", "privateIpMode", Version, Access.WriteContainers, EndpointSet.NetworkPeering, Queries.One, Update),
    ];

    private static Answer Update(Call call)
    {
        var body = call.ReadBody();
        foreach (var name in body.Names)
            if (name != "enabled") throw Errors.Attribute(name, "it does not exist.");
        body.Demand("enabled");
        if (body.Flag("enabled") == true && !call.Project.PrivateIpMode)
            throw new AtlasError(400, "CANNOT_UPDATE_PRIVATE_IP_MODE", "The mode can only be turned off.");
        call.Project.PrivateIpMode = body.Flag("enabled") == true;
        return Show(call);
    }

    private static Answer Show(Call call) => call.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("enabled", call.Project.PrivateIpMode);
        writer.WriteEndObject();
    });
}
