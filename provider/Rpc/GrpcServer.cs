using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Rpc;

/// <summary>
/// Serves gRPC in clear HTTP/2 on a free port of 127.0.0.1. Kestrel is started bare: no host, no container, no
/// configuration and no logging, because the time until the port is known is time a user waits in every run.
/// </summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private readonly KestrelServer kestrel;

    private GrpcServer(KestrelServer kestrel, int port) => (this.kestrel, Port) = (kestrel, port);

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public static async Task<GrpcServer> StartAsync(params IReadOnlyList<GrpcService> services)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        var limits = options.Limits;
        // Defaults made for the open web: an engine may keep a call for hours, thousands at once, and 400 MiB large.
        // Not infinite: Kestrel's own sum overflows with that, and it closes every idle connection within a second.
        limits.KeepAliveTimeout = TimeSpan.FromDays(30);
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxRequestBodySize = null;
        limits.Http2.MaxStreamsPerConnection = int.MaxValue;
        limits.Http2.InitialConnectionWindowSize = 16 * 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        var endpoint = default(ListenOptions);
        options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            endpoint = listen;
        });

        var logging = NullLoggerFactory.Instance;
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logging);
        var kestrel = new KestrelServer(Options.Create(options), transport, logging);
        // Not frozen: that takes longer to make than it saves in a run.
        var methods = services.SelectMany(service => service.Methods).ToDictionary(StringComparer.Ordinal);
        await kestrel.StartAsync(new Application(methods), CancellationToken.None);
        return new GrpcServer(kestrel, endpoint!.IPEndPoint!.Port);
    }

    /// <summary>Takes no new call and gives those under way a moment to answer.</summary>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await kestrel.StopAsync(grace.Token);
        kestrel.Dispose();
    }

    private sealed class Application(Dictionary<string, Func<GrpcCall, CallContext, Task>> methods)
        : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => new GrpcCall(context).RunAsync(methods);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
