using Google.Protobuf.WellKnownTypes;
using LocalEngine.Events;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Monitor;

/// <summary>What programs and providers may say to the engine that is not about resources.</summary>
internal sealed class EngineService(Action<DiagnosticRaised> diagnose)
{
    /// <summary>The Pulumi whose protocols this engine speaks; what version requirements are held against.</summary>
    private const string SpokenVersion = "3.259.0";

    /// <summary>Told by Node programs; empty until then.</summary>
    public string RootUrn { get; private set; } = "";

    public GrpcService Build() => new GrpcService("pulumirpc.Engine")
        .Unary<LogRequest, Empty>("Log", (request, _) =>
        {
            diagnose(new DiagnosticRaised(
                SeverityOf(request.Severity), request.Urn, request.Message, request.StreamId, request.Ephemeral));
            return Task.FromResult(new Empty());
        })
        .Unary<GetRootResourceRequest, GetRootResourceResponse>("GetRootResource", (_, _) =>
            Task.FromResult(new GetRootResourceResponse { Urn = RootUrn }))
        .Unary<SetRootResourceRequest, SetRootResourceResponse>("SetRootResource", (request, _) =>
        {
            RootUrn = request.Urn;
            return Task.FromResult(new SetRootResourceResponse());
        })
        .Unary<RequirePulumiVersionRequest, RequirePulumiVersionResponse>("RequirePulumiVersion", (request, _) =>
            VersionRange.Holds(request.PulumiVersionRange, SpokenVersion)
                ? Task.FromResult(new RequirePulumiVersionResponse())
                : throw new RpcException(StatusCode.FailedPrecondition,
                    $"Pulumi {request.PulumiVersionRange} is required, but this engine speaks as {SpokenVersion}"));

    private static DiagnosticSeverity SeverityOf(LogSeverity severity) => severity switch
    {
        LogSeverity.Debug => DiagnosticSeverity.Debug,
        LogSeverity.Info => DiagnosticSeverity.Info,
        LogSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Error,
    };
}
