using System.Net;
using System.Net.Http.Headers;

namespace Peering.Atlas;

/// <summary>
/// A body that knows whether its bytes began to go out. While they have not, the server cannot have acted: that is
/// the proof a POST may be repeated. SocketsHttpHandler also repeats a request by itself on a dead pooled connection,
/// unless a content has begun, so a POST without body carries an empty one of these.
/// </summary>
internal sealed class ReplayableContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;

    public ReplayableContent(ReadOnlyMemory<byte> body, string? type)
    {
        _body = body;
        if (type is not null)
        {
            Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }
    }

    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
