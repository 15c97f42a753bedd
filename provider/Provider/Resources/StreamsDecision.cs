using System.ComponentModel;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

[Description("What to do with a request for a VPC peering.")]
internal enum StreamsPeeringDecision
{
    [WireValue("ACCEPT"), Description("Accept it: the VPCs are connected.")]
    Accept,

    [WireValue("REJECT"), Description("Reject it: it can never be accepted afterwards.")]
    Reject,
}

/// <summary>
/// Decides one request exactly once. Looking before the POST, and after a POST whose answer was lost, makes a decision
/// that was taken already count as ours, and one that was taken otherwise an error.
/// </summary>
internal sealed class StreamsDecision(
    Streams streams, StreamsVpcPeeringConnection.StreamsInputs wanted, Operation operation)
{
    private readonly StreamsPeeringDecision decision = wanted.Decision ?? StreamsPeeringDecision.Accept;

    public Task<AtlasStreamsPeering?> FindAsync(CancellationToken cancel) =>
        streams.FindAsync(wanted.ProjectId!, wanted.RequesterAccountId, wanted.Name, cancel);

    /// <summary>The request as the preview of several decisions sees it.</summary>
    public async Task<AtlasStreamsPeering?> GlanceAsync() =>
        (await streams.ListAsync(
            wanted.ProjectId!, wanted.RequesterAccountId, Preflight.AgeOf(preview: true), operation.Cancel))
        .FirstOrDefault(request => request.Name == wanted.Name);

    /// <summary>
    /// The request once it can be decided, or is. AWS and Atlas take a moment to show a new one, and the resource that
    /// asks for it may be part of the same program.
    /// </summary>
    /// <param name="mayCome">Whether one that is not there is waited for; else the answer is null.</param>
    public async Task<AtlasStreamsPeering?> ReadyAsync(bool mayCome)
    {
        var (last, looked) = (default(AtlasStreamsPeering), false);
        try
        {
            return (await streams.Poll.UntilAsync(FindAsync, found =>
            {
                (last, looked) = (found, true);
                if (found is null ? !mayCome : found.Stage() != StreamsStage.Moving)
                {
                    return PollVerdict.Done;
                }

                operation.Status(found is null
                    ? $"waiting until AWS account {wanted.RequesterAccountId} requests {wanted.Name}"
                    : $"{found.StatusText()}: waiting until {wanted.Name} can be decided");
                return PollVerdict.Waiting;
            }, Timeout.InfiniteTimeSpan, PollStart.Now, operation.Cancel)).Last;
        }
        catch (OperationCanceledException stopped) when (operation.IsTimedOut && looked && last is null)
        {
            throw new OperationFailedException(FailureKind.TimedOut,
                $"{MissingText} Check name, requesterAccountId and projectId, and that the peering was requested with "
                + "the account and VPC that getStreamsAccountDetails tells; then run `pulumi up` again.", stopped);
        }
    }

    public string MissingText =>
        $"AWS account {wanted.RequesterAccountId} has no request {wanted.Name} with project {wanted.ProjectId} (yet).";

    /// <summary>Finds out whether the request can still become what is wanted.</summary>
    /// <exception cref="OperationFailedException">It cannot, and the message says what to do.</exception>
    public void Demand(AtlasStreamsPeering request)
    {
        // Atlas would refuse the challenge; nobody has to send it to know. What a preview does not know yet is null.
        if (wanted.RequesterVpcId is { } vpc && request.RequesterVpcId is { } actual && vpc != actual)
        {
            throw Impossible($"requesterVpcId: {wanted.Name} was requested for {actual}, not for {vpc}. If {actual} is "
                + "the VPC to be connected, set requesterVpcId to it; else this is not the request that is "
                + "meant: check name.");
        }

        switch (decision, request.Stage())
        {
            case (StreamsPeeringDecision.Accept, StreamsStage.Rejecting or StreamsStage.Rejected
                or StreamsStage.Ended or StreamsStage.Leaving):
                throw Impossible(request.FailureText());
            case (StreamsPeeringDecision.Reject, StreamsStage.Accepting or StreamsStage.Accepted):
                throw Impossible($"{wanted.Name} is {request.StatusText()}: it was accepted, and a connection cannot "
                    + "be rejected any more. Set decision to ACCEPT and run `pulumi up` to manage the connection here, "
                    + "or delete it in Atlas.");
        }
    }

    /// <summary>Tells Atlas the decision, unless it has it already. What follows in AWS is not waited for.</summary>
    public async Task<AtlasStreamsPeering> DecideAsync(AtlasStreamsPeering request)
    {
        Demand(request);
        if (request.Stage() is not (StreamsStage.Undecided or StreamsStage.Stuck))
        {
            return request;
        }

        operation.Status($"{(decision == StreamsPeeringDecision.Accept ? "Accepting" : "Rejecting")} {wanted.Name}");
        try
        {
            await SendAsync();
            return request;
        }
        catch (AtlasException refused) when (refused.Kind is AtlasFailure.Refused or AtlasFailure.NotFound)
        {
            // Somebody else may have decided the same since we looked.
            if (await FindAsync(operation.Cancel) is { } now && IsDecided(now))
            {
                return now;
            }

            throw;
        }
        catch (Exception lost) when (LostAnswer.Is(lost))
        {
            operation.Warn($"The answer to the decision was lost; looking whether Atlas has it for {wanted.Name}.");
            return await LostAnswer.ResolveAsync(lost,
                async cancel => await FindAsync(cancel) is { } now && IsDecided(now) ? now : null,
                $"{wanted.Name} is not decided", "Run `pulumi up` again: it goes on from what Atlas has done.");
        }
    }

    private Task SendAsync() => decision == StreamsPeeringDecision.Accept
        ? streams.AcceptAsync(wanted.ProjectId!, wanted.Name,
            new AtlasStreamsChallenge(wanted.RequesterAccountId, wanted.RequesterVpcId), operation.Cancel)
        : streams.RejectAsync(wanted.ProjectId!, wanted.Name, operation.Cancel);

    private bool IsDecided(AtlasStreamsPeering request) => decision switch
    {
        StreamsPeeringDecision.Accept => request.Stage() is StreamsStage.Accepting or StreamsStage.Accepted,
        _ => request.Stage() is StreamsStage.Rejecting or StreamsStage.Rejected,
    };

    private static OperationFailedException Impossible(string message) => new(FailureKind.Precondition, message);
}
