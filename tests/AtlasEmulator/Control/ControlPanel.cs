using AtlasEmulator.Auth;
using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using AtlasEmulator.StateMachines;
using AtlasEmulator.World;

namespace AtlasEmulator.Control;

/// <summary>
/// Everything about the emulator that is not Atlas's API: the other side of the peerings, time, limits and faults.
/// What cannot be done is a ControlException, a seed Atlas would not take an AtlasError. Over HTTP: /_emulator/.
/// </summary>
internal sealed partial class ControlPanel(
    AtlasWorld world, TokenStore tokens, NonceStore nonces, RateLimiter limiter, FaultBook faults, RequestLog log)
{
    public EmulatorOptions Options => world.Run(() => world.Options);
    public IReadOnlyList<PlannedFault> Faults => faults.All;
    public int LiveTokens => tokens.LiveCount;

    /// <summary>The emulator's present time.</summary>
    public DateTimeOffset Now => world.Clock.Now;

    /// <summary>Changes options while the emulator runs: pace, limits, credentials, network behaviour.</summary>
    public void Configure(Func<EmulatorOptions, EmulatorOptions> change) =>
        Run(() => world.Configure(change(world.Options)));

    /// <summary>How one remote network behaves; key as in RemoteNetwork.Key ("account/vpc-...").</summary>
    public void SetNetwork(string key, NetworkBehaviour behaviour) => Run(() => world.SetBehaviour(key, behaviour));

    /// <summary>Returns the id of the rule, as the request log shows it.</summary>
    public string AddFault(FaultRule rule) => faults.Add(rule);
    public bool RemoveFault(string id) => faults.Remove(id);
    public void ClearFaults() => faults.Clear();
    public void ClearRequests() => log.Clear();

    /// <summary>Every access token given out so far stops working, as when a secret is rotated.</summary>
    public void RevokeAllTokens() => tokens.RevokeAll();

    /// <summary>Every nonce becomes stale, as when Atlas moves a client to another server.</summary>
    public void ForgetNonces() => nonces.ForgetAll();

    /// <summary>
    /// Everything is as at the start: options, projects, tokens, limits, faults, log. Time does not go back.
    /// </summary>
    public void Reset() => Run(() =>
    {
        world.Reset();
        limiter.Reset();
        tokens.Reset();
        nonces.ForgetAll();
        faults.Clear();
        log.Clear();
    });

    /// <summary>Lets time pass; what comes due on the way happens at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero) throw new ControlException("Time does not go back.");
        world.Clock.Advance(by);
        Run(() => { });
    }

    /// <summary>One transition of a peer (id or pcx-), container or streams request (id or name).</summary>
    public void Step(string id) => Run(() =>
    {
        if (TryFindPeer(id) is { } peer) world.Peers.Step(peer);
        else if (TryFindContainer(id) is { } container) world.Containers.Step(container);
        else world.Streams.Step(FindRequest(id));
    });

    /// <summary>One transition of everything that moves by itself; returns how many moved.</summary>
    public int StepAll() => world.Run(() =>
    {
        var moved = 0;
        foreach (var project in world.Projects)
        {
            foreach (var container in project.Containers.All.Where(ContainerLife.CanStep).ToList())
                moved += Moved(container, world.Containers.Step);
            foreach (var peer in project.Peers.All.Where(PeerLife.CanStep).ToList())
                moved += Moved(peer, world.Peers.Step);
            foreach (var request in project.Streams.All.Where(StreamsLife.CanStep).ToList())
                moved += Moved(request, world.Streams.Step);
        }

        return moved;
    });

    /// <summary>Steps until everything rests or waits for the other side; returns the number of transitions.</summary>
    public int Settle()
    {
        var total = 0;
        for (var moved = StepAll(); moved > 0; moved = StepAll()) total += moved;
        return total;
    }

    private static int Moved<T>(T entity, Action<T> step)
    {
        step(entity);
        return 1;
    }

    private void Run(Action work) => world.Run(() =>
    {
        work();
        return true;
    });
}
