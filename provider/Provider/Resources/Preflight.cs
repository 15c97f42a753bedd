using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// A problem found before anything was created. Only what cannot be otherwise is an error in a preview.
/// </summary>
internal sealed record Finding(string Message, bool IsCertain);

/// <summary>
/// Looks at what Atlas would refuse, so that it shows in the preview instead of minutes into an update.
/// </summary>
internal sealed class Preflight(
    Session session, string token, AtlasPeer wanted, IReadOnlyList<string> remoteBlocks, Operation operation)
{
    private const int MostPeerings = 50;
    private const int MostPending = 25;

    public async Task<IReadOnlyList<Finding>> FindAsync(string project)
    {
        var containers = session.Containers.ListAsync(project, operation.Cancel);
        var peers = session.Peers.ListAsync(project, operation.Cancel);
        return
        [
            .. ContainerFindings(project, await containers),
            .. PeerFindings(project, await peers),
        ];
    }

    public static void Report(IReadOnlyList<Finding> findings, PreflightMode mode, bool preview, Operation operation)
    {
        var fatal = findings.Where(found => found.IsCertain || !preview || mode == PreflightMode.Error).ToList();
        foreach (var found in findings.Except(fatal))
        {
            operation.Warn(found.Message);
        }

        if (fatal.Count > 0)
        {
            throw new OperationFailedException(
                FailureKind.Precondition, string.Join('\n', fatal.Select(found => found.Message)));
        }
    }

    public static string TwinText(Operation operation, string token, string project, AtlasPeer twin) =>
        $"Project {project} has a peering with {twin.RemoteNetwork} already ({twin.State}), and Atlas allows one. "
        + $"Take it over with {TakeOver.With(operation, token, $"{project}/{twin.Id}")}, or delete it first.";

    private IEnumerable<Finding> ContainerFindings(string project, IReadOnlyList<AtlasContainer> containers)
    {
        if (wanted.ContainerId is null)
        {
            yield break;
        }

        var container = containers.FirstOrDefault(candidate => candidate.Id == wanted.ContainerId);
        if (container is null)
        {
            yield return new Finding($"containerId: project {project} has no network container {wanted.ContainerId}. "
                + $"It has {Describe(containers)}.", IsCertain: true);
        }
        else if (container.Cloud != wanted.Cloud)
        {
            yield return new Finding($"containerId: {wanted.ContainerId} is a container on {container.Cloud.Wire()}; "
                + $"this peering needs one on {wanted.Cloud.Wire()}. The project has {Describe(containers)}.",
                    IsCertain: true);
        }
        else if (Overlapping(container.AtlasCidrBlock) is { } block)
        {
            yield return new Finding($"{block} overlaps with {container.AtlasCidrBlock}, the block of the container "
                + $"{container.Id}: Atlas will refuse the peering (OVERLAPPING_ATLAS_CIDR_BLOCK).", IsCertain: false);
        }
    }

    private IEnumerable<Finding> PeerFindings(string project, IReadOnlyList<AtlasPeer> peers)
    {
        var others = peers.Where(peer => !session.Leaving.Contains($"{project}/{peer.Id}")).ToList();
        if (others.FirstOrDefault(
            peer => peer.Cloud == wanted.Cloud && peer.RemoteNetwork == wanted.RemoteNetwork) is { } twin)
        {
            yield return new Finding(TwinText(operation, token, project, twin), IsCertain: false);
        }

        foreach (var peer in others.Where(peer => peer.RemoteNetwork != wanted.RemoteNetwork))
        {
            if (Overlapping(peer.RouteTableCidrBlock) is { } block)
            {
                yield return new Finding($"{block} overlaps with {peer.RouteTableCidrBlock}, the block of the peering "
                    + $"{project}/{peer.Id} with {peer.RemoteNetwork}: Atlas will refuse it (OVERLAPPING_CIDR_BLOCK).",
                    IsCertain: false);
            }
        }

        if (others.Count >= MostPeerings)
        {
            yield return new Finding($"Project {project} has {others.Count} peerings; Atlas allows {MostPeerings} "
                + "(PEER_MAXIMUM_REACHED).", IsCertain: false);
        }
        else if (others.Count(
            peer => peer.Stage() is PeeringStage.UserTurn or PeeringStage.Moving) is >= MostPending and var pending)
        {
            yield return new Finding(
                $"Project {project} has {pending} peerings that are not accepted yet; Atlas allows "
                + $"{MostPending} (PEER_MAXIMUM_REACHED). Accept or delete some.", IsCertain: false);
        }
    }

    private string? Overlapping(string? other) => Cidr.TryParse(other, out var block)
        ? remoteBlocks.FirstOrDefault(remote => Cidr.TryParse(remote, out var mine) && mine.Overlaps(block))
        : null;

    private static string Describe(IReadOnlyList<AtlasContainer> containers) => containers.Count == 0
        ? "none"
        : string.Join(", ", containers.Select(container =>
            $"{container.Id} ({container.Cloud.Wire()} {container.RegionName ?? container.Region ?? "all regions"})"));
}
