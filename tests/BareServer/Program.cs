using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// The yardstick of `make bench`: the least that Kestrel can be in clear HTTP/2. It answers every call with the bytes it
// was sent, as gRPC does with a message and a status in the trailers, and knows nothing else.
var options = new KestrelServerOptions();
ListenOptions? endpoint = null;
options.Listen(IPAddress.Loopback, 0, listen =>
{
    listen.Protocols = HttpProtocols.Http2;
    endpoint = listen;
});
var logging = NullLoggerFactory.Instance;
using var kestrel = new KestrelServer(
    Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logging), logging);
await kestrel.StartAsync(new Echo(), CancellationToken.None);
Console.Out.Write($"{endpoint!.IPEndPoint!.Port}\n");
await Task.Delay(Timeout.Infinite);

internal sealed class Echo : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Request.BodyReader.CopyToAsync(context.Response.BodyWriter);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
