using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// A problem found before anything was created. Only what cannot be otherwise is an error in a preview.
/// </summary>
internal sealed record Finding(string Message, bool IsCertain);

/// <summary>
/// Looks at what Atlas would refuse, so that it shows in the preview instead of minutes into an update.
/// </summary>
internal sealed class Preflight(Session session, string token, PlannedPeer plan, Operation operation)
{
    private const int MostPeerings = 50;
    private const int MostPending = 25;

    private readonly AtlasPeer wanted = plan.Peer;

    /// <summary>
    /// How old the lists may be that a look goes by. All resources of a preview share them, though the engine may ask
    /// for one after another. Before a POST nothing counts that was listed before its own call.
    /// </summary>
    public static TimeSpan AgeOf(bool preview) => preview ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;

    public async Task<IReadOnlyList<Finding>> FindAsync(bool preview)
    {
        var containers = session.Containers.ListAsync(plan.Project, AgeOf(preview), operation.Cancel);
        var peers = session.Peers.ListAsync(plan.Project, AgeOf(preview), operation.Cancel);
        await Task.WhenAll(containers, peers);
        // What is deleted already, or before its replacement comes, is no obstacle: a create waits for its end.
        var others = (await peers).Where(peer =>
            peer.Stage() != PeeringStage.Leaving && !session.Leaving.Contains($"{plan.Project}/{peer.Id}")).ToList();
        return
        [
            .. ContainerFindings(await containers),
            .. PeerFindings(others),
            .. preview ? PlanFindings(operation.Urn, others.Count) : [],
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

    /// <summary>
    /// One text for preview and update. A twin that the program gave up or renamed is in the way as well: the engine
    /// deletes after it has created, and tells nobody before what it will delete.
    /// </summary>
    public static string TwinText(Operation operation, string token, string project, AtlasPeer twin) =>
        $"Project {project} has a peering with {twin.RemoteNetwork} already: {project}/{twin.Id} ({twin.State}). Atlas "
        + "allows one between a container and a network. Take it over with "
        + $"{TakeOver.With(operation, token, $"{project}/{twin.Id}")}. "
        + "If this stack has it under a former name, give the resource option aliases; if it shall go, delete it in a "
        + "run of its own before, for within one run the new is made first.";

    private IEnumerable<Finding> ContainerFindings(IReadOnlyList<AtlasContainer> containers)
    {
        if (wanted.ContainerId is null)
        {
            yield break;
        }

        var container = containers.FirstOrDefault(candidate => candidate.Id == wanted.ContainerId);
        if (container is null)
        {
            yield return new Finding($"containerId: project {plan.Project} has no network container "
                + $"{wanted.ContainerId}. It has {Describe(containers)}.", IsCertain: true);
        }
        else if (container.Cloud != wanted.Cloud)
        {
            yield return new Finding($"containerId: {wanted.ContainerId} is a container on {container.Cloud.Wire()}; "
                + $"this peering needs one on {wanted.Cloud.Wire()}. The project has {Describe(containers)}.",
                    IsCertain: true);
        }
        else if (Overlap(container.AtlasCidrBlock) is { } block)
        {
            yield return new Finding($"{block} overlaps with {container.AtlasCidrBlock}, the block of the container "
                + $"{container.Id}: Atlas will refuse the peering (OVERLAPPING_ATLAS_CIDR_BLOCK). Use a network, or a "
                + "container, with another block.", IsCertain: false);
        }
    }

    private IEnumerable<Finding> PeerFindings(List<AtlasPeer> others)
    {
        if (others.FirstOrDefault(wanted.IsTwin) is { } twin)
        {
            yield return new Finding(TwinText(operation, token, plan.Project, twin), IsCertain: false);
        }

        // Networks in other clouds are other address spaces, and the same network may be in many regions.
        foreach (var peer in others.Where(peer => peer.Cloud == wanted.Cloud && !peer.HasSameNetwork(wanted)))
        {
            if (Overlap(peer.RouteTableCidrBlock) is { } block)
            {
                yield return new Finding($"{block} overlaps with {peer.RouteTableCidrBlock}, the block of the peering "
                    + $"{plan.Project}/{peer.Id} with {peer.RemoteNetwork}: Atlas will refuse the new one "
                    + "(OVERLAPPING_CIDR_BLOCK). Every peered network needs a block of its own; if that peering shall "
                    + "go, delete it in a run of its own before.", IsCertain: false);
            }
        }

        if (others.Count >= MostPeerings)
        {
            yield return new Finding($"Project {plan.Project} has {others.Count} peerings; Atlas allows {MostPeerings} "
                + "(PEER_MAXIMUM_REACHED). Delete some, or use another project.", IsCertain: false);
        }
        else if (others.Count(
            peer => peer.Stage() is PeeringStage.UserTurn or PeeringStage.Moving) is >= MostPending and var pending)
        {
            yield return new Finding(
                $"Project {plan.Project} has {pending} peerings that are not accepted yet; Atlas allows "
                + $"{MostPending} (PEER_MAXIMUM_REACHED). Accept or delete some.", IsCertain: false);
        }
    }

    /// <summary>Two resources of one program can be in each other's way before either of them exists.</summary>
    private IEnumerable<Finding> PlanFindings(string urn, int existing)
    {
        session.Planned[urn] = plan;
        var others = session.Planned.Where(other => other.Key != urn && other.Value.Project == plan.Project).ToList();
        foreach (var (name, other) in others.Where(other => other.Value.Peer.Cloud == wanted.Cloud)
            .Select(other => (other.Key.Split("::")[^1], other.Value)))
        {
            if (wanted.NamesNetwork && wanted.HasSameNetwork(other.Peer))
            {
                if (wanted.IsTwin(other.Peer))
                {
                    yield return new Finding($"The resource {name} of this program is a peering with "
                        + $"{wanted.RemoteNetwork} too, and Atlas allows one between a container and a network. "
                        + "Keep one of them.", IsCertain: false);
                }
            }
            else if (Cidr.FirstOverlap(plan.RemoteBlocks, other.RemoteBlocks) is { Mine: var block })
            {
                // The other's block may be a secret there, and nobody here knows it.
                yield return new Finding($"{block} overlaps with the block of the resource {name} of this program: "
                    + "Atlas will refuse the second (OVERLAPPING_CIDR_BLOCK). Every peered network needs a block of "
                    + "its own.", IsCertain: false);
            }
        }

        if (existing < MostPeerings && existing + others.Count >= MostPeerings)
        {
            yield return new Finding($"Project {plan.Project} has {existing} peerings and this program adds more than "
                + $"the {MostPeerings - existing} that Atlas still allows (PEER_MAXIMUM_REACHED). Delete some, or use "
                + "another project.", IsCertain: false);
        }
    }

    private string? Overlap(string? other) =>
        other is null ? null : Cidr.FirstOverlap(plan.RemoteBlocks, [other])?.Mine;

    private static string Describe(IReadOnlyList<AtlasContainer> containers) => containers.Count == 0
        ? "none"
        : string.Join(", ", containers.Select(container =>
            $"{container.Id} ({container.Cloud.Wire()} {container.RegionName ?? container.Region ?? "all regions"})"));
}
