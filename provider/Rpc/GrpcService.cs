using Google.Protobuf;

namespace Rpc;

/// <summary>What a handler may know of its call besides the request.</summary>
/// <param name="Metadata">Request headers that are not gRPC's own; names in lower case.</param>
/// <param name="Deadline">When the caller stops waiting, if it said so.</param>
/// <param name="Cancelled">The caller went away, its deadline passed, or the server stops.</param>
internal sealed record CallContext(
    IReadOnlyDictionary<string, string> Metadata, DateTimeOffset? Deadline, CancellationToken Cancelled);

/// <summary>A named service: its methods and what handles them.</summary>
internal sealed class GrpcService(string name)
{
    private readonly Dictionary<string, Func<GrpcCall, CallContext, Task>> methods = new(StringComparer.Ordinal);

    /// <summary>Handlers by full path, <c>/package.Service/Method</c>.</summary>
    internal IReadOnlyDictionary<string, Func<GrpcCall, CallContext, Task>> Methods => methods;

    public GrpcService Unary<TReq, TRes>(string method, Func<TReq, CallContext, Task<TRes>> handler)
        where TReq : class, IMessage<TReq>, new() where TRes : class, IMessage<TRes>
    {
        methods.Add($"/{name}/{method}", async (call, context) =>
        {
            var request = await call.ReadOnlyMessageAsync<TReq>(context.Cancelled);
            await call.WriteAsync(await handler(request, context), context.Cancelled);
        });
        return this;
    }

    public GrpcService ServerStream<TReq, TRes>(string method, Func<TReq, CallContext, IAsyncEnumerable<TRes>> handler)
        where TReq : class, IMessage<TReq>, new() where TRes : class, IMessage<TRes>
    {
        methods.Add($"/{name}/{method}", async (call, context) =>
        {
            var request = await call.ReadOnlyMessageAsync<TReq>(context.Cancelled);
            await foreach (var response in handler(request, context).WithCancellation(context.Cancelled))
            {
                await call.WriteAsync(response, context.Cancelled);
            }
        });
        return this;
    }
}
