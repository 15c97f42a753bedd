using System.Reflection;
using Rpc;
using Pulumirpc;

namespace Pulumi;

/// <summary>Tells the user each failure once, and knows how the process has to end.</summary>
internal sealed class FailureReport(Func<EngineLog> log)
{
    // 32 tells the engine that the user has been told why.
    public const int FailedAndReported = 32;
    private const int FailedUnreported = 1;

    private readonly Lock gate = new();
    private readonly HashSet<Exception> reported = new(ReferenceEqualityComparer.Instance);

    public int? ExitCode { get; private set; }

    /// <summary>A failure comes here once for every output that depended on it, always as the same exception.</summary>
    public void Add(Exception exception)
    {
        lock (gate)
        {
            if (!reported.Add(exception))
                return;
            ExitCode = exception is LogException ? FailedUnreported : ExitCode ?? FailedAndReported;
        }

        if (exception is LogException)
            Console.Error.WriteLine(exception.Message);
        else if (IsShutdown(exception))
            log().Write(LogSeverity.Debug, $"The resource monitor shut down: {exception.Message}", resource: null);
        else
            log().Write(LogSeverity.Error, Describe(exception), (exception as ResourceException)?.Resource);
    }

    // The engine ends the conversation after another step failed, or when it was cancelled: it has said why itself.
    public static bool IsShutdown(Exception exception) =>
        exception is RpcException { Code: StatusCode.Unavailable or StatusCode.Cancelled };

    private static string? Program => Assembly.GetEntryAssembly()?.Location;

    private static string Describe(Exception exception) => exception switch
    {
        RunException or UnsupportedFeatureException or ResourceException { HideStack: true } => exception.Message,
        RpcException => $"The engine refused a request: {exception.Message}",
        _ => $"Running program '{Program}' failed with an unhandled exception:\n{exception}",
    };
}
