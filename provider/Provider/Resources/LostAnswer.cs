using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>Finds out what became of a request whose answer was lost.</summary>
internal static class LostAnswer
{
    private static readonly TimeSpan TimeToLook = TimeSpan.FromSeconds(20);

    /// <summary>Whether Atlas may have done what was asked, though nothing says so.</summary>
    public static bool Hides(Exception failure) =>
        failure is AtlasException { MaybeExecuted: true } or AtlasCancelledException { MaybeExecuted: true };

    /// <summary>
    /// A cancel must not keep us from finding out, or what was made would belong to no stack; so there is a short time
    /// of its own.
    /// </summary>
    /// <param name="lost">How the answer was lost.</param>
    /// <param name="look">What the request was to make; null when there is none.</param>
    /// <param name="missing">Says that there is none.</param>
    /// <param name="next">What to do when looking fails too.</param>
    public static async Task<T> FindAsync<T>(
        Exception lost, Func<CancellationToken, Task<T?>> look, string missing, string next) where T : class
    {
        using var time = new CancellationTokenSource(TimeToLook);
        T? made;
        try
        {
            made = await look(time.Token);
        }
        catch (Exception blind) when (blind is AtlasException or OperationCanceledException)
        {
            var why = blind is AtlasException ? blind.Message : $"nothing came within {TimeToLook.TotalSeconds:0} s.";
            throw new OperationFailedException(FailureKind.Precondition,
                $"{lost.Message} Whether it did could not be found out either: {why} {next}", lost);
        }

        return made ?? throw (lost is AtlasException
            ? new OperationFailedException(
                FailureKind.Precondition, $"{lost.Message} It has not: {missing} Run `pulumi up` again.", lost)
            : lost);
    }
}
