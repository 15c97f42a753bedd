using System.Collections.Frozen;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Rpc;

/// <summary>What a handler may know of its call besides the request.</summary>
/// <param name="Headers">All headers of the request; to be read before the handler's first answer is out.</param>
/// <param name="Deadline">When the caller stops waiting, if it said so.</param>
/// <param name="Cancelled">The caller went away, its deadline passed, or the server stops.</param>
internal sealed record CallContext(IHeaderDictionary Headers, DateTimeOffset? Deadline, CancellationToken Cancelled)
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "content-type", "te", "user-agent", "host", "content-length", Wire.Timeout, Wire.Encoding, Wire.AcceptEncoding);

    /// <summary>Request headers that are not gRPC's own; names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Headers
        .Where(header => header.Key[0] != ':' && !Reserved.Contains(header.Key))
        .ToDictionary(
            header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
}

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
            call.Write(await handler(request, context), context.Cancelled);
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
                call.Write(response, context.Cancelled);
                await call.FlushAsync(context.Cancelled);
            }
        });
        return this;
    }
}
