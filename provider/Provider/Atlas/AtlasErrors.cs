using System.Security.Authentication;
using System.Text;

namespace Peering.Atlas;

/// <summary>Turns what happened on the wire into one clear <see cref="AtlasException"/>.</summary>
internal static class AtlasErrors
{
    /// <summary>An answer other than 2xx.</summary>
    public static AtlasException Answered(AtlasRequest request, AtlasAnswer answer, AtlasAuth auth)
    {
        var error = answer.IsJson ? ApiError.Read(answer.Body) : ApiError.None;
        var code = error.ErrorCode ?? answer.ErrorCode;
        var detail = error.Detail is { } text ? auth.Scrub(text) : null;
        var what = new StringBuilder($"Atlas answered {request} with HTTP {answer.Status}");
        if (code is not null)
        {
            what.Append(' ').Append(code);
        }

        if (answer.Status is >= 300 and < 400)
        {
            what.Append(", a redirect to ").Append(Host(answer.Location)).Append(", which is not followed");
        }
        else
        {
            what.Append(": ").Append(detail ?? AtlasAdvice.MeaningOf(code)?.TrimEnd('.')
                ?? $"no error body of Atlas's ({answer.MediaType ?? "no content"})");
        }

        var kind = Classify(answer.Status);
        return new AtlasException(kind, request.ToString(), what.ToString())
        {
            Status = answer.Status,
            ErrorCode = code,
            Detail = detail,
            Parameters = error.Parameters,
            RetryAfter = answer.RetryAfter,
            // A 5xx proves nothing: a gateway may have lost the answer of a request that was carried out.
            MaybeExecuted = kind == AtlasFailure.ServerError && !request.Repeatable,
            Advice = kind == AtlasFailure.Redirected
                ? "Credentials go to the configured host only: set baseUrl to the Atlas Admin API itself."
                : AtlasAdvice.For(
                    answer.Status, code, auth.SignInAdvice, AtlasAdvice.RoleFor(request.Method, request.Path)),
        };
    }

    /// <summary>A 2xx whose content cannot be used.</summary>
    public static AtlasException Unreadable(
        AtlasRequest request, AtlasAnswer answer, AtlasFailure kind, string why, Exception? inner = null) =>
        new(kind, request.ToString(), $"Atlas answered {request} with HTTP {answer.Status}, but {why}", inner)
        {
            Status = answer.Status,
            MaybeExecuted = !request.Repeatable,
            Advice = kind == AtlasFailure.UnexpectedShape
                ? "Atlas may have changed this endpoint: use a newer provider, or report this message."
                : "Check that baseUrl names the Atlas Admin API and that no proxy answers in its place.",
        };

    /// <summary>No whole answer. <paramref name="sent"/>: the request's bytes had begun to go out.</summary>
    public static AtlasException NoAnswer(
        AtlasRequest request, AtlasFailure kind, string host, string why, bool sent, Exception? inner) =>
        new(kind, request.ToString(), $"{request} got no answer from {host}: {why}", inner)
        {
            MaybeExecuted = sent && !request.Repeatable,
            Advice = kind switch
            {
                AtlasFailure.TlsRefused =>
                    $"No request was sent. Check that baseUrl is right, that the machine's clock is, and that the " +
                    $"certificate authority of a proxy in between is trusted here (SSL_CERT_FILE).",
                AtlasFailure.Unreachable =>
                    $"No request was sent. Check baseUrl, DNS and egress rules for {host}, and HTTPS_PROXY if " +
                    "the network needs a proxy.",
                AtlasFailure.TooLarge => "Check that baseUrl names the Atlas Admin API.",
                _ => "Check the network between here and Atlas, see https://status.mongodb.com, and run again.",
            },
        };

    /// <summary>Names the transport failure an <see cref="HttpRequestException"/> stands for.</summary>
    public static (AtlasFailure Kind, string Why) Explain(HttpRequestException failure, bool sent) =>
        failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => (AtlasFailure.Unreachable, "its name cannot be resolved"),
            HttpRequestError.ProxyTunnelError => (AtlasFailure.Unreachable, "the proxy opened no tunnel"),
            HttpRequestError.SecureConnectionError =>
                (AtlasFailure.TlsRefused, $"the TLS handshake failed ({Innermost<AuthenticationException>(failure)})"),
            HttpRequestError.ConnectionError when !sent =>
                (AtlasFailure.Unreachable, $"no connection ({failure.GetBaseException().Message})"),
            _ => (AtlasFailure.ConnectionLost, $"the connection broke ({failure.GetBaseException().Message})"),
        };

    private static string Innermost<T>(Exception failure) where T : Exception
    {
        var found = failure;
        for (var next = failure; next is not null; next = next.InnerException)
        {
            found = next is T ? next : found;
        }

        return found.Message;
    }

    private static AtlasFailure Classify(int status) => status switch
    {
        >= 300 and < 400 => AtlasFailure.Redirected,
        401 => AtlasFailure.Unauthorized,
        403 => AtlasFailure.Forbidden,
        404 => AtlasFailure.NotFound,
        429 => AtlasFailure.RateLimited,
        // 408 is a gateway's time-out and proves as little as its 504.
        408 or 500 or (>= 502 and <= 504) => AtlasFailure.ServerError,
        _ => AtlasFailure.Refused,
    };

    private static string Host(Uri? location) => location switch
    {
        null => "an unnamed place",
        { IsAbsoluteUri: true } => location.Host,
        _ => "another path of the same host",
    };
}
