using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace Pulumi;

/// <summary>The engine's two services as the program calls them; a registration may take as long as it takes.</summary>
internal sealed class Connection(string address, string service) : IDisposable
{
    private readonly GrpcChannel channel = new(address);

    public static Connection ToMonitor(string address) => new(address, "pulumirpc.ResourceMonitor");

    public static Connection ToEngine(string address) => new(address, "pulumirpc.Engine");

    public Task<Empty> LogAsync(LogRequest request) => CallAsync<LogRequest, Empty>("Log", request);

    public Task<SupportsFeatureResponse> SupportsFeatureAsync(string id) =>
        CallAsync<SupportsFeatureRequest, SupportsFeatureResponse>("SupportsFeature", new() { Id = id });

    public Task<RegisterResourceResponse> RegisterResourceAsync(RegisterResourceRequest request) =>
        CallAsync<RegisterResourceRequest, RegisterResourceResponse>("RegisterResource", request);

    public Task<Empty> RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        CallAsync<RegisterResourceOutputsRequest, Empty>("RegisterResourceOutputs", request);

    public Task<ReadResourceResponse> ReadResourceAsync(ReadResourceRequest request) =>
        CallAsync<ReadResourceRequest, ReadResourceResponse>("ReadResource", request);

    public Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) =>
        CallAsync<ResourceInvokeRequest, ResourceInvokeResponse>("Invoke", request);

    public Task<Empty> SignalAndWaitForShutdownAsync() => CallAsync<Empty, Empty>("SignalAndWaitForShutdown", new());

    public void Dispose() => channel.Dispose();

    private Task<TResponse> CallAsync<TRequest, TResponse>(string method, TRequest request)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        channel.UnaryAsync<TRequest, TResponse>($"/{service}/{method}", request, default, CancellationToken.None);
}
