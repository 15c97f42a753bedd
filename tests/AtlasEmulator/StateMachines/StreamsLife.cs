using AtlasEmulator.Control;
using AtlasEmulator.World;

namespace AtlasEmulator.StateMachines;

/// <summary>
/// accept  REQUEST_ACCEPT, ACCEPT_REQUESTED, ACTIVE (cloud: active)
/// reject  REQUEST_REJECT, REJECT_REQUESTED (cloud: rejected)
/// delete  REQUEST_DELETE, DELETE_REQUESTED, cloud deleted, gone
/// </summary>
internal sealed class StreamsLife(AtlasWorld world)
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    public StreamsRequest Appear(
        Project project, string requesterAccountId, string requesterVpcId, string requesterCidr, string region,
        string? name = null)
    {
        var request = new StreamsRequest(
            Ids.Object(), project.Id, name ?? Ids.PeeringConnection(), requesterAccountId, requesterVpcId, requesterCidr,
            project.StreamsAccountIn(CloudProvider.AWS, region), world.Now + (world.Options.Pace.Expiry ?? Window));
        return Enter(request);
    }

    public StreamsRequest Ask(StreamsRequest request, string localStatus) =>
        Enter(request with { LocalStatus = localStatus, StatusMessage = null });

    public static bool CanStep(StreamsRequest request) => (request.LocalStatus, request.CloudStatus) switch
    {
        (StreamsLocalStatus.RejectRequested, var cloud) => cloud != StreamsCloudStatus.Rejected,
        (StreamsLocalStatus.RequestAccept or StreamsLocalStatus.AcceptRequested or StreamsLocalStatus.RequestReject
            or StreamsLocalStatus.RequestDelete or StreamsLocalStatus.DeleteRequested, _) => true,
        _ => false,
    };

    public void Plan(StreamsRequest request)
    {
        var pace = world.Options.Pace;
        if (CanStep(request)) Later(request, pace.In(request.LocalStatus), Step);
        else if (request is { LocalStatus: StreamsLocalStatus.None, CloudStatus: StreamsCloudStatus.PendingAcceptance })
            Later(request, pace.Expiry, r => Expire(r));
    }

    public void Step(StreamsRequest request)
    {
        switch (request.LocalStatus)
        {
            case StreamsLocalStatus.RequestAccept:
                Enter(request with { LocalStatus = StreamsLocalStatus.AcceptRequested });
                break;
            case StreamsLocalStatus.AcceptRequested:
                Enter(request with
                {
                    LocalStatus = StreamsLocalStatus.Active,
                    CloudStatus = StreamsCloudStatus.Active,
                });
                break;
            case StreamsLocalStatus.RequestReject:
                Enter(request with { LocalStatus = StreamsLocalStatus.RejectRequested });
                break;
            case StreamsLocalStatus.RejectRequested when request.CloudStatus != StreamsCloudStatus.Rejected:
                Enter(request with { CloudStatus = StreamsCloudStatus.Rejected });
                break;
            case StreamsLocalStatus.RequestDelete:
                Enter(request with { LocalStatus = StreamsLocalStatus.DeleteRequested });
                break;
            case StreamsLocalStatus.DeleteRequested when request.CloudStatus != StreamsCloudStatus.Deleted:
                Enter(request with { CloudStatus = StreamsCloudStatus.Deleted });
                break;
            case StreamsLocalStatus.DeleteRequested:
                Remove(request);
                break;
            default:
                throw new ControlException(
                    $"Request {request.Name} is {request.LocalStatus}: nothing moves there by itself.");
        }
    }

    public StreamsRequest Expire(StreamsRequest request) =>
        request.CloudStatus == StreamsCloudStatus.PendingAcceptance
            ? Enter(request with { CloudStatus = StreamsCloudStatus.Expired })
            : throw new ControlException($"Request {request.Name} is {request.CloudStatus}: it can no longer expire.");

    /// <summary>The requester takes its VPC away, or AWS reports something else.</summary>
    public StreamsRequest Report(StreamsRequest request, string cloudStatus, string? message) =>
        Enter(request with { CloudStatus = cloudStatus, StatusMessage = message });

    public StreamsRequest Fail(StreamsRequest request, string localStatus, string message) =>
        Enter(request with { LocalStatus = localStatus, StatusMessage = message });

    public void Remove(StreamsRequest request) => world.Project(request).Streams.Remove(request.Id);

    private StreamsRequest Enter(StreamsRequest request)
    {
        var entered = request with { Ticket = world.NextTicket() };
        world.Project(entered).Streams.Put(entered);
        Plan(entered);
        return entered;
    }

    private void Later(StreamsRequest request, TimeSpan? delay, Action<StreamsRequest> transition) =>
        world.Later(request, project => project.Streams, delay, transition);
}
