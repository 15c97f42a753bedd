using System.Collections.Frozen;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Monitor;

/// <summary>
/// The resource monitor: the program's view of the engine. Translates, and leaves the work to the registrar.
/// </summary>
internal sealed class MonitorService(RunContext run, ResourceRegistrar registrar)
{
    /// <summary>Everything else is answered "no", so SDKs refuse it before it comes here.</summary>
    private static readonly FrozenDictionary<string, ResourceMonitorFeature> Features =
        new Dictionary<string, ResourceMonitorFeature>
        {
            ["secrets"] = ResourceMonitorFeature.Secrets,
            ["resourceReferences"] = ResourceMonitorFeature.ResourceReferences,
            ["aliasSpecs"] = ResourceMonitorFeature.AliasSpecs,
            ["deletedWith"] = ResourceMonitorFeature.DeletedWith,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly PackageReferences packages = new();

    public GrpcService Build() => new GrpcService("pulumirpc.ResourceMonitor")
        .Unary<SupportsFeatureRequest, SupportsFeatureResponse>("SupportsFeature", (request, _) =>
            Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.ContainsKey(request.Id) }))
        .Unary<Empty, DeploymentInfo>("GetDeploymentInfo", (_, _) => Task.FromResult(Info()))
        .Unary<RegisterResourceRequest,
            RegisterResourceResponse>("RegisterResource", Guarded<RegisterResourceRequest, RegisterResourceResponse>(
            RegisterAsync))
        .Unary<RegisterResourceOutputsRequest,
            Empty>("RegisterResourceOutputs", Guarded<RegisterResourceOutputsRequest, Empty>(
            RegisterOutputsAsync))
        .Unary<ReadResourceRequest,
            ReadResourceResponse>("ReadResource", Guarded<ReadResourceRequest, ReadResourceResponse>(
            ReadAsync))
        .Unary<ResourceInvokeRequest,
            ResourceInvokeResponse>("Invoke", Guarded<ResourceInvokeRequest, ResourceInvokeResponse>(
            InvokeAsync))
        .Unary<RegisterPackageRequest,
            RegisterPackageResponse>("RegisterPackage", Guarded<RegisterPackageRequest, RegisterPackageResponse>(
            (request, _) => Task.FromResult(
                new RegisterPackageResponse { Ref = packages.Register(request) })))
        // There are no hooks to serve, so nobody has to stay: the exit code decides what happens next.
        .Unary<Empty, Empty>("SignalAndWaitForShutdown", (_, _) => Task.FromResult(new Empty()))
        .Unary<ResourceCallRequest, CallResponse>("Call", (request, _) =>
            throw Unsupported($"calling the method {request.Tok}"))
        .Unary<Callback, Empty>("RegisterStackTransform", (_, _) => throw Unsupported("a stack transform"))
        .Unary<Callback, Empty>("RegisterStackInvokeTransform", (_, _) => throw Unsupported("a stack invoke transform"))
        // Whatever their requests hold, the answer is the same.
        .Unary<Empty, Empty>("RegisterResourceHook", (_, _) => throw Unsupported("a resource hook"))
        .Unary<Empty, Empty>("RegisterErrorHook", (_, _) => throw Unsupported("an error hook"));

    private async Task<RegisterResourceResponse> RegisterAsync(
        RegisterResourceRequest request, CancellationToken cancel)
    {
        var goal = RegistrationRequests.Goal(request, packages.Resolve(
            request.PackageRef, request.Version, request.PluginDownloadURL), run.Request);
        var state = await registrar.RegisterAsync(goal, cancel);
        var outputs = request.Custom ? state.Outputs : PropertyMap.Empty;
        if (!request.SupportsPartialValues)
            outputs = outputs.Where((_, value) => !value.ContainsUnknown());
        return new RegisterResourceResponse
        {
            Urn = state.Urn,
            Id = state.Id == ProviderRegistry.UnknownId ? "" : state.Id,
            Object = outputs.ToStruct(new WireOptions(true, request.AcceptSecrets, request.AcceptResources)),
        };
    }

    private Task<Empty> RegisterOutputsAsync(RegisterResourceOutputsRequest request, CancellationToken cancel)
    {
        registrar.RegisterOutputs(request.Urn, Decoder().Decode(request.Outputs).WithoutOrigins());
        return Task.FromResult(new Empty());
    }

    private async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request, CancellationToken cancel)
    {
        var goal = RegistrationRequests.Goal(request, packages.Resolve(
            request.PackageRef, request.Version, request.PluginDownloadURL), run.Preview);
        var id = Signatures.IsUnknown(request.Id) ? "" : request.Id;
        if (id.Length == 0 && !run.Preview)
            throw new EngineException($"{request.Type} '{request.Name}' is to be read without an id");
        var state = await registrar.ReadAsync(goal, id, cancel);
        return new ReadResourceResponse
        {
            Urn = state.Urn,
            Properties = state.Outputs.ToStruct(new WireOptions(true, request.AcceptSecrets, request.AcceptResources)),
        };
    }

    private async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request, CancellationToken cancel)
    {
        var args = Decoder().Decode(request.Args).WithoutOrigins();
        var wire = new WireOptions(false, true, request.AcceptResources);
        if (request.Tok == "pulumi:pulumi:getResource")
            return new ResourceInvokeResponse { Return = GetResource(args).ToStruct(wire) };
        if (args.ContainsUnknown())
            return new ResourceInvokeResponse { Return = new Struct(), Unknown = true };

        var package = request.Tok.Split(':')[0];
        var provider = await registrar.ProviderAsync(package, request.Provider, request.Parent, packages.Resolve(
            request.PackageRef, request.Version, request.PluginDownloadURL), cancel);
        var (result, problems) = await provider.InvokeAsync(request.Tok, args, run.Preview, cancel);
        var response = new ResourceInvokeResponse
        {
            Return = (result ?? PropertyMap.Empty).ToStruct(wire),
            Unknown = result is null,
        };
        response.Failures.AddRange(problems.Select(p => new CheckFailure { Property = p.Property, Reason = p.Reason }));
        return response;
    }

    /// <summary>What SDKs ask to make a resource out of a reference to it.</summary>
    private PropertyMap GetResource(PropertyMap args)
    {
        var urn = (args.GetValueOrDefault("urn") as TextValue)?.Value ?? "";
        var state = registrar.Find(urn) ?? throw new EngineException($"unknown resource {urn}");
        return PropertyMap.Of(
            ("urn", PropertyValue.Of(urn)), ("id", PropertyValue.Of(state.Id)),
            ("state", PropertyValue.Of(state.Outputs)));
    }

    private DeploymentInfo Info()
    {
        var info = new DeploymentInfo
        {
            Project = run.Request.Project,
            Stack = run.Request.Stack,
            Organization = run.Request.Organization,
            DryRun = run.Preview,
            Parallel = run.Request.Parallel,
        };
        info.Config.Add(run.Request.Config.ToDictionary());
        info.ConfigSecretKeys.AddRange(run.Request.SecretConfigKeys);
        info.SupportedFeatures.AddRange(Features.Values.Order());
        return info;
    }

    private StructDecoder Decoder() => new("the program", allowUnknowns: run.Preview);

    /// <summary>Errors become statuses; whatever asks after the run began to stop is told so.</summary>
    private Func<TReq, CallContext, Task<TRes>> Guarded<TReq, TRes>(Func<TReq, CancellationToken, Task<TRes>> handle) =>
        async (request, call) =>
        {
            try
            {
                if (run.Stopping.IsCancellationRequested)
                    throw new RpcException(StatusCode.Unavailable, "resource monitor shut down");
                return await handle(request, call.Cancelled);
            }
            catch (EngineException refused)
            {
                throw new RpcException(StatusCode.InvalidArgument, refused.Message);
            }
            catch (ProviderException failed)
            {
                throw new RpcException(failed.Code, failed.Message);
            }
        };

    private static RpcException Unsupported(string what) =>
        new(StatusCode.Unimplemented, $"{what} is not supported by this engine");
}
