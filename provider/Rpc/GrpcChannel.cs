using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Rpc;

/// <summary>What a caller may add to one call.</summary>
internal readonly record struct CallOptions(
    TimeSpan? Timeout = null, IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>Calls a gRPC peer in clear HTTP/2; <paramref name="address"/> is host:port without a scheme.</summary>
internal sealed class GrpcChannel(string address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        EnableMultipleHttp2Connections = true,
        InitialHttp2StreamWindowSize = 1024 * 1024,
#pragma warning disable CA2262 // It is meant: 16 MiB, for a refused create carries the whole state in its trailers.
        MaxResponseHeadersLength = 16 * 1024,
#pragma warning restore CA2262
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        UseProxy = false,
    })
    {
        BaseAddress = new Uri($"http://{address}"),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<TRes> UnaryAsync<TReq, TRes>(
        string method, TReq request, CallOptions options, CancellationToken cancel)
        where TReq : class, IMessage<TReq> where TRes : class, IMessage<TRes>, new()
    {
        TRes? answer = null;
        await foreach (var message in ServerStreamAsync<TReq, TRes>(method, request, options, cancel))
        {
            answer = answer is null
                ? message
                : throw new RpcException(StatusCode.Unimplemented, $"{method} answered with several messages.");
        }

        return answer ?? throw new RpcException(StatusCode.Unimplemented, $"{method} answered OK without a message.");
    }

    /// <exception cref="RpcException">The peer answered with another status than OK, or could not be
    /// reached.</exception>
    public async IAsyncEnumerable<TRes> ServerStreamAsync<TReq, TRes>(string method, TReq request,
        CallOptions options, [EnumeratorCancellation] CancellationToken cancel)
        where TReq : class, IMessage<TReq> where TRes : class, IMessage<TRes>, new()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (options.Timeout is { } timeout)
        {
            stop.CancelAfter(timeout);
        }

        using var message = Request(method, request, options);
        using var response = await Translate(
            () => client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, stop.Token), method, stop.Token,
                cancel);
        CheckIsGrpc(response, method);
        var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancel));
        var encoding = Header(response.Headers, Wire.Encoding);
        while (await Translate(() =>
            Frames.ReadAsync<TRes>(reader, encoding, stop.Token).AsTask(), method, stop.Token, cancel) is { } answer)
        {
            yield return answer;
        }

        await reader.CompleteAsync();
        ThrowUnlessOk(response, method);
    }

    public void Dispose() => client.Dispose();

    private static HttpRequestMessage Request(string method, IMessage request, CallOptions options)
    {
        var pipe = new MemoryStream();
        var writer = PipeWriter.Create(pipe, new StreamPipeWriterOptions(leaveOpen: true));
        Frames.Write(writer, request);
        writer.Complete();
        pipe.Position = 0;
        var message = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StreamContent(pipe),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(Wire.ContentType);
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (options.Timeout is { } timeout)
        {
            message.Headers.Add(Wire.Timeout, Wire.FormatTimeout(timeout));
        }

        foreach (var (name, value) in options.Metadata ?? new Dictionary<string, string>())
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>
    /// Turns what HttpClient throws into the status gRPC has for it; the caller's own cancel stays a cancel.
    /// </summary>
    private async Task<T> Translate<T>(
        Func<Task<T>> step, string method, CancellationToken deadline, CancellationToken cancel)
    {
        try
        {
            return await step();
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new RpcException(StatusCode.DeadlineExceeded, $"The deadline of {method} passed.");
        }
        // HttpClient also calls it a cancellation when a connection goes down under a call.
        catch (Exception lost) when (lost is HttpRequestException or IOException
            || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new RpcException(
                StatusCode.Unavailable, $"{address} does not answer {method}: {lost.Message}", [], lost);
        }
    }

    private static void CheckIsGrpc(HttpResponseMessage response, string method)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (response.StatusCode != HttpStatusCode.OK
            || type?.StartsWith(Wire.ContentType, StringComparison.Ordinal) != true)
        {
            throw new RpcException(StatusCode.Unavailable,
                $"{method} was answered with HTTP {(int)response.StatusCode} and the type '{type}': not gRPC.");
        }
    }

    private static void ThrowUnlessOk(HttpResponseMessage response, string method)
    {
        // "Trailers only" answers carry the status in their headers.
        HttpHeaders source = response.Headers.Contains(Wire.Status) ? response.Headers : response.TrailingHeaders;
        if (!int.TryParse(Header(source, Wire.Status), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            throw new RpcException(StatusCode.Internal, $"{method} ended without a grpc-status.");
        }

        if (code != 0)
        {
            var details = Header(source, Wire.StatusDetails) is { } text && Wire.TryDecodeBinary(text) is { } bytes
                ? Google.Rpc.Status.Parser.ParseFrom(bytes).Details
                : [];
            var known = Enum.IsDefined((StatusCode)code) ? (StatusCode)code : StatusCode.Unknown;
            throw new RpcException(known, Wire.DecodeMessage(Header(source, Wire.Message) ?? ""), [.. details]);
        }
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
