using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Benchmarks;

/// <summary>A server in a process of its own, called with bytes, so that our own client's codec is not in the way.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process process;
    private readonly HttpClient client;

    private Server(Process process, int port)
    {
        (this.process, Port) = (process, port);
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false, InitialHttp2StreamWindowSize = 1 << 20 })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public int Port { get; }

    public double ResidentMebibytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / (double)(1 << 20);
        }
    }

    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static Server Start(string file)
    {
        var process = Process.Start(new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var port = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{file} ended without naming its port.");
        return new Server(process, int.Parse(port));
    }

    /// <summary>A unary gRPC call; fails unless the status is OK.</summary>
    public async Task<byte[]> CallAsync(string method, byte[] message)
    {
        var frame = new byte[5 + message.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var values) ? values.Single() : "none";
        return status == "0" ? body[5..] : throw new InvalidOperationException($"{method} answered with status {status}.");
    }

    public void Dispose()
    {
        client.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
