using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.PulumiSdk;

/// <summary>A resource monitor and engine on a real socket: answers as told, remembers what it was asked.</summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    private GrpcServer server = null!;

    public ConcurrentQueue<RegisterResourceRequest> Registered { get; } = [];

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = [];

    public ConcurrentQueue<ReadResourceRequest> Reads { get; } = [];

    public ConcurrentQueue<ResourceInvokeRequest> Invokes { get; } = [];

    public ConcurrentQueue<LogRequest> Logs { get; } = [];

    public ConcurrentQueue<string> AskedFeatures { get; } = [];

    public int ShutdownSignals { get; private set; }

    public HashSet<string> MissingFeatures { get; } = [];

    public bool IsDryRun { get; set; }

    public Dictionary<string, string> Config { get; } = [];

    /// <summary>What becomes of a registration; by default its inputs, known ones only, are its outputs.</summary>
    public Func<RegisterResourceRequest, Task<RegisterResourceResponse>> OnRegister { get; set; }

    public Func<ResourceInvokeRequest, ResourceInvokeResponse> OnInvoke { get; set; } = _ => new() { Return = new() };

    public Func<ReadResourceRequest, ReadResourceResponse> OnRead { get; set; }

    public Func<Task> OnShutdown { get; set; } = () => Task.CompletedTask;

    public Func<LogRequest, Task> OnLog { get; set; } = _ => Task.CompletedTask;

    public string Address => server.Address;

    public IEnumerable<string> Errors =>
        Logs.Where(log => log.Severity == LogSeverity.Error).Select(log => log.Message);

    private RecordingEngine()
    {
        OnRegister = request => Task.FromResult(Registration(request));
        OnRead = request => new() { Urn = Urn(request.Type, request.Name), Properties = request.Properties };
    }

    public static async Task<RecordingEngine> StartAsync()
    {
        var engine = new RecordingEngine();
        engine.server = await GrpcServer.StartAsync(engine.Monitor(), engine.Engine());
        return engine;
    }

    public static string Urn(string type, string name) => $"urn:pulumi:dev::shop::{type}::{name}";

    public RegisterResourceResponse Registration(RegisterResourceRequest request, Struct? outputs = null)
    {
        var result = new Struct();
        foreach (var (key, value) in (outputs ?? request.Object).Fields)
        {
            // To a program that cannot take partial values the engine sends no property with an unknown inside.
            if (!value.ToString().Contains(WireValues.Unknown, StringComparison.Ordinal))
                result.Fields[key] = value;
        }

        return new()
        {
            Urn = Urn(request.Type, request.Name),
            Id = request.Custom && !IsDryRun ? $"{request.Name}-id" : "",
            Object = result,
        };
    }

    public RegisterResourceRequest Registration(string name) =>
        Registered.SingleOrDefault(request => request.Name == name)
        ?? throw new InvalidOperationException($"'{name}' was not registered. Said: {string.Join('\n', Logs)}");

    /// <summary>Runs a program in this process, as the engine's environment would have it.</summary>
    public Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> program) =>
        RunAsync(Pulumi.Deployment.ProgramOf(program));

    public Task<int> RunAsync(Action program) => RunAsync(() =>
    {
        program();
        return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
    });

    public Task<int> RunAsync(Func<Task> program) => Pulumi.Deployment.RunAsync(
        new(Address, Address, "shop", "dev", IsDryRun)
        {
            Organization = "acme",
            Config = [.. Config],
        },
        program);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private GrpcService Monitor() => new GrpcService("pulumirpc.ResourceMonitor")
        .Unary<SupportsFeatureRequest, SupportsFeatureResponse>("SupportsFeature", (request, _) =>
        {
            AskedFeatures.Enqueue(request.Id);
            return Task.FromResult(new SupportsFeatureResponse { HasSupport = !MissingFeatures.Contains(request.Id) });
        })
        .Unary<RegisterResourceRequest, RegisterResourceResponse>("RegisterResource", (request, _) =>
        {
            Registered.Enqueue(request);
            return request.Type == "pulumi:pulumi:Stack"
                ? Task.FromResult(Registration(request))
                : OnRegister(request);
        })
        .Unary<RegisterResourceOutputsRequest, Empty>("RegisterResourceOutputs", (request, _) =>
        {
            Outputs.Enqueue(request);
            return Task.FromResult(new Empty());
        })
        .Unary<ReadResourceRequest, ReadResourceResponse>("ReadResource", (request, _) =>
        {
            Reads.Enqueue(request);
            return Task.FromResult(OnRead(request));
        })
        .Unary<ResourceInvokeRequest, ResourceInvokeResponse>("Invoke", (request, _) =>
        {
            Invokes.Enqueue(request);
            return Task.FromResult(OnInvoke(request));
        })
        .Unary<Empty, Empty>("SignalAndWaitForShutdown", async (_, _) =>
        {
            ShutdownSignals++;
            await OnShutdown();
            return new Empty();
        });

    private GrpcService Engine() => new GrpcService("pulumirpc.Engine")
        .Unary<LogRequest, Empty>("Log", async (request, _) =>
        {
            Logs.Enqueue(request);
            await OnLog(request);
            return new Empty();
        });
}
