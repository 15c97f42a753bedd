using System.Text;
using AtlasEmulator.World;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AtlasEmulator.Http;

/// <summary>A request, read to its end. Target is the request line's, byte for byte: digest signs that.</summary>
internal sealed record Inbound(
    string Method, string Path, string Target, IHeaderDictionary Headers, IQueryCollection Query,
    ReadOnlyMemory<byte> Body, string BaseUrl)
{
    public string? Authorization => Headers.Authorization;
    public string? ContentType => Headers.ContentType;

    public static async Task<Inbound> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new Inbound(request.Method, request.Path.Value ?? "/", target, request.Headers, request.Query,
            body.GetBuffer().AsMemory(0, (int)body.Length), $"{request.Scheme}://{request.Host}");
    }

    /// <summary>The log entry of this request, before anything is known of its fate.</summary>
    public LoggedRequest Draft(int number, Clock clock, bool withBody) => new(
        number, clock.Now, Method, Target.Split('?')[0],
        Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? Target[at..] : "")
    {
        Accept = Headers.Accept,
        ContentType = ContentType,
        UserAgent = Headers.UserAgent,
        Body = withBody && Body.Length > 0 ? Encoding.UTF8.GetString(Body.Span) : null,
    };
}
