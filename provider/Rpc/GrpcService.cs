using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Rpc;

/// <summary>What a handler may know of its call besides the request.</summary>
/// <param name="http">The call.</param>
/// <param name="deadline">When the caller stops waiting, if it said so.</param>
/// <param name="expired">Cancelled when that time has come; null without a deadline.</param>
internal sealed class CallContext(HttpContext http, DateTimeOffset? deadline, CancellationToken? expired)
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "content-type", "te", "user-agent", "host", "content-length",
        Wire.Timeout, Wire.Encoding, Wire.AcceptEncoding,
    };

    public DateTimeOffset? Deadline => deadline;

    /// <summary>The deadline passed; a call without one has nothing to watch, and most calls have none.</summary>
    public CancellationToken Expired => expired ?? CancellationToken.None;

    /// <summary>
    /// The caller went away, the deadline passed, or the server stops. Kestrel makes a source for the first one that
    /// asks, so only those who wait should.
    /// </summary>
    public CancellationToken Cancelled => expired ?? http.RequestAborted;

    /// <summary>
    /// Request headers that are not gRPC's own; names in lower case. To be read before the first answer is out.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata => http.Request.Headers
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
            var request = await call.ReadOnlyMessageAsync<TReq>(context.Expired);
            call.Write(await handler(request, context), context.Expired);
        });
        return this;
    }

    public GrpcService ServerStream<TReq, TRes>(string method, Func<TReq, CallContext, IAsyncEnumerable<TRes>> handler)
        where TReq : class, IMessage<TReq>, new() where TRes : class, IMessage<TRes>
    {
        methods.Add($"/{name}/{method}", async (call, context) =>
        {
            var request = await call.ReadOnlyMessageAsync<TReq>(context.Expired);
            await foreach (var response in handler(request, context).WithCancellation(context.Cancelled))
            {
                call.Write(response, context.Cancelled);
                await call.FlushAsync(context.Cancelled);
            }
        });
        return this;
    }
}
