using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Rpc;

/// <summary>gRPC's framing: one byte "compressed", four bytes length, then the message.</summary>
internal static class Frames
{
    private const int HeaderSize = 5;

    /// <summary>Reads the next message; null at a clean end of the stream.</summary>
    /// <exception cref="RpcException">The bytes are not what gRPC prescribes; never waits for what cannot
    /// come.</exception>
    public static async ValueTask<T?> ReadAsync<T>(PipeReader reader, string? encoding, CancellationToken cancel)
        where T : class, IMessage<T>, new()
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancel);
            var buffer = result.Buffer;
            if (TryReadHeader(buffer, encoding, out var length) && buffer.Length >= HeaderSize + length)
            {
                var payload = buffer.Slice(HeaderSize, length);
                try
                {
                    var message = new T();
                    message.MergeFrom(payload);
                    return message;
                }
                catch (InvalidProtocolBufferException broken)
                {
                    throw new RpcException(StatusCode.Internal,
                        $"The message is not a valid {new T().Descriptor.FullName}: {broken.Message}");
                }
                finally
                {
                    reader.AdvanceTo(payload.End);
                }
            }

            if (result.IsCompleted)
            {
                return buffer.IsEmpty
                    ? null
                    : throw new RpcException(StatusCode.Internal,
                        $"The stream ended inside a message: {buffer.Length} bytes of it arrived.");
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Writes one message; the caller flushes.</summary>
    public static void Write(IBufferWriter<byte> writer, IMessage message)
    {
        var size = message.CalculateSize();
        if (size > Wire.MaxMessageSize)
        {
            throw new RpcException(StatusCode.ResourceExhausted,
                $"The message has {size} bytes; the largest that may be sent has {Wire.MaxMessageSize}.");
        }

        var header = writer.GetSpan(HeaderSize);
        header[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)size);
        writer.Advance(HeaderSize);
        message.WriteTo(writer);
    }

    private static bool TryReadHeader(in ReadOnlySequence<byte> buffer, string? encoding, out long length)
    {
        length = 0;
        if (buffer.Length < HeaderSize)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        if (header[0] > 1)
        {
            throw new RpcException(
                StatusCode.Internal, $"A frame starts with {header[0]}; only 0 and 1 have a meaning.");
        }

        if (header[0] == 1)
        {
            throw encoding is null or Wire.Identity
                ? new RpcException(StatusCode.Internal, "A frame says it is compressed, but no grpc-encoding was "
                    + "named.")
                : new RpcException(
                    StatusCode.Unimplemented, $"The encoding '{encoding}' is not supported; send identity.");
        }

        length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return length <= Wire.MaxMessageSize
            ? true
            : throw new RpcException(StatusCode.ResourceExhausted,
                $"A message of {length} bytes was announced; the largest that is taken has {Wire.MaxMessageSize}.");
    }
}
