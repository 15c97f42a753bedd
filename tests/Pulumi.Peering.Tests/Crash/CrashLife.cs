using System.Globalization;
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
    private const string Writes = "POST|PATCH|DELETE";

    private readonly HashSet<CrashStep> open = [.. steps];

    /// <summary>Every kill that was survived.</summary>
    public List<string> Survived { get; } = [];

    public async Task RunAsync()
    {
        await using var stack = await CrashStack.OpenAsync(settings);
        for (var number = 0; open.Count > 0; number++)
        {
            foreach (var step in steps)
            {
                // Without those that are done with, the stack is made and destroyed only where the others need it.
                var exists = stack.State.Resources.Any(resource => resource.Custom);
                if (open.Contains(step) ? step.Verb == "up" || exists : !exists && step == steps[0])
                {
                    await RunAsync(stack, step, number);
                }
            }
        }
    }

    private async Task RunAsync(CrashStack stack, CrashStep step, int number)
    {
        stack.Configure(step.Change(stack));
        var where = new FaultRule
        {
            // What only reads is the same before and after. A sign-in is nothing but the way to the next request.
            Method = executed ? Writes : null,
            Path = executed ? "^/api/atlas/" : "^(?!/api/oauth/token)",
            Skip = number,
            Execute = executed,
        };
        try
        {
            if (!open.Contains(step))
            {
                await stack.SucceedsAsync(step.Verb, "--skip-preview");
            }
            else if (await stack.CrashAsync(victim, where, step.Verb) is { } request)
            {
                Survived.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{step.Name}: {victim} killed {(executed ? "after" : "before")} {request.Method} {request.Path} ({number})"));
                await stack.MendAsync(step.Verb);
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
