using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Rpc;

/// <summary>
/// A call that did not end in OK: thrown by a handler to answer so, and by <see cref="GrpcChannel"/> when a peer did.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "A status without a code does not exist.")]
internal sealed class RpcException : Exception
{
    public RpcException(StatusCode code, string message, params IReadOnlyList<IMessage> details) : base(message)
    {
        Code = code;
        Details = [.. details.Select(Any.Pack)];
    }

    public RpcException(StatusCode code, string message, IReadOnlyList<Any> packed, Exception? cause = null)
        : base(message, cause)
    {
        Code = code;
        Details = packed;
    }

    public StatusCode Code { get; }

    /// <summary>What travels in <c>grpc-status-details-bin</c> besides code and message.</summary>
    public IReadOnlyList<Any> Details { get; }

    /// <summary>The first detail of one message type, or null.</summary>
    public T? Detail<T>() where T : class, IMessage<T>, new()
    {
        foreach (var detail in Details)
        {
            if (detail.TryUnpack<T>(out var message))
            {
                return message;
            }
        }

        return null;
    }

    internal Google.Rpc.Status ToStatus()
    {
        var status = new Google.Rpc.Status { Code = (int)Code, Message = Wire.Shorten(Message) };
        status.Details.AddRange(Details);
        return status;
    }
}
