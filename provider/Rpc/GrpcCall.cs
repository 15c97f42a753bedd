using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rpc;

/// <summary>One call on the server: from its HTTP/2 headers to its trailers.</summary>
internal sealed class GrpcCall(HttpContext http)
{
    /// <summary>What a timer takes, and no calendar overflows with: 24 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    private string? encoding;
    private bool answered;

    /// <summary>The request of a call that has exactly one, as every unary and server-streaming call has.</summary>
    public async Task<T> ReadOnlyMessageAsync<T>(CancellationToken cancel) where T : class, IMessage<T>, new()
    {
        var reader = http.Request.BodyReader;
        var message = await Frames.ReadAsync<T>(reader, encoding, cancel)
            ?? throw new RpcException(StatusCode.Unimplemented, "The call carries no message; it takes exactly one.");
        return await Frames.ReadAsync<T>(reader, encoding, cancel) is null
            ? message
            : throw new RpcException(
                StatusCode.Unimplemented, "The call carries several messages; it takes exactly one.");
    }

    /// <summary>
    /// The only message of a unary call goes out with the trailers, in one piece; others need a flush.
    /// </summary>
    public void Write(IMessage message, CancellationToken cancel)
    {
        // A handler that outlives its deadline must not touch the response: Kestrel hands it to the next call.
        cancel.ThrowIfCancellationRequested();
        Frames.Write(http.Response.BodyWriter, message);
        answered = true;
    }

    public async Task FlushAsync(CancellationToken cancel) => await http.Response.BodyWriter.FlushAsync(cancel);

    public async Task RunAsync(IReadOnlyDictionary<string, Func<GrpcCall, CallContext, Task>> methods)
    {
        if (RefuseWithoutStatus())
        {
            return;
        }

        http.Response.ContentType = Wire.ContentType;
        RpcException? failure;
        try
        {
            failure = await HandleAsync(methods);
        }
        catch (RpcException refused)
        {
            failure = refused;
        }

        if (failure is null || !http.RequestAborted.IsCancellationRequested)
        {
            End(failure);
        }
    }

    /// <summary>
    /// What is not gRPC is answered in plain HTTP. A browser on this machine could reach a loopback port: pages send
    /// Origin, and a rebound DNS name shows in Host.
    /// </summary>
    private bool RefuseWithoutStatus()
    {
        var request = http.Request;
        var type = request.ContentType;
        var isGrpc = type is not null && type.StartsWith(Wire.ContentType, StringComparison.OrdinalIgnoreCase)
            && (type.Length == Wire.ContentType.Length || type[Wire.ContentType.Length] is '+' or ';');
        int? status = request switch
        {
            _ when request.Headers.ContainsKey("origin") => StatusCodes.Status403Forbidden,
            _ when request.Host.Host is not ("127.0.0.1" or "localhost") => StatusCodes.Status403Forbidden,
            _ when !HttpMethods.IsPost(request.Method) => StatusCodes.Status405MethodNotAllowed,
            _ when !isGrpc => StatusCodes.Status415UnsupportedMediaType,
            _ => null,
        };
        http.Response.StatusCode = status ?? StatusCodes.Status200OK;
        return status is not null;
    }

    private async Task<RpcException?> HandleAsync(
        IReadOnlyDictionary<string, Func<GrpcCall, CallContext, Task>> methods)
    {
        var headers = http.Request.Headers;
        encoding = headers.TryGetValue(Wire.Encoding, out var named) ? named.ToString() : null;
        if (!methods.TryGetValue(http.Request.Path, out var method))
        {
            return new RpcException(StatusCode.Unimplemented, $"There is no method {http.Request.Path} here.");
        }

        TimeSpan? timeout = null;
        if (headers.TryGetValue(Wire.Timeout, out var text))
        {
            timeout = Wire.TryParseTimeout(text.ToString(), out var parsed)
                ? (parsed < LongestWait ? parsed : LongestWait)
                : throw new RpcException(StatusCode.Internal, $"The grpc-timeout '{text}' is malformed.");
        }

        var deadline = timeout is null ? (DateTimeOffset?)null : TimeProvider.System.GetUtcNow() + timeout;
        using var stop = timeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var context = new CallContext(http, deadline, stop?.Token);
        var handling = GuardAsync(method, context);
        if (stop is not null)
        {
            // The handler may be deaf to its token; the caller's deadline holds all the same.
            var expiry = Task.Delay(timeout!.Value, stop.Token);
            if (await Task.WhenAny(handling, expiry) != handling && !http.RequestAborted.IsCancellationRequested)
            {
                await stop.CancelAsync();
                return new RpcException(StatusCode.DeadlineExceeded, "The deadline of the call passed.");
            }
        }

        var failure = await handling;
        return failure is { Code: StatusCode.Cancelled } && deadline <= TimeProvider.System.GetUtcNow()
            ? new RpcException(StatusCode.DeadlineExceeded, "The deadline of the call passed.")
            : failure;
    }

    /// <summary>Every end of a handler as a status; what it did not foresee is our bug and says so.</summary>
    private async Task<RpcException?> GuardAsync(Func<GrpcCall, CallContext, Task> handler, CallContext context)
    {
        try
        {
            await handler(this, context);
            return null;
        }
        catch (RpcException refused)
        {
            return refused;
        }
        catch (OperationCanceledException) when (context.Cancelled.IsCancellationRequested)
        {
            return new RpcException(StatusCode.Cancelled, "The call was cancelled.");
        }
        catch (Exception bug)
        {
            return new RpcException(StatusCode.Internal, $"{bug.GetType().Name}: {bug.Message}");
        }
    }

    private void End(RpcException? failure)
    {
        // Nothing written yet: "trailers only", one block of headers that ends the stream.
        var trailers = answered
            ? http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : http.Response.Headers;
        trailers[Wire.Status] = ((int)(failure?.Code ?? StatusCode.OK)).ToString(CultureInfo.InvariantCulture);
        if (failure is not null)
        {
            trailers[Wire.AcceptEncoding] = Wire.Identity;
            trailers[Wire.Message] = Wire.EncodeMessage(Wire.Shorten(failure.Message));
            if (failure.Details.Count > 0)
            {
                trailers[Wire.StatusDetails] = Wire.EncodeBinary(failure.ToStatus());
            }
        }
    }
}
