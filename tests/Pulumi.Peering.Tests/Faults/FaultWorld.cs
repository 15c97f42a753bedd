using AtlasEmulator;
using Peering.Tests.Provider;

namespace Peering.Tests.Faults;

/// <summary>
/// Runs the whole matrix at once, against one plugin and one Atlas with a project for each case: nearly all of its time
/// is back-off, and a plugin has many resources in such a state at the same time.
/// </summary>
public sealed class FaultWorld : IAsyncLifetime
{
    private static readonly string[] Verbs = ["Create", "Read", "Update", "Delete", "Invoke", "List"];
    private readonly Dictionary<(string Fault, string Verb, string Kind), Task<string>> cases = [];

    internal Scenario Scenario { get; private set; } = null!;

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (fault, verb, kind) in All)
            {
                data.Add(fault.Name, verb, kind);
            }

            return data;
        }
    }

    /// <summary>What came of one case; throws what it found wrong.</summary>
    internal Task<string> EndOfAsync(string fault, string verb, string kind) => cases[(fault, verb, kind)];

    internal Task EndOfAllAsync() => Task.WhenAll(cases.Values);

    public async Task InitializeAsync()
    {
        Scenario = await Scenario.StartAsync(new EmulatorOptions { Pace = Pace.Fast }, offContract: true);
        foreach (var (fault, verb, kind) in All)
        {
            var subject = new FaultSubject(Scenario.Atlas.Control, kind);
            var one = new FaultCase(Scenario, fault, verb, subject);
            cases[(fault.Name, verb, kind)] = Task.Run(one.RunAsync);
        }
    }

    public async Task DisposeAsync() => await Scenario.DisposeAsync();

    private static IEnumerable<(Fault Fault, string Verb, string Kind)> All =>
        from fault in Fault.All
        from verb in Verbs
        from template in ConformanceWorld.Templates
            // An activation is nothing in Atlas: there is nothing to list, and no function tells of it.
        where template.Kind != "NetworkPeeringActivation" || verb is not ("Invoke" or "List")
        // The engine gives these no time of their own: a cancel ends them, and the matrix has none.
        where fault.Timeout > 10 || verb is not ("Invoke" or "List")
        select (fault, verb, template.Kind);
}
