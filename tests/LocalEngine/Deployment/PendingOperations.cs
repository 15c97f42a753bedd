using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>What to do about operations an earlier run began and never finished, because it was killed.</summary>
internal static class PendingOperations
{
    /// <summary>
    /// Begun creations stay noted until the user says they are seen to: their objects may exist without anyone knowing
    /// their ids. Of everything else the resource is still in the state, so a refresh tells how it went.
    /// </summary>
    public static Snapshot Settle(Snapshot start, DeploymentRequest request, out IReadOnlyList<string> warnings)
    {
        warnings = [.. start.PendingOperations.Select(p => p.Type == "creating"
            ? $"an earlier run was interrupted while creating {p.Resource.Urn}; the object may exist without being in "
                + "the state. Import it or delete it by hand, then clear the pending creation."
            : $"an earlier run was interrupted while {p.Type} {p.Resource.Urn}; "
                + "refresh the stack to see what became of it.")];
        if (request.ClearPendingCreates)
            warnings = [];
        return start with
        {
            PendingOperations = request.ClearPendingCreates
                ? []
                : start.PendingOperations.RemoveAll(p => p.Type != "creating"),
        };
    }
}
