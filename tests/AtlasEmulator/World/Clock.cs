namespace AtlasEmulator.World;

/// <summary>The emulator's time: the given TimeProvider, plus what Control has advanced it by.</summary>
internal sealed class Clock(TimeProvider time)
{
    private long ahead;

    public DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref ahead, by.Ticks);
    }
}
