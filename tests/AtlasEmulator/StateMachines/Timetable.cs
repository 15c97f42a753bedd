namespace AtlasEmulator.StateMachines;

/// <summary>Transitions by the time they are due; equal times run in the order they were planned.</summary>
internal sealed class Timetable
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> planned = new();
    private long order;

    public void Add(DateTimeOffset due, Action transition) => planned.Enqueue(transition, (due, order++));

    public void RunDue(DateTimeOffset now, Action<DateTimeOffset> at)
    {
        while (planned.TryPeek(out var transition, out var key) && key.Due <= now)
        {
            planned.Dequeue();
            at(key.Due);
            transition();
        }
    }

    public void Clear() => planned.Clear();
}
