using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AtlasEmulator.Endpoints;
using AtlasEmulator.World;

namespace AtlasEmulator.Control;

/// <summary>
/// What the control endpoints show: entities as the API shows them, everything else by its own names.
/// </summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static JsonObject Ok() => new() { ["ok"] = true };

    public static JsonNode Of<T>(IReadOnlyList<T> list) => JsonSerializer.SerializeToNode(list, Options)!;

    public static JsonNode Overview(ControlPanel panel) => new JsonObject
    {
        ["now"] = panel.Now,
        ["projects"] = Of(panel.Projects),
        ["faults"] = Of(panel.Faults),
        ["liveTokens"] = panel.LiveTokens,
    };

    public static JsonNode Project(ControlPanel panel, string id) => new JsonObject
    {
        ["id"] = id,
        ["peers"] = new JsonArray([.. panel.Peers(id).Select(peer => Of(panel, peer))]),
        ["containers"] = new JsonArray([.. panel.Containers(id).Select(Of)]),
        ["streams"] = new JsonArray([.. panel.StreamsRequests(id).Select(Of)]),
    };

    public static JsonNode Of(ControlPanel panel, Peer peer)
    {
        var container = panel.Containers(peer.ProjectId).First(each => each.Id == peer.ContainerId);
        return Written(writer => PeerJson.Write(writer, peer, container));
    }

    public static JsonNode Of(Container container) => Written(writer => ContainerJson.Write(writer, container));

    public static JsonNode Of(StreamsRequest request) => Written(writer => StreamsJson.Write(writer, request));

    private static JsonNode Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return JsonNode.Parse(buffer.ToArray())!;
    }
}
