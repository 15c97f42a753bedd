using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Deployment;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.LocalEngine;

/// <summary>A program as an SDK would run it: it speaks the monitor's protocol and nothing else.</summary>
internal sealed class ScriptedProgram(ProgramContext context, CancellationToken cancel) : IDisposable
{
    public const string Type = "test:index:Thing";

    private readonly GrpcChannel monitor = new(context.MonitorAddress);
    private readonly GrpcChannel engine = new(context.EngineAddress);

    public ProgramContext Context => context;

    public string StackUrn { get; private set; } = "";

    public static ProgramStart Of(Func<ScriptedProgram, Task> body) => ProgramStart.InProcess(async (context, cancel) =>
    {
        using var program = new ScriptedProgram(context, cancel);
        try
        {
            program.StackUrn = (await program.RegisterAsync("pulumi:pulumi:Stack", "shop-dev", custom: false)).Urn;
            await body(program);
            return 0;
        }
        catch (RpcException stopped) when (stopped.Code is StatusCode.Unavailable or StatusCode.Cancelled)
        {
            // What SDKs do when the engine shuts down: it has told the user why.
            return 32;
        }
    });

    public Task<RegisterResourceResponse> ThingAsync(
        string name, Action<RegisterResourceRequest>? options = null,
        params (string Name, PropertyValue Value)[] inputs) =>
        RegisterAsync(Type, name, true, request =>
        {
            request.Object = PropertyMap.Of(inputs).ToStruct(WireOptions.Everything);
            options?.Invoke(request);
        });

    public Task<RegisterResourceResponse> RegisterAsync(
        string type, string name, bool custom, Action<RegisterResourceRequest>? options = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = type,
            Name = name,
            Custom = custom,
            Parent = StackUrn,
            Object = new Struct(),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsPartialValues = true,
        };
        options?.Invoke(request);
        return CallAsync<RegisterResourceRequest, RegisterResourceResponse>("RegisterResource", request);
    }

    public Task OutputsAsync(params (string Name, PropertyValue Value)[] outputs) =>
        CallAsync<RegisterResourceOutputsRequest, Empty>("RegisterResourceOutputs", new RegisterResourceOutputsRequest
        {
            Urn = StackUrn,
            Outputs = PropertyMap.Of(outputs).ToStruct(WireOptions.Everything),
        });

    public Task<TRes> CallAsync<TReq, TRes>(string method, TReq request)
        where TReq : class, IMessage<TReq>, new() where TRes : class, IMessage<TRes>, new() =>
        monitor.UnaryAsync<TReq, TRes>($"/pulumirpc.ResourceMonitor/{method}", request, default, cancel);

    public Task<TRes> CallEngineAsync<TReq, TRes>(string method, TReq request)
        where TReq : class, IMessage<TReq>, new() where TRes : class, IMessage<TRes>, new() =>
        engine.UnaryAsync<TReq, TRes>($"/pulumirpc.Engine/{method}", request, default, cancel);

    /// <summary>Makes <paramref name="property"/> depend on the resource it was taken from.</summary>
    public static Action<RegisterResourceRequest> DependsOn(string property, string urn) => request =>
    {
        request.Dependencies.Add(urn);
        var urns = new RegisterResourceRequest.Types.PropertyDependencies();
        urns.Urns.Add(urn);
        request.PropertyDependencies[property] = urns;
    };

    public void Dispose()
    {
        monitor.Dispose();
        engine.Dispose();
    }
}
