using Peering.Lifecycle;
using Peering.Resources;
using Rpc;
using Pulumirpc;

namespace Peering.Protocol;

/// <summary>The calls about the provider resource: its inputs checked, compared and put to use.</summary>
internal sealed class ConfigCalls(ProviderService provider, Session session)
{
    public void AddTo(GrpcService service) => service
        .Unary<CheckRequest, CheckResponse>("CheckConfig", CheckConfig)
        .Unary<DiffRequest, DiffResponse>("DiffConfig", DiffConfig)
        .Unary<ConfigureRequest, ConfigureResponse>("Configure", Configure);

    private Task<CheckResponse> CheckConfig(CheckRequest request, CallContext call) =>
        provider.RunAsync(request.Urn, call, _ =>
        {
            // The reply is what came: the engine puts secrets back by key, and `version` must stay as it is.
            var response = new CheckResponse { Inputs = request.News ?? new() };
            response.Failures.AddRange(ProviderConfig.Check(ValueWire.Read(request.News)).Select(Messages.Failure));
            return Task.FromResult(response);
        });

    private Task<DiffResponse> DiffConfig(DiffRequest request, CallContext call) =>
        provider.RunAsync(request.Urn, call, _ =>
        {
            var olds = ValueWire.Read(request.OldInputs ?? request.Olds);
            var changes = ProviderConfig.Diff(olds, ValueWire.Read(request.News), request.IgnoreChanges);
            return Task.FromResult(Messages.Diff(new DiffResult([.. changes], DeleteBeforeReplace: false, [])));
        });

    private Task<ConfigureResponse> Configure(ConfigureRequest request, CallContext call) =>
        provider.RunAsync(request.Urn, call, async operation =>
        {
            await session.ConfigureAsync(ProviderConfig.Read(ValueWire.Read(request.Args)), operation);
            return new ConfigureResponse { AcceptSecrets = true, AcceptResources = true, SupportsPreview = true };
        }, request.Args);
}
