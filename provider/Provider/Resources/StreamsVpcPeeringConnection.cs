using System.ComponentModel;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// The decision on a VPC peering that another AWS account asked of Atlas Stream Processing:
/// /groups/{projectId}/streams/vpcPeeringConnections, id `{projectId}/{name}`. The request is the other side's, so
/// nothing here can make another one: a request that has ended is told, never replaced.
/// </summary>
internal sealed class StreamsVpcPeeringConnection(Session session)
    : ResourceKind<StreamsVpcPeeringConnection.StreamsInputs, StreamsVpcPeeringConnection.StreamsState>
{
    internal record StreamsInputs : ProjectInputs
    {
        [Description("AWS id of the requested peering connection, `pcx-...`. Changing it replaces the resource.")]
        [Replaces, AwsPeeringConnectionId]
        public required string Name { get; init; }

        [Description("Id of the AWS account that asked for the peering, 12 digits. Changing it replaces the resource.")]
        [Replaces, AwsAccountId]
        public required string RequesterAccountId { get; init; }

        [Description("Id of the VPC that the peering was requested for: `vpc-` and 17 (for old VPCs 8) hexadecimal "
            + "digits. It has to be the request's, which keeps a stranger's request from being accepted. Changing it "
            + "replaces the resource.")]
        [Replaces, AwsVpcId]
        public required string RequesterVpcId { get; init; }

        [Description("Whether to accept or to reject the request. A decision stands: changing it ends the connection, "
            + "and needs a new request with a `name` of its own.")]
        [Replaces, DefaultValue("ACCEPT")]
        public StreamsPeeringDecision? Decision { get; init; }
    }

    internal sealed record StreamsState : StreamsInputs
    {
        [Description("Id of the connection in Atlas, 24 hexadecimal digits. The id in AWS is `name`.")]
        [Stable]
        public required string ConnectionId { get; init; }

        [Description("AWS account of Atlas Stream Processing.")]
        [Stable]
        public string? AccepterAccountId { get; init; }

        [Description("IPv4 block of the VPC of Atlas Stream Processing: what the other side routes to the "
            + "connection.")]
        [Stable]
        public string? AccepterCidr { get; init; }

        [Description("VPC of Atlas Stream Processing.")]
        [Stable]
        public string? AccepterVpcId { get; init; }

        [Description("IPv4 block of the VPC that asked for the peering.")]
        [Stable]
        public string? RequesterCidr { get; init; }

        [Description("Status in AWS, such as `pending-acceptance`, `active`, `rejected`, `expired`, `failed` or "
            + "`deleted`.")]
        public required string CloudStatus { get; init; }

        [Description("Status in Atlas, such as `NONE`, `REQUEST_ACCEPT`, `ACCEPT_REQUESTED`, `ACTIVE`, `SCAN_FAILED` "
            + "or `UPDATE_FAILED`.")]
        public required string LocalStatus { get; init; }

        [Description("More about the status, when there is more.")]
        public string? StatusMessage { get; init; }

        [Description("When a request that nobody accepts lapses, in UTC (RFC 3339).")]
        public string? ExpirationTime { get; init; }
    }

    public override string Token => "peering:index:StreamsVpcPeeringConnection";

    public override Shape ListInputs => Shape.Of<ProjectInputs>();

    public override TimeSpan DefaultTimeout => TimeSpan.FromMinutes(30);

    protected override string? ProviderDefault(string field) => session.ProjectId;

    protected override IEnumerable<CheckFailure> Validate(StreamsInputs inputs, Value.Map given) => session.IsGovernment
        ? [new CheckFailure("", "Atlas for Government (mongodbgov.com) does not offer VPC peering with Atlas Stream "
            + "Processing. Use a project of Atlas itself, with a provider whose baseUrl is https://cloud.mongodb.com.")]
        : [];

    /// <summary>For the update itself the look before the decision does all of this.</summary>
    protected override async Task PreflightAsync(StreamsInputs inputs, bool preview, Operation operation)
    {
        if (inputs is not { ProjectId: { } project, Name: { } name })
        {
            return;
        }

        if (session.Leaving.Contains($"{project}/{name}"))
        {
            throw new OperationFailedException(FailureKind.Precondition,
                $"{name} cannot be decided a second time: replacing this resource deletes the request, and AWS never "
                + $"uses its id again. Have AWS account {inputs.RequesterAccountId ?? "..."} request a new peering and "
                + "set `name` to its pcx-... id; or, only to end the connection, remove this resource.");
        }

        if (preview && session.Preflight != PreflightMode.Off && inputs.RequesterAccountId is not null)
        {
            var decision = new StreamsDecision(session.Streams, inputs, operation);
            if (await decision.GlanceAsync() is { } request)
            {
                decision.Demand(request);
            }
            else
            {
                var missing = new Finding($"{decision.MissingText} The update waits for it.", IsCertain: false);
                Preflight.Report([missing], session.Preflight, preview, operation);
            }
        }
    }

    protected override async Task<(string Id, StreamsState State)> CreateAsync(
        StreamsInputs inputs, Operation operation)
    {
        var decision = new StreamsDecision(session.Streams, inputs, operation);
        var request = await decision.DecideAsync((await decision.ReadyAsync(mayCome: true))!);
        return ($"{inputs.ProjectId}/{inputs.Name}", Describe(request, inputs.ProjectId!, DecisionOf(inputs)));
    }

    protected override async Task SettleAsync(
        string id, StreamsState state, Action<StreamsState> seen, Operation operation)
    {
        var decision = DecisionOf(state);
        if (decision.Settles(StageOf(state)))
        {
            return;
        }

        await session.Streams.Poll.UntilAsync(cancel => FindAsync(state, cancel), found =>
        {
            if (found is null)
            {
                seen(Missing(state));
                return PollVerdict.Done;
            }

            seen(Describe(found, state.ProjectId!, decision));
            var verdict = (decision, found.Stage()) switch
            {
                var (wanted, stage) when wanted.Settles(stage) => PollVerdict.Done,
                (StreamsPeeringDecision.Accept, StreamsStage.Rejecting or StreamsStage.Rejected
                    or StreamsStage.Ended or StreamsStage.Leaving) or (_, StreamsStage.Stuck) =>
                    throw new OperationFailedException(FailureKind.Precondition, found.FailureText()),
                (StreamsPeeringDecision.Reject, StreamsStage.Accepted) => throw new OperationFailedException(
                    FailureKind.Precondition, $"{found.Name} is {found.StatusText()}: somebody accepted it meanwhile. "
                        + "Set decision to ACCEPT, or delete the connection in Atlas."),
                _ => PollVerdict.Waiting,
            };
            operation.Status(verdict == PollVerdict.Waiting
                ? $"{found.StatusText()}: waiting for Atlas and AWS"
                : found.StatusText());
            return verdict;
        }, Timeout.InfiniteTimeSpan, PollStart.NextBeat, operation.Cancel);
    }

    protected override async Task<(string Id, StreamsState State)?> ReadAsync(
        string text, StreamsState? known, Operation operation)
    {
        var id = StreamsConnectionId.Read(text) ?? throw new OperationFailedException(FailureKind.InvalidInput,
            $"'{text}' is not an id of a VPC peering of Atlas Stream Processing. Use project/pcx-..., or "
            + "project/account/pcx-... for one that is not active; the project may be left out when the provider has "
            + "one.");
        var project = session.ProjectOf(id.Project);
        var canonical = $"{project}/{id.Name}";
        if ((id.Account ?? known?.RequesterAccountId) is not { } account)
        {
            var active = await session.Streams.ListActiveAsync(project, operation.Cancel);
            return active.FirstOrDefault(connection => connection.Name == id.Name) is { } only
                ? (canonical, Describe(only, project, known?.Decision ?? TakenDecision(only)))
                : throw new OperationFailedException(FailureKind.NotFound,
                    $"{id.Name} is not among the active connections of project {project} ({Names(active)}). Atlas "
                    + $"lists others by the AWS account that asked for them only: use {project}/ACCOUNT/{id.Name}.");
        }

        if (await session.Streams.FindAsync(project, account, id.Name, operation.Cancel) is { } request)
        {
            return (canonical, Describe(request, project, known?.Decision ?? TakenDecision(request)));
        }

        return known switch
        {
            null => throw new OperationFailedException(FailureKind.NotFound,
                $"AWS account {account} has no request {id.Name} with project {project}. "
                + $"It has {Names(await session.Streams.ListAsync(project, account, operation.Cancel))}."),
            // AWS forgets rejected requests after a while. The rejection stands; a create would wait for it in vain.
            { Decision: StreamsPeeringDecision.Reject } when StreamsPeeringDecision.Reject.Settles(StageOf(known)) =>
                (canonical, known),
            _ => null,
        };
    }

    /// <summary>
    /// Every input replaces. Without a change it goes on from where a create, or the other side, has left the request.
    /// </summary>
    protected override async Task<StreamsState> UpdateAsync(
        string id, StreamsState state, StreamsInputs inputs, IReadOnlyList<Change> changes, Operation operation)
    {
        var decision = new StreamsDecision(session.Streams, inputs, operation);
        return await decision.ReadyAsync(mayCome: false) is { } request
            ? Describe(await decision.DecideAsync(request), inputs.ProjectId!, DecisionOf(inputs))
            : Missing(state);
    }

    protected override async Task DeleteAsync(string id, StreamsState state, Operation operation)
    {
        AtlasException? refusal = null;
        try
        {
            await session.Streams.DeleteAsync(state.ProjectId!, state.Name, operation.Cancel);
        }
        catch (AtlasException failure) when (failure.Kind is AtlasFailure.Refused or AtlasFailure.NotFound)
        {
            // Which errors Atlas has for what is over already is not documented; the list tells whether it is.
            refusal = failure;
        }

        session.Leaving.Add(id);
        await session.Streams.Poll.UntilAsync(cancel => FindAsync(state, cancel), found =>
        {
            var verdict = found?.Stage() switch
            {
                null or StreamsStage.Rejected or StreamsStage.Ended => PollVerdict.Done,
                StreamsStage.Leaving => PollVerdict.Waiting,
                _ when refusal is not null => throw refusal,
                _ when found.LocalStatus is "SCAN_FAILED" or "UPDATE_FAILED" => throw new OperationFailedException(
                    FailureKind.Precondition, $"Atlas could not delete {found.Name}, which is {found.StatusText()}. "
                        + $"{found.StatusMessage ?? "It gives no reason."} Run `pulumi destroy` again, or delete it in "
                        + "Atlas."),
                _ => PollVerdict.Waiting,
            };
            operation.Status(verdict == PollVerdict.Waiting
                ? $"{found!.StatusText()}: waiting until {state.Name} is gone"
                : found?.StatusText() ?? "Deleted");
            return verdict;
        }, Timeout.InfiniteTimeSpan, PollStart.Now, operation.Cancel);
    }

    /// <summary>
    /// Only the other side can make a new request, and a replacement would wait for one in vain. So whatever is not as
    /// decided is an update: it decides what is still open, waits for what is under way, and says of what is over what
    /// has to be done.
    /// </summary>
    protected override IEnumerable<Change> Drift(string id, StreamsState state, StreamsInputs inputs) =>
        DecisionOf(inputs).Settles(StageOf(state))
            ? []
            : [new Change("cloudStatus", ChangeKind.Update, Replaces: false, OfInput: false)];

    protected override void Leaves(string id) => session.Leaving.Add(id);

    /// <summary>A request can be decided once, so a resource that still holds it goes first.</summary>
    protected override bool IsTwin(StreamsState state, StreamsInputs inputs) => state.Name == inputs.Name;

    /// <summary>The active ones: Atlas lists the others by account only.</summary>
    public override async Task<ListedPage> ListAsync(
        Value.Map query, string? continuation, int pageSize, Operation operation)
    {
        var project = session.ProjectOf(Codec.Decode<ProjectInputs>(query).ProjectId);
        var number = int.TryParse(continuation, out var next) ? next : 1;
        var (page, more) = await session.Streams.ActivePageAsync(project, number, pageSize, operation.Cancel);
        return new ListedPage(
            [.. page.Results.Select(found =>
                new Listed($"{project}/{found.Name}", $"{found.RequesterAccountId}/{found.RequesterVpcId}"))],
            more ? $"{number + 1}" : null);
    }

    private static StreamsState Describe(
        AtlasStreamsPeering request, string project, StreamsPeeringDecision decision) => new()
        {
            ProjectId = project,
            Name = request.Name ?? "",
            RequesterAccountId = request.RequesterAccountId ?? "",
            RequesterVpcId = request.RequesterVpcId ?? "",
            Decision = decision,
            ConnectionId = request.Id ?? "",
            AccepterAccountId = request.AccepterAccountId,
            AccepterCidr = request.AccepterCidr,
            AccepterVpcId = request.AccepterVpcId,
            RequesterCidr = request.RequesterCidr,
            CloudStatus = request.CloudStatus ?? "",
            LocalStatus = request.LocalStatus ?? "",
            StatusMessage = request.StatusMessage,
            ExpirationTime = request.ExpirationTime,
        };

    /// <summary>A request that is to be rejected and is not there any more is what was wanted.</summary>
    private static StreamsState Missing(StreamsState state) => DecisionOf(state) == StreamsPeeringDecision.Reject
        ? state with { CloudStatus = "rejected" }
        : throw new OperationFailedException(FailureKind.NotFound,
            $"Atlas does not list {state.Name} of AWS account {state.RequesterAccountId} any more: it was deleted. "
            + "Have a new peering requested and set `name` to its pcx-... id, or remove this resource.");

    /// <summary>On import, what was decided; deciding is what a create is for.</summary>
    private static StreamsPeeringDecision TakenDecision(AtlasStreamsPeering request) => request.Stage() switch
    {
        StreamsStage.Accepting or StreamsStage.Accepted => StreamsPeeringDecision.Accept,
        StreamsStage.Rejecting or StreamsStage.Rejected => StreamsPeeringDecision.Reject,
        _ => throw new OperationFailedException(FailureKind.Precondition,
            $"{request.Name} is {request.StatusText()}: there is no decision to import. Write the resource into the "
            + "program and run `pulumi up`, which decides it."),
    };

    private static StreamsPeeringDecision DecisionOf(StreamsInputs inputs) =>
        inputs.Decision ?? StreamsPeeringDecision.Accept;

    private static StreamsStage StageOf(StreamsState state) =>
        StreamsStages.Of(state.CloudStatus, state.LocalStatus);

    private static string Names(IReadOnlyList<AtlasStreamsPeering> requests) => requests.Count == 0
        ? "none"
        : string.Join(", ", requests.Select(request => $"{request.Name} {request.CloudStatus}"));

    private Task<AtlasStreamsPeering?> FindAsync(StreamsState state, CancellationToken cancel) =>
        session.Streams.FindAsync(state.ProjectId!, state.RequesterAccountId, state.Name, cancel);
}
