using System.Collections.Immutable;
using System.Diagnostics;
using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using AtlasEmulator.World;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;
using Pulumirpc;
using Rpc;

namespace Benchmarks;

/// <summary>So many peerings in so many projects: an emulated Atlas, the packaged plugin, and a stack on the local engine.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    /// <summary>Milliseconds; what Atlas takes for an answer is mostly the way there and back.</summary>
    private const int Latency = 50;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bench-");
    private readonly Emulator atlas;
    private readonly Server plugin;
    private readonly IReadOnlyList<Member> members;

    private readonly string preflight;

    private Fleet(Emulator atlas, Server plugin, IReadOnlyList<Member> members, string preflight) =>
        (this.atlas, this.plugin, this.members, this.preflight) = (atlas, plugin, members, preflight);

    public double ResidentMebibytes => plugin.ResidentMebibytes;

    public IReadOnlyList<LoggedRequest> Requests => atlas.Requests;

    /// <param name="binaries">The plugin to drive.</param>
    /// <param name="peers">So many AWS peerings.</param>
    /// <param name="projects">Spread over so many projects.</param>
    /// <param name="step">How long Atlas stays in each state.</param>
    /// <param name="preflight">The provider's setting; "off" where more peerings are made than Atlas allows by default.</param>
    public static async Task<Fleet> StartAsync(
        Binaries binaries, int peers, int projects, TimeSpan step, string preflight = "warn")
    {
        var ids = Enumerable.Range(1, projects).Select(i => $"64b7d3e2f0a1c25d9e{i:x6}").ToList();
        // Limits are not what is measured.
        var atlas = await Emulator.StartAsync(new EmulatorOptions
        {
            Projects = ids,
            Pace = Pace.Every(step),
            PeeringLimit = new RateLimit(1_000_000, 1_000_000, TimeSpan.FromSeconds(1)),
            MaximumPeers = peers,
            MaximumPendingPeers = peers,
            Networks = new NetworkBehaviour { AcceptAfter = TimeSpan.Zero },
        });
        var containers = ids.ToDictionary(id => id, id => atlas.Control.SeedContainer(id, CloudProvider.AWS).Id);
        var members = Enumerable.Range(0, peers).Select(i => new Member(i, ids[i % projects], containers[ids[i % projects]]));
        atlas.Control.AddFault(new FaultRule { Kind = FaultKind.Delay, DelayMilliseconds = Latency, Times = null });
        return new Fleet(atlas, Server.Start(binaries.Plugin), [.. members], preflight);
    }

    /// <summary>A run of the engine: how long, and what it asked of Atlas. Fails unless it succeeds.</summary>
    public async Task<Ran> RunAsync(DeploymentKind kind, int parallel)
    {
        var before = atlas.Requests.Count;
        var errors = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var clock = Stopwatch.StartNew();
        var result = await DeploymentRunner.RunAsync(Request(kind, parallel), e =>
        {
            if (e is DiagnosticRaised { Severity: DiagnosticSeverity.Error } error)
            {
                errors.Enqueue(error.Message);
            }
        }, CancellationToken.None);
        return result.Succeeded
            ? new Ran(clock.Elapsed, [.. atlas.Requests.Skip(before)])
            : throw new InvalidOperationException($"{kind} failed:\n{string.Join('\n', errors)}");
    }

    public async ValueTask DisposeAsync()
    {
        plugin.Dispose();
        await atlas.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private DeploymentRequest Request(DeploymentKind kind, int parallel) => new()
    {
        Kind = kind,
        Project = "fleet",
        Stack = "bench",
        RootDirectory = folder.FullName,
        StateFile = Path.Combine(folder.FullName, "state.json"),
        Secrets = new SecretsCipher("bench", [], text => text, text => text),
        Program = ProgramStart.InProcess(ProgramAsync),
        Parallel = parallel,
        Plugins = new PluginSettings
        {
            Attached = ImmutableSortedDictionary<string, int>.Empty.Add("peering", plugin.Port),
        },
        Config = ImmutableSortedDictionary<string, string>.Empty
            .Add("peering:baseUrl", atlas.BaseUrl.ToString())
            .Add("peering:accessToken", DemoCredentials.Token.Token)
            .Add("peering:preflight", preflight),
    };

    private async Task<int> ProgramAsync(ProgramContext context, CancellationToken cancel)
    {
        using var monitor = new GrpcChannel(context.MonitorAddress);
        try
        {
            await RegisterAllAsync(monitor, cancel);
            return 0;
        }
        catch (RpcException stopped) when (stopped.Code is StatusCode.Unavailable)
        {
            // The engine has said why.
            return 32;
        }
    }

    private async Task RegisterAllAsync(GrpcChannel monitor, CancellationToken cancel)
    {
        var stack = await RegisterAsync(monitor, new RegisterResourceRequest
        {
            Type = "pulumi:pulumi:Stack",
            Name = "fleet-bench",
        }, cancel);
        await Task.WhenAll(members.Select(member => RegisterAsync(monitor, new RegisterResourceRequest
        {
            Type = "peering:index:AwsNetworkPeering",
            Name = $"peer-{member.Number}",
            Custom = true,
            Parent = stack,
            Object = member.Inputs.ToStruct(WireOptions.Everything),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsPartialValues = true,
        }, cancel)));
    }

    private static async Task<string> RegisterAsync(
        GrpcChannel monitor, RegisterResourceRequest request, CancellationToken cancel)
    {
        request.Object ??= new Google.Protobuf.WellKnownTypes.Struct();
        var response = await monitor.UnaryAsync<RegisterResourceRequest, RegisterResourceResponse>(
            "/pulumirpc.ResourceMonitor/RegisterResource", request, default, cancel);
        return response.Urn;
    }

    private sealed record Member(int Number, string ProjectId, string ContainerId)
    {
        public PropertyMap Inputs => PropertyMap.Of(
            ("projectId", PropertyValue.Of(ProjectId)),
            ("containerId", PropertyValue.Of(ContainerId)),
            ("accepterRegionName", PropertyValue.Of("us-east-1")),
            ("awsAccountId", PropertyValue.Of("123456789012")),
            ("vpcId", PropertyValue.Of($"vpc-{Number:x17}")),
            ("routeTableCidrBlock", PropertyValue.Of($"10.{Number / 256}.{Number % 256}.0/24")));
    }
}

/// <summary>A run that succeeded.</summary>
internal sealed record Ran(TimeSpan Took, IReadOnlyList<LoggedRequest> Requests)
{
    public int Calls => Requests.Count;

    public string Text => $"{Report.Text(Took.TotalSeconds, "0.00")} s, {Report.Count(Calls)} calls";
}
