using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using AtlasEmulator.World;
using Microsoft.AspNetCore.Http;

namespace AtlasEmulator.Control;

/// <summary>
/// The control panel over HTTP, below /_emulator. No credentials: the emulator listens on loopback only.
/// </summary>
internal sealed class ControlEndpoints(ControlPanel panel, RequestLog log)
{
    public async Task<Answer> HandleAsync(HttpContext context, string path)
    {
        var request = await Inbound.ReadAsync(context);
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            var body = request.Body.Length > 0 ? request.Body : "{}"u8.ToArray();
            return Route(request.Method, segments, body) is { } result
                ? Answer.Json(200, result)
                : Answer.Error(Errors.NoSuchPath(request.Path));
        }
        catch (ControlException refused)
        {
            return Answer.Error(new AtlasError(409, "CONTROL_REFUSED", refused.Message));
        }
        catch (JsonException malformed)
        {
            return Answer.Error(Errors.Json(malformed.Message));
        }
        catch (AtlasError refused)
        {
            return Answer.Error(refused);
        }
    }

    private JsonNode? Route(string method, string[] path, ReadOnlyMemory<byte> body) => (method, path) switch
    {
        ("GET", []) => ControlJson.Overview(panel),
        ("POST", ["reset"]) => Done(panel.Reset),
        ("POST", ["step"]) => new JsonObject { ["moved"] = panel.StepAll() },
        ("POST", ["settle"]) => new JsonObject { ["moved"] = panel.Settle() },
        ("POST", ["advance"]) => Advance(Body.Parse(body)),
        ("PUT", ["settings"]) => Done(() => panel.Configure(Read<SettingsChange>(body).Apply)),
        ("PUT", ["networks", .. var key]) => Done(
            () => panel.SetNetwork(string.Join('/', key.Select(Uri.UnescapeDataString)), Read<NetworkBehaviour>(body))),

        ("POST", ["projects"]) => new JsonObject { ["id"] = panel.CreateProject(Body.Parse(body).Text("id")) },
        (_, ["projects", var project, .. var rest]) => Project(method, project, rest, body),
        ("POST", ["peers", var peer, var verb]) => Peer(peer, verb, Body.Parse(body)),
        ("POST", ["containers", var container, var verb]) => Container(container, verb),
        ("POST", ["streams", var stream, var verb]) => Stream(stream, verb, Body.Parse(body)),

        ("GET", ["faults"]) => ControlJson.Of(panel.Faults),
        ("POST", ["faults"]) => new JsonObject { ["id"] = panel.AddFault(Read<FaultRule>(body)) },
        ("DELETE", ["faults"]) => Done(panel.ClearFaults),
        ("DELETE", ["faults", var id]) when panel.RemoveFault(id) => ControlJson.Ok(),
        ("GET", ["requests"]) => ControlJson.Of(log.Snapshot()),
        ("DELETE", ["requests"]) => Done(panel.ClearRequests),
        ("POST", ["tokens", "revoke"]) => Done(panel.RevokeAllTokens),
        ("POST", ["nonces", "forget"]) => Done(panel.ForgetNonces),
        _ => null,
    };

    private JsonNode? Project(string verb, string id, string[] rest, ReadOnlyMemory<byte> body) => (verb, rest) switch
    {
        ("GET", []) => ControlJson.Project(panel, id),
        ("DELETE", []) when panel.RemoveProject(id) => ControlJson.Ok(),
        ("POST", ["peers"]) => Seeds.Peers(panel, id, Body.Parse(body)),
        ("POST", ["containers"]) => Seeds.Container(panel, id, Body.Parse(body)),
        ("POST", ["streams"]) => Seeds.StreamsRequest(panel, id, Body.Parse(body)),
        ("PUT", ["privateIpMode"]) => Done(
            () => panel.SetPrivateIpMode(id, Body.Parse(body).Flag("enabled") ?? throw Errors.Missing(["enabled"]))),
        _ => null,
    };

    private JsonNode? Peer(string peer, string verb, Body body) => verb switch
    {
        "accept" => ControlJson.Of(panel, panel.Accept(peer)),
        "reject" => ControlJson.Of(panel, panel.Reject(peer)),
        "expire" => ControlJson.Of(panel, panel.Expire(peer)),
        "fail" => ControlJson.Of(panel, panel.Fail(peer, Required(body, "error"))),
        "lose" => ControlJson.Of(panel, panel.Lose(peer)),
        "fail-deletion" => ControlJson.Of(panel, panel.FailDeletion(peer, Required(body, "error"))),
        "remove" => Done(() => panel.RemovePeer(peer)),
        "step" => Done(() => panel.Step(peer)),
        _ => null,
    };

    private JsonNode? Container(string container, string verb) => verb switch
    {
        "provision" => ControlJson.Of(panel.Provision(container)),
        "hold" => ControlJson.Of(panel.Hold(container)),
        "release" => ControlJson.Of(panel.Release(container)),
        "remove" => Done(() => panel.RemoveContainer(container)),
        "step" => Done(() => panel.Step(container)),
        _ => null,
    };

    private JsonNode? Stream(string request, string verb, Body body) => verb switch
    {
        "expire" => ControlJson.Of(panel.ExpireRequest(request)),
        "report" => ControlJson.Of(panel.ReportRequest(request, Required(body, "cloudStatus"), body.Text("message"))),
        "fail-scan" => ControlJson.Of(panel.FailScan(request, Required(body, "error"))),
        "fail-update" => ControlJson.Of(panel.FailUpdate(request, Required(body, "error"))),
        "remove" => Done(() => panel.RemoveRequest(request)),
        "step" => Done(() => panel.Step(request)),
        _ => null,
    };

    private JsonObject Advance(Body body) => Done(() => panel.Advance(
        TimeSpan.FromSeconds(body.Number("seconds") ?? throw Errors.Missing(["seconds"]))));

    private static string Required(Body body, string name) => body.Text(name) ?? throw Errors.Missing([name]);

    private static T Read<T>(ReadOnlyMemory<byte> body) =>
        JsonSerializer.Deserialize<T>(body.Span, ControlJson.Options) ?? throw Errors.Json("The body is null.");

    private static JsonObject Done(Action work)
    {
        work();
        return ControlJson.Ok();
    }
}
