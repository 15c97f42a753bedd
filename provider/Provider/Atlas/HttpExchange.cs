using System.Net;
using System.Net.Http.Headers;

namespace Peering.Atlas;

/// <summary>Sends one request and reads its whole answer; knows neither sign-in nor retry.</summary>
internal sealed class HttpExchange(AtlasOptions options) : IDisposable
{
    private readonly Lazy<HttpClient> _http = new(() => Connect(options));

    /// <exception cref="AtlasException">No whole answer came.</exception>
    /// <exception cref="AtlasCancelledException">The caller gave up.</exception>
    public async Task<AtlasAnswer> SendAsync(
        AtlasRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, options.Clock);
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, timeout.Token);
        using var message = new HttpRequestMessage(request.Method, new Uri(options.BaseUrl, request.Path));
        using var content = request.Method == HttpMethod.Get || request.Method == HttpMethod.Delete
            ? null
            : new ReplayableContent(request.Body ?? ReadOnlyMemory<byte>.Empty, request.BodyType);
        message.Content = content;
        message.Headers.Authorization = authorization;
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        bool Sent() => content?.Started == true;
        // A write that is cut off may be carried out all the same, after whoever gave up has looked for it in vain.
        await using var impatience = cancel.Register(() =>
            patience.CancelAfter(Sent() && !request.Repeatable ? options.WriteGrace : TimeSpan.Zero));
        try
        {
            using var response = await _http.Value.SendAsync(
                message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(request, response, either.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw new AtlasCancelledException(request.ToString(), Sent() && !request.Repeatable, cancel);
        }
        catch (OperationCanceledException stopped)
        {
            // Either our own time ran out, or the handler's connect time-out, which it reports the same way.
            var (kind, why) = timeout.IsCancellationRequested
                ? (AtlasFailure.TimedOut, $"no whole answer within {options.RequestTimeout.TotalSeconds:0} s")
                : (AtlasFailure.Unreachable, $"no connection within {options.ConnectTimeout.TotalSeconds:0} s");
            throw AtlasErrors.NoAnswer(request, kind, options.BaseUrl.Authority, why, Sent(), stopped);
        }
        catch (HttpRequestException failure)
        {
            var (kind, why) = AtlasErrors.Explain(failure, Sent());
            throw AtlasErrors.NoAnswer(request, kind, options.BaseUrl.Authority, why, Sent(), failure);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            // While the body is read: the connection broke, or the compressed stream is damaged.
            throw AtlasErrors.NoAnswer(
                request, AtlasFailure.ConnectionLost, options.BaseUrl.Authority,
                $"the answer broke off ({failure.GetBaseException().Message})", Sent(), failure);
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private static HttpClient Connect(AtlasOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Credentials = null,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follow DNS changes during long waits
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60), // before a gateway drops it under a POST
        MaxConnectionsPerServer = 32,
        // Plain http to loopback must not pass its credentials through HTTP_PROXY.
        UseProxy = !options.BaseUrl.IsLoopback,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async Task<AtlasAnswer> ReadAsync(
        AtlasRequest request, HttpResponseMessage response, CancellationToken cancel)
    {
        var headers = response.Headers;
        return new AtlasAnswer((int)response.StatusCode, await BodyAsync(request, response, cancel))
        {
            MediaType = response.Content.Headers.ContentType?.MediaType,
            RetryAfter = RetryAfter(headers),
            ErrorCode = headers.TryGetValues("X-Error-Code", out var codes) ? codes.FirstOrDefault() : null,
            Location = headers.Location,
            Challenges = [.. headers.WwwAuthenticate.Select(challenge => challenge.ToString())],
        };
    }

    private async Task<byte[]> BodyAsync(AtlasRequest request, HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength > options.MaxAnswerBytes)
        {
            throw TooLarge(request);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (body.Length + read > options.MaxAnswerBytes)
            {
                throw TooLarge(request);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private AtlasException TooLarge(AtlasRequest request) => AtlasErrors.NoAnswer(
        request, AtlasFailure.TooLarge, options.BaseUrl.Authority,
        $"the answer is larger than {options.MaxAnswerBytes} bytes", sent: true, inner: null);

    // A date is measured against the server's own clock where it is given: this machine's may be off.
    private TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - (headers.Date ?? options.Clock.GetUtcNow()) is var wait && wait > TimeSpan.Zero
            ? wait
            : TimeSpan.Zero,
        _ => null,
    };
}
