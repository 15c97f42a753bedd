using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// Creates a peering exactly once. The list before the POST is what makes a lost answer harmless: a peering with the
/// same network that is new since then can only be ours, for Atlas allows one per network.
/// </summary>
internal sealed class PeerCreation(Peers peers, string token, Operation operation)
{
    private static readonly TimeSpan TimeToLook = TimeSpan.FromSeconds(20);

    public async Task<AtlasPeer> CreateAsync(string project, AtlasPeer wanted)
    {
        var twin = await TwinAsync(project, wanted, operation.Cancel);
        if (twin?.Stage() == PeeringStage.Leaving)
        {
            twin = await WaitUntilGoneAsync(project, wanted);
        }

        if (twin is not null)
        {
            throw Exists(project, twin, cause: null);
        }

        try
        {
            return await peers.CreateAsync(project, wanted, operation.Cancel);
        }
        catch (AtlasException refused) when (
            refused.Has("PEER_ALREADY_EXISTS", "PEER_ALREADY_EXISTS_AZURE", "PEER_ALREADY_EXISTS_GCP"))
        {
            throw await TwinAsync(project, wanted, operation.Cancel) is { } other
                ? Exists(project, other, refused)
                : refused;
        }
        catch (Exception lost) when (
            lost is AtlasException { MaybeExecuted: true } or AtlasCancelledException { MaybeExecuted: true })
        {
            operation.Warn("The answer to the request was lost; looking whether Atlas has made the peering.");
            return await LookAsync(project, wanted, lost);
        }
    }

    /// <summary>
    /// A cancel must not keep us from finding out, or the peering would be lost; so there is a short time of its own.
    /// </summary>
    private async Task<AtlasPeer> LookAsync(string project, AtlasPeer wanted, Exception lost)
    {
        using var time = new CancellationTokenSource(TimeToLook);
        try
        {
            if (await TwinAsync(project, wanted, time.Token) is { } made)
            {
                return made;
            }
        }
        catch (Exception blind) when (blind is AtlasException or OperationCanceledException)
        {
            throw new OperationFailedException(FailureKind.Precondition,
                $"{lost.Message} Whether it did could not be found out either: {blind.Message} If a peering with "
                + $"{wanted.RemoteNetwork} shows in Atlas, take it over with "
                + $"`pulumi import {token} NAME {project}/PEER-ID`; else run `pulumi up` again.", lost);
        }

        throw lost is AtlasException ? new OperationFailedException(FailureKind.Precondition,
            $"{lost.Message} Atlas has not: no peering with {wanted.RemoteNetwork} exists. Run `pulumi up` again.",
            lost)
                : lost;
    }

    private async Task<AtlasPeer?> WaitUntilGoneAsync(string project, AtlasPeer wanted)
    {
        var end = await peers.Poll.UntilAsync(async cancel =>
        {
            operation.Status($"Waiting until the former peering with {wanted.RemoteNetwork} is gone");
            return (Left: true, Twin: await TwinAsync(project, wanted, cancel));
        }, seen => seen.Twin?.Stage() == PeeringStage.Leaving ? PollVerdict.Waiting : PollVerdict.Done,
            Timeout.InfiniteTimeSpan, PollStart.NextBeat, operation.Cancel);
        return end.Last.Twin;
    }

    private async Task<AtlasPeer?> TwinAsync(string project, AtlasPeer wanted, CancellationToken cancel) =>
        (await peers.ListAsync(project, wanted.Cloud, cancel))
            .FirstOrDefault(peer => peer.RemoteNetwork == wanted.RemoteNetwork);

    private OperationFailedException Exists(string project, AtlasPeer twin, Exception? cause) =>
        new(FailureKind.Precondition, Preflight.TwinText(token, project, twin), cause);
}
