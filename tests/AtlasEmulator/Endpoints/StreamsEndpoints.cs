using AtlasEmulator.Auth;
using AtlasEmulator.Http;
using AtlasEmulator.World;

namespace AtlasEmulator.Endpoints;

internal sealed class StreamsEndpoints(AtlasWorld world)
{
    private const string Requests = "streams/vpcPeeringConnections";

    public IEnumerable<Endpoint> All =>
    [
        New("GET", Requests, "2023-02-01", Access.Read, Queries.StreamsListOfAccount, List),
        New("POST", Requests + "/{id}:accept", "2023-02-01", Access.WriteStreams, Queries.Bare, Accept),
        New("POST", Requests + "/{id}:reject", "2023-02-01", Access.WriteStreams, Queries.Bare, Reject),
        New("DELETE", Requests + "/{id}", "2023-02-01", Access.WriteStreams, Queries.Bare, Delete),
        New("GET", "streams/activeVpcPeeringConnections", "2024-11-13", Access.Read, Queries.StreamsList, ListActive),
        New("GET", "streams/accountDetails", "2024-11-13", Access.Read, Queries.AccountDetails, AccountDetails),
    ];

    private static Endpoint New(
        string method, string pattern, string version, Access access, string[] query, Func<Call, Answer> handle) =>
        new(method, pattern, version, access, EndpointSet.Streams, query, handle);

    private static Answer List(Call call)
    {
        var account = call.Query.Required("requesterAccountId");
        var requests = call.Project.Streams.All.Where(request => request.RequesterAccountId == account).ToList();
        return Page.Of(call, requests, StreamsJson.Write);
    }

    private static Answer ListActive(Call call)
    {
        var active = call.Project.Streams.All.Where(r => r.CloudStatus == StreamsCloudStatus.Active).ToList();
        return Page.Of(call, active, StreamsJson.Write);
    }

    private Answer Accept(Call call)
    {
        var body = call.ReadBody();
        var request = Find(call);
        foreach (var name in body.Names)
        {
            if (name is not ("requesterAccountId" or "requesterVpcId"))
                throw Errors.Attribute(name, "it does not exist.");
        }

        body.Demand("requesterAccountId", "requesterVpcId");
        var wrong = new List<(string Field, string Description)>();
        if (body.Text("requesterAccountId") != request.RequesterAccountId)
            wrong.Add(("requesterAccountId", "does not belong to this request."));
        if (body.Text("requesterVpcId") != request.RequesterVpcId)
            wrong.Add(("requesterVpcId", "does not belong to this request."));
        if (wrong.Count > 0) throw Errors.Validation(wrong);
        return Ask(
            request, StreamsLocalStatus.RequestAccept, StreamsLocalStatus.AcceptRequested, StreamsLocalStatus.Active);
    }

    private Answer Reject(Call call) =>
        Ask(Find(call), StreamsLocalStatus.RequestReject, StreamsLocalStatus.RejectRequested);

    private Answer Delete(Call call)
    {
        var request = Find(call);
        if (request.LocalStatus is not (StreamsLocalStatus.RequestDelete or StreamsLocalStatus.DeleteRequested))
            world.Streams.Ask(request, StreamsLocalStatus.RequestDelete);
        return Answer.Empty(202);
    }

    /// <summary>
    /// A request that is already on the wished way stays on it; one that was decided otherwise is refused.
    /// </summary>
    private Answer Ask(StreamsRequest request, params string[] way)
    {
        if (way.Contains(request.LocalStatus)) return Answer.Empty(202);
        var open = request.CloudStatus == StreamsCloudStatus.PendingAcceptance && request.LocalStatus
            is StreamsLocalStatus.None or StreamsLocalStatus.ScanFailed or StreamsLocalStatus.UpdateFailed;
        if (!open)
        {
            throw Errors.Validation(("id",
                $"{request.Name} is {request.CloudStatus}, {request.LocalStatus}: there is nothing to decide."));
        }

        world.Streams.Ask(request, way[0]);
        return Answer.Empty(202);
    }

    private static Answer AccountDetails(Call call)
    {
        var given = call.Query.Required("cloudProvider");
        var provider = given switch
        {
            "aws" => CloudProvider.AWS,
            "azure" => CloudProvider.AZURE,
            "gcp" => CloudProvider.GCP,
            _ => throw Errors.Query("cloudProvider", given),
        };
        var region = call.Query.Required("regionName");
        if (!Regions.Of(provider).Contains(region))
            throw new AtlasError(400, "INVALID_REGION", $"{provider} has no region {region}.", region);
        var account = call.Project.StreamsAccountIn(provider, region);
        return call.Ok(writer => StreamsJson.Write(writer, provider, account));
    }

    // Atlas's own walk-through passes the name (pcx-...); the internal id serves as well.
    private static StreamsRequest Find(Call call) =>
        call.Project.Streams.Find(call.Id!)
        ?? call.Project.Streams.All.FirstOrDefault(request => request.Name == call.Id)
        ?? throw new AtlasError(404, "RESOURCE_NOT_FOUND", $"There is no VPC peering connection {call.Id}.", call.Id!);
}
