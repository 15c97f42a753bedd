using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Peering.Protocol;
using Peering.Tests.Provider;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Rpc;

/// <summary>
/// Bytes nobody should send, as many as PEERING_FUZZ_COUNT says. A property that fails prints the seed that repeats it; what
/// is sent to the plugin itself is drawn anew each time.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("PEERING_FUZZ_COUNT") is { Length: > 0 } asked ? asked : "2000",
        CultureInfo.InvariantCulture);

    private static readonly Config Fuzz = Config.QuickThrowOnFailure.WithMaxTest(Count);

    private static Gen<byte[]> Requests => HostileWire.Structs.Generator.Select(news => new CheckRequest
    {
        Urn = Scenario.Urn("AwsNetworkPeering"),
        Olds = news,
        News = news,
    }.ToByteArray());

    /// <summary>Frames with a length that is right, then changed as a whole: header, length and message alike.</summary>
    private static Gen<byte[]> Streams => HostileWire.Mutated(Requests.Select(Framed));

    [Fact]
    public void Any_struct_becomes_a_value_and_back_or_is_an_invalid_argument() =>
        Prop.ForAll(HostileWire.Structs, bag => Outcome(() => ValueWire.Read(bag)) is var (value, refused)
            && (refused is StatusCode.InvalidArgument || ValueWire.Read(ValueWire.Write(value!)).Equals(value))).Check(Fuzz);

    [Fact]
    public void Any_bytes_are_a_message_or_refused_and_whatever_they_are_ends_the_reading() =>
        Prop.ForAll(Streams.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (stream, piece) =>
        {
            // How a stream is cut into packets must not change what it says.
            piece = Math.Max(piece, stream.Length / 50);
            var (whole, refused) = Outcome(() => ReadAll(stream, stream.Length + 1));
            var (pieces, refusedInPieces) = Outcome(() => ReadAll(stream, piece));
            return refused == refusedInPieces && (refused is null
                ? whole!.SequenceEqual(pieces!)
                : refused is StatusCode.Internal or StatusCode.Unimplemented or StatusCode.ResourceExhausted);
        }).Check(Fuzz);

    [Fact]
    public async Task The_plugin_answers_every_stream_of_frames_with_a_status()
    {
        await using var plugin = await Plugin.StartAsync();
        using var client = new HttpClient();
        foreach (var samples in Gen.Sample(Streams, Count / 4).Chunk(50))
        {
            await Task.WhenAll(samples.Select(async body =>
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Post, $"http://{plugin.Address}/pulumirpc.ResourceProvider/Check")
                {
                    Version = HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    Content = new ByteArrayContent(body),
                };
                request.Content.Headers.ContentType = new("application/grpc");
                using var answer = await client.SendAsync(request);
                await answer.Content.ReadAsByteArrayAsync();
                var status = answer.Headers.TryGetValues(Wire.Status, out var early)
                    ? early : answer.TrailingHeaders.GetValues(Wire.Status);
                Assert.InRange(int.Parse(status.Single(), CultureInfo.InvariantCulture), 0, 16);
            })).Soon();
        }

        await DemandAliveAsync(plugin);
    }

    [Fact]
    public async Task The_plugin_survives_connections_that_speak_something_else()
    {
        await using var plugin = await Plugin.StartAsync();
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();
        // Settings, then HEADERS, DATA, RST_STREAM, PING, GOAWAY and CONTINUATION of little use.
        byte[][] speeches =
        [
            [.. "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8],
            [.. preface, 0, 0, 0, 4, 0, 0, 0, 0, 0],
            [.. preface, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 1, 4, 0, 0, 0, 1, 0x83, 0x86, 0x44, 0x01],
            [.. preface, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            [.. preface, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 9, 0, 0, 0, 0, 1, 1, 2, 3, 4],
        ];
        foreach (var samples in Gen.Sample(HostileWire.Mutated(Gen.Elements(speeches)), Count / 10).Chunk(50))
        {
            await Task.WhenAll(samples.Select(async bytes =>
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPEndPoint.Parse(plugin.Address));
                await socket.SendAsync(bytes);
                socket.Shutdown(SocketShutdown.Send);
                await DrainAsync(socket);
            })).Soon();
        }

        await DemandAliveAsync(plugin);
    }

    private static async Task DrainAsync(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (SocketException reset)
        {
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        }
    }

    private static async Task DemandAliveAsync(Plugin plugin) => Assert.NotEmpty(
        (await plugin.CallAsync<Google.Protobuf.WellKnownTypes.Empty, PluginInfo>("GetPluginInfo", new()).Soon()).Version);

    private static byte[] Framed(byte[] message)
    {
        var header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), message.Length);
        return [.. header, .. message];
    }

    private static List<CheckRequest> ReadAll(byte[] stream, int piece)
    {
        var pipe = new Pipe();
        // The reader is never behind, so nothing here has to wait.
        var messages = new List<CheckRequest>();
        var reading = ReadAsync();
        foreach (var chunk in stream.Chunk(piece))
        {
            pipe.Writer.WriteAsync(chunk).AsTask().GetAwaiter().GetResult();
        }

        pipe.Writer.Complete();
        reading.GetAwaiter().GetResult();
        return messages;

        async Task ReadAsync()
        {
            try
            {
                while (await Frames.ReadAsync<CheckRequest>(pipe.Reader, null, CancellationToken.None) is { } message)
                {
                    messages.Add(message);
                }
            }
            finally
            {
                await pipe.Reader.CompleteAsync();
            }
        }
    }

    /// <summary>A result or a status; every other exception fails the test.</summary>
    private static (T? Result, StatusCode? Refused) Outcome<T>(Func<T> read)
    {
        try
        {
            return (read(), null);
        }
        catch (RpcException refusal)
        {
            return (default, refusal.Code);
        }
    }
}
