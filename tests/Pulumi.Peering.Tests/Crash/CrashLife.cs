using AtlasEmulator.Faults;
using AtlasEmulator.World;
using LocalEngine.State;
using Peering.Tests.Provider;

namespace Peering.Tests.Crash;

/// <summary>One thing a user does with the stack.</summary>
/// <param name="Name">What it is, for the report.</param>
/// <param name="Change">Sets what the program is to deploy.</param>
internal sealed record CrashStep(string Name, Func<CrashStack, CrashSettings> Change)
{
    public string Verb => Name == "delete" ? "destroy" : "up";
}

/// <summary>
/// A stack that is created, changed and destroyed again and again. Each step is killed one request later than the time before,
/// until it ends before its time has come; and each time what a user does next must put all in order.
/// </summary>
internal sealed class CrashLife(CrashSettings settings, IReadOnlyList<CrashStep> steps, Victim victim, bool executed)
{
    /// <summary>
    /// Set, processes are killed before every request too, which takes minutes. Otherwise only around those that write: as
    /// long as nothing was written, Atlas and the state are what they were.
    /// </summary>
    public static readonly bool Every = Environment.GetEnvironmentVariable("PEERING_CRASH_EVERY") is { Length: > 0 };

    private readonly HashSet<CrashStep> open = [.. steps];

    /// <summary>Every kill that was survived.</summary>
    public List<string> Survived { get; } = [];

    public async Task RunAsync()
    {
        await using var stack = await CrashStack.OpenAsync(settings);
        for (var number = 0; open.Count > 0; number++)
        {
            foreach (var step in steps.Where(open.Contains))
            {
                await PrepareAsync(stack, exists: step != steps[0]);
                await RunAsync(stack, step, number);
            }
        }
    }

    /// <summary>Steps that are done with are only taken where the others need them.</summary>
    private async Task PrepareAsync(CrashStack stack, bool exists)
    {
        if (exists != stack.State.Resources.Any(resource => resource.Custom))
        {
            var step = exists ? steps[0] : steps[^1];
            stack.Configure(step.Change(stack));
            await stack.SucceedsAsync(step.Verb, "--skip-preview");
        }
    }

    private async Task RunAsync(CrashStack stack, CrashStep step, int number)
    {
        stack.Configure(step.Change(stack));
        var where = new FaultRule
        {
            Method = Every && !executed ? null : "POST|PATCH|DELETE",
            // A sign-in is nothing but the way to the next request; the sign-out is the end of a run.
            Path = executed ? "^/api/atlas/" : "^(?!/api/oauth/token)",
            Skip = number,
            Execute = executed,
        };
        try
        {
            if (await stack.CrashAsync(victim, where, step.Verb) is { } request)
            {
                var way = await stack.MendAsync(step.Verb) ? "an import" : "the same again";
                var moment = executed ? "after" : "before";
                Survived.Add($"{step.Name}: {victim} killed {moment} {request.Method} {request.Path}, mended by {way}");
            }
            else
            {
                open.Remove(step);
            }

            Demand(stack, step);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new Xunit.Sdk.XunitException($"{settings.Cloud}, {step.Name}, {victim}, request {number}:\n{failure}\nSo far:\n"
                + string.Join('\n', Survived));
        }
    }

    private static void Demand(CrashStack stack, CrashStep step)
    {
        var state = stack.State;
        Assert.Empty(SnapshotIntegrity.Problems(state));
        Assert.Empty(state.PendingOperations);
        Assert.All(state.Resources, resource => Assert.False(
            resource.Delete || resource.PendingReplacement || resource.InitErrors.Length > 0, resource.Urn));
        var (control, held) = (stack.Atlas.Control, state.Resources.Where(IsOurs).ToDictionary(r => r.Name, r => r.Id));
        var exists = step.Verb == "up";
        var isStreams = stack.Settings.Cloud == "streams";
        var peers = control.Peers(Scenario.Project).Select(peer => (peer.Id, Network(peer.Remote))).ToList();
        var streams = control.StreamsRequests(Scenario.Project).Where(one => one.CloudStatus == "active").Select(one => one.Name).ToList();
        var containers = control.Containers(Scenario.Project).Select(container => container.Id).ToList();
        if (!exists)
        {
            Assert.Empty(held);
            Assert.Empty(peers);
            Assert.Empty(streams);
            Assert.Empty(containers);
        }
        else if (isStreams)
        {
            Assert.Equal([stack.Settings.Network], streams);
            Assert.Equal($"{Scenario.Project}/{stack.Settings.Network}", Assert.Single(held).Value);
        }
        else
        {
            var (id, network) = Assert.Single(peers);
            Assert.Equal(Wanted(stack.Settings), network);
            Assert.Equal(held["peering"], $"{Scenario.Project}/{id}");
            Assert.Equal(held["container"], $"{Scenario.Project}/{Assert.Single(containers)}");
        }
    }

    private static bool IsOurs(ResourceState resource) => resource.Type.StartsWith("peering:", StringComparison.Ordinal);

    private static string Wanted(CrashSettings wanted) =>
        wanted.Cloud == "aws" ? $"{wanted.Network} {wanted.Block}" : wanted.Network;

    private static string Network(RemoteNetwork remote) => remote switch
    {
        AwsNetwork aws => $"{aws.VpcId} {aws.CidrBlock}",
        AzureNetwork azure => azure.VnetName,
        GcpNetwork gcp => gcp.NetworkName,
        _ => "",
    };
}
