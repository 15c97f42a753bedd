using AtlasEmulator.StateMachines;

namespace AtlasEmulator.World;

/// <summary>
/// All of Atlas's state behind one lock. Nothing moves in the background: whoever enters first settles every
/// transition that has come due, in order and each at its own time, so what is seen depends on the clock alone.
/// </summary>
internal sealed class AtlasWorld
{
    private readonly Lock gate = new();
    private readonly EmulatorOptions initial;
    private readonly Timetable timetable = new();
    private readonly Dictionary<string, Project> projects = [];
    private readonly Dictionary<string, NetworkBehaviour> behaviours = [];
    private DateTimeOffset? settling;
    private long tickets;

    public AtlasWorld(EmulatorOptions options)
    {
        initial = options;
        Options = options;
        Clock = new Clock(options.Time);
        Peers = new PeerLife(this);
        Containers = new ContainerLife(this);
        Streams = new StreamsLife(this);
        Reset();
    }

    public EmulatorOptions Options { get; private set; }
    public Clock Clock { get; }
    public PeerLife Peers { get; }
    public ContainerLife Containers { get; }
    public StreamsLife Streams { get; }

    /// <summary>During a transition the time it was due, otherwise the clock.</summary>
    public DateTimeOffset Now => settling ?? Clock.Now;
    public IEnumerable<Project> Projects => projects.Values;

    public T Run<T>(Func<T> work)
    {
        lock (gate)
        {
            if (settling is null)
            {
                try
                {
                    timetable.RunDue(Clock.Now, due => settling = due);
                }
                finally
                {
                    settling = null;
                }
            }

            return work();
        }
    }

    public void Reset()
    {
        Options = initial;
        timetable.Clear();
        projects.Clear();
        behaviours.Clear();
        foreach (var id in initial.Projects) AddProject(id);
    }

    /// <summary>New options; a new pace holds from now on for everything that is under way.</summary>
    public void Configure(EmulatorOptions options)
    {
        var paceChanged = options.Pace != Options.Pace;
        Options = options;
        if (!paceChanged) return;
        timetable.Clear();
        foreach (var project in Projects)
        {
            foreach (var peer in project.Peers.All) Peers.Plan(peer);
            foreach (var container in project.Containers.All) Containers.Plan(container);
            foreach (var request in project.Streams.All) Streams.Plan(request);
        }
    }

    public Project? FindProject(string id) => projects.GetValueOrDefault(id);

    public Project Project(Entity entity) => projects[entity.ProjectId];

    public Project AddProject(string id)
    {
        if (!projects.TryGetValue(id, out var project)) projects.Add(id, project = new Project(id));
        return project;
    }

    public bool RemoveProject(string id) => projects.Remove(id);

    public NetworkBehaviour Behaviour(RemoteNetwork network) =>
        behaviours.GetValueOrDefault(network.Key) ?? Options.Networks;

    public void SetBehaviour(string networkKey, NetworkBehaviour behaviour) => behaviours[networkKey] = behaviour;

    public long NextTicket() => ++tickets;

    /// <summary>Plans a transition; it is dropped when the entity has left its present state by then.</summary>
    public void Later<T>(T entity, Func<Project, Shelf<T>> shelf, TimeSpan? delay, Action<T> transition)
        where T : Entity
    {
        if (delay is not { } wait) return;
        timetable.Add(Now + wait, () =>
        {
            var current = FindProject(entity.ProjectId) is { } project ? shelf(project).Find(entity.Id) : null;
            if (current?.Ticket == entity.Ticket) transition(current);
        });
    }
}
