using AtlasEmulator.Auth;
using AtlasEmulator.Endpoints;
using AtlasEmulator.World;

namespace AtlasEmulator.Http;

/// <summary>The API without a socket: who calls, and what the answer is.</summary>
internal sealed class AtlasApi(AtlasWorld world, Authenticator authenticator, OAuthEndpoints oauth, RateLimiter limiter)
{
    private readonly Router router = new(
    [
        .. new PeerEndpoints(world).All,
        .. new ContainerEndpoints(world).All,
        .. PrivateIpModeEndpoints.All,
        .. new StreamsEndpoints(world).All,
    ]);

    public static bool IsOAuth(Inbound request) => request.Path.StartsWith("/api/oauth/", StringComparison.Ordinal);

    public Caller Identify(Inbound request) => IsOAuth(request)
        ? new Caller(request.Authorization?.Split(' ')[0], null, null)
        : authenticator.Identify(request.Method, request.Target, request.Authorization);

    public Answer Execute(Inbound request, Caller caller)
    {
        if (oauth.Handle(request) is { } answer) return answer;
        if (router.Find(request.Method, request.Path) is not { } route)
            return Answer.Error(Errors.NoSuchPath(request.Path));
        return caller.Role is { } role ? world.Run(() => Respond(request, route, role)) : caller.Refusal!;
    }

    private Answer Respond(Inbound request, RouteMatch route, Role role)
    {
        // Refusals before the limiter carry no RateLimit headers; an unknown group is one of them.
        var rate = default(RateState);
        try
        {
            var endpoint = route.Endpoint ?? throw Errors.MethodNotAllowed(request.Method);
            MediaTypes.DemandAccepted(request.Headers.Accept, endpoint.Version);
            var project = world.FindProject(route.GroupId) ?? throw Errors.ProjectNotFound(route.GroupId);
            Permissions.Demand(role, endpoint.Access, project.Id);
            rate = limiter.Take(project.Id, endpoint.Set);
            if (rate.Refusal is { } refusal) throw refusal;
            var query = new Query(request.Query, endpoint.Query);
            return WithRate(endpoint.Handle(new Call(endpoint, project, route.Id, query, request.BaseUrl, request.Path)
            {
                ReadBody = () => ReadBody(request, endpoint),
            }), rate);
        }
        catch (AtlasError error)
        {
            return WithRate(Answer.Error(error), rate);
        }
    }

    private static Body ReadBody(Inbound request, Endpoint endpoint)
    {
        MediaTypes.DemandReadable(request.ContentType, endpoint.Version);
        return Body.Parse(request.Body);
    }

    private static Answer WithRate(Answer answer, RateState? rate) => rate is null ? answer : answer with
    {
        Headers =
        [
            .. answer.Headers,
            new("RateLimit-Limit", $"{rate.Limit}"),
            new("RateLimit-Remaining", $"{rate.Remaining}"),
        ],
    };
}
