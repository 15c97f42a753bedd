using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// Creates a peering exactly once. The list before the POST is what makes a lost answer harmless: a peering of the
/// same container and network that is new since then can only be ours, for Atlas allows one.
/// </summary>
internal sealed class PeerCreation(Peers peers, string token, Operation operation)
{
    public async Task<AtlasPeer> CreateAsync(string project, AtlasPeer wanted)
    {
        // What the preflight has seen just now is good enough: it is newer than the wish for the peering.
        var twin = await TwinAsync(project, wanted, operation.Age, operation.Cancel);
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
            // Here Atlas has decided, so one with another container is told too, if there is no other.
            var peersOfCloud = await peers.ListAsync(project, wanted.Cloud, TimeSpan.Zero, operation.Cancel);
            throw (peersOfCloud.FirstOrDefault(wanted.IsTwin) ?? peersOfCloud.FirstOrDefault(wanted.HasSameNetwork))
                is { } other ? Exists(project, other, refused) : refused;
        }
        catch (Exception lost) when (LostAnswer.Is(lost))
        {
            operation.Warn("The answer to the request was lost; looking whether Atlas has made the peering.");
            return await LostAnswer.ResolveAsync(lost, cancel => TwinAsync(project, wanted, TimeSpan.Zero, cancel),
                $"no peering with {wanted.RemoteNetwork} exists",
                "Run `pulumi up` again: it makes the peering, or tells that it is there. Then take it over with "
                + $"{TakeOver.With(operation, token, $"{project}/{wanted.VpcId ?? wanted.RemoteNetwork}")}.");
        }
    }

    private async Task<AtlasPeer?> WaitUntilGoneAsync(string project, AtlasPeer wanted)
    {
        var end = await peers.Poll.UntilAsync(async cancel =>
        {
            operation.Status($"Waiting until the former peering with {wanted.RemoteNetwork} is gone");
            return (Left: true, Twin: await TwinAsync(project, wanted, TimeSpan.Zero, cancel));
        }, seen => seen.Twin?.Stage() == PeeringStage.Leaving ? PollVerdict.Waiting : PollVerdict.Done,
            Timeout.InfiniteTimeSpan, PollStart.NextBeat, operation.Cancel);
        return end.Last.Twin;
    }

    private async Task<AtlasPeer?> TwinAsync(
        string project, AtlasPeer wanted, TimeSpan age, CancellationToken cancel) =>
        (await peers.ListAsync(project, wanted.Cloud, age, cancel))
            .FirstOrDefault(wanted.IsTwin);

    private OperationFailedException Exists(string project, AtlasPeer twin, Exception? cause) =>
        new(FailureKind.Precondition, Preflight.TwinText(operation, token, project, twin), cause);
}
