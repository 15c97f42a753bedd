using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// What became of a write whose answer was lost. It is found out by looking, because sending it again could do it
/// twice; so no write ends with an outcome that nobody knows without saying how to go on.
/// </summary>
internal static class LostAnswer
{
    private static readonly TimeSpan TimeToLook = TimeSpan.FromSeconds(20);

    /// <summary>A gateway gives up before what is behind it does.</summary>
    private static readonly double[] Pauses = [0, 1, 2];

    public static bool Is(Exception failure) => failure
        is AtlasException { MaybeExecuted: true } or AtlasCancelledException { MaybeExecuted: true };

    /// <summary>
    /// What the write made, if it was carried out. A cancel must not keep us from finding out, or an object could
    /// belong to no stack; so there is a short time of its own.
    /// </summary>
    /// <param name="lost">The failure of the write.</param>
    /// <param name="look">Null while nothing is to be seen of it.</param>
    /// <param name="absent">How that shows, for the user.</param>
    /// <param name="unknown">What to do when Atlas does not even let us look.</param>
    public static async Task<T> ResolveAsync<T>(
        Exception lost, Func<CancellationToken, Task<T?>> look, string absent, string unknown)
        where T : class
    {
        var what = lost is AtlasException ? lost.Message : $"{lost.Message} before Atlas had answered.";
        using var time = new CancellationTokenSource(TimeToLook);
        try
        {
            foreach (var pause in Pauses)
            {
                await Task.Delay(TimeSpan.FromSeconds(pause), time.Token);
                if (await look(time.Token) is { } made)
                {
                    return made;
                }
            }
        }
        catch (Exception blind) when (blind is AtlasException or OperationCanceledException)
        {
            var why = blind is AtlasException ? blind.Message
                : blind.InnerException?.Message ?? $"Atlas did not answer within {TimeToLook.TotalSeconds:0} s.";
            throw Failed($"{what} Whether it was carried out could not be found out either: {why} {unknown}", lost);
        }

        throw lost is AtlasException ? Failed($"{what} It was not: {absent}. Run `pulumi up` again.", lost) : lost;
    }

    private static OperationFailedException Failed(string message, Exception lost) =>
        new(FailureKind.Precondition, message, lost);
}
