using Xunit.Abstractions;

namespace Peering.Tests.Faults;

/// <summary>
/// Whatever goes wrong on the way to Atlas, a verb ends: in success with exactly one object, or in an error that says
/// what happened and what to do, after which the next run finds its way.
/// </summary>
public sealed class FaultMatrixTests(FaultWorld world, ITestOutputHelper output) : IClassFixture<FaultWorld>
{
    public static TheoryData<string, string, string> Cases => FaultWorld.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_verb_under_a_fault_ends_in_success_or_in_a_clear_error(string fault, string verb, string kind) =>
        output.WriteLine(await world.EndOfAsync(fault, verb, kind).Soon());

    [Fact]
    public async Task Nothing_said_to_the_engine_meanwhile_holds_a_credential()
    {
        await world.EndOfAllAsync().ContinueWith(_ => { }, TaskScheduler.Default).Soon();

        Assert.NotEmpty(world.Scenario.Plugin.Logs);
        Assert.All(world.Scenario.Plugin.Logs, log => FaultCase.DemandNoSecret(log.Message));
    }
}
