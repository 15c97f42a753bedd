using Peering.Atlas;
using Peering.Lifecycle;
using Rpc;
using Pulumirpc;

namespace Peering.Protocol;

/// <summary>
/// The one place that turns our failures into statuses. The engine marks a stack as perhaps corrupt on Unknown and
/// Internal, so only bugs of ours get these: a write whose answer was lost is looked for before it comes here.
/// </summary>
internal static class RpcErrors
{
    public static RpcException From(Exception failure) => failure switch
    {
        RpcException status => status,
        InitFailedException kept => new RpcException(CodeOf(kept.InnerException!), kept.Message, InitFailed(kept)),
        MissingKeysException missing =>
            new RpcException(StatusCode.InvalidArgument, missing.Message, MissingKeys(missing)),
        _ => new RpcException(CodeOf(failure), TextOf(failure)),
    };

    private static StatusCode CodeOf(Exception failure) => failure switch
    {
        OperationCanceledException => StatusCode.Cancelled,
        OperationFailedException failed => failed.Kind switch
        {
            FailureKind.InvalidInput => StatusCode.InvalidArgument,
            FailureKind.TimedOut => StatusCode.DeadlineExceeded,
            FailureKind.NotFound => StatusCode.NotFound,
            _ => StatusCode.FailedPrecondition,
        },
        AtlasException { MaybeExecuted: true } => StatusCode.Unknown,
        AtlasException atlas => atlas.Status switch
        {
            401 or 403 => StatusCode.PermissionDenied,
            404 => StatusCode.NotFound,
            409 => StatusCode.FailedPrecondition,
            429 => StatusCode.ResourceExhausted,
            >= 400 and < 500 => StatusCode.InvalidArgument,
            _ => StatusCode.Unavailable,
        },
        _ => StatusCode.Internal,
    };

    private static string TextOf(Exception failure) => failure is OperationFailedException or AtlasException
        or OperationCanceledException or MissingKeysException
        ? failure.Message
        : $"This is a bug of the peering provider, please report it: {failure}";

    private static ErrorResourceInitFailed InitFailed(InitFailedException kept) => new ErrorResourceInitFailed
    {
        Id = kept.Id,
        Properties = ValueWire.Write(kept.State),
        Reasons = { kept.Reasons },
    };

    private static ConfigureErrorMissingKeys MissingKeys(MissingKeysException missing) => new ConfigureErrorMissingKeys
    {
        MissingKeys =
        {
            missing.Keys.Select(key => new ConfigureErrorMissingKeys.Types.MissingKey
            {
                Name = key.Name,
                Description = key.Description,
            }),
        },
    };
}
