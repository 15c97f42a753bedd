namespace Peering.Tests;

/// <summary>
/// A bound for things that must happen, so that a defect fails the test instead of hanging the run. Generous: a busy
/// machine may keep a continuation waiting for long.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Bound);

    public static Task Soon(this Task task) => task.WaitAsync(Bound);
}
