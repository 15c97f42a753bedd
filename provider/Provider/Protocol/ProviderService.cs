using Google.Protobuf.WellKnownTypes;
using Peering.Lifecycle;
using Peering.Resources;
using Rpc;
using Pulumirpc;

namespace Peering.Protocol;

/// <summary>
/// pulumirpc.ResourceProvider: what is asked about the plugin itself, and the way every call takes. Configuration and
/// resources are <see cref="ConfigCalls"/> and <see cref="ResourceCalls"/>; what a component provider would serve
/// (Parameterize, Call, Construct) is not registered and so Unimplemented.
/// </summary>
/// <param name="engine">
/// The engine's address from the command line, which is all that one older than Handshake tells.
/// </param>
internal sealed class ProviderService(string? engine = null) : IAsyncDisposable
{
    private static readonly TimeSpan TimeToTell = TimeSpan.FromSeconds(5);

    private readonly Session session = new();
    private volatile CancellationTokenSource running = new();
    private volatile EngineLog? log = engine is null ? null : new EngineLog(engine);

    public GrpcService Describe()
    {
        var service = new GrpcService("pulumirpc.ResourceProvider")
            .Unary<ProviderHandshakeRequest, ProviderHandshakeResponse>("Handshake", (request, _) => Handshake(request))
            .Unary<PluginAttach, Empty>("Attach", (request, _) => Attach(request.Address))
            .Unary<Empty, PluginInfo>(
                "GetPluginInfo", (_, _) => Task.FromResult(new PluginInfo { Version = PluginVersion.Text }))
            .Unary<GetSchemaRequest, GetSchemaResponse>("GetSchema", (request, _) => GetSchema(request))
            // An error here would break `pulumi convert` for every provider; there is nothing to map.
            .Unary<GetMappingRequest, GetMappingResponse>(
                "GetMapping", (_, _) => Task.FromResult(new GetMappingResponse()))
            .Unary<GetMappingsRequest, GetMappingsResponse>(
                "GetMappings", (_, _) => Task.FromResult(new GetMappingsResponse()))
            .Unary<Empty, Empty>("Cancel", (_, _) => Cancel());
        new ConfigCalls(this, session).AddTo(service);
        new ResourceCalls(this, new Lazy<Catalog>(() => new Catalog(session))).AddTo(service);
        return service;
    }

    /// <summary>The engine to tell things to, once it is known.</summary>
    public EngineLog? Log => log;

    /// <summary>
    /// One verb: cancelled with the call or by Cancel, any failure told as the right status, and nothing secret of
    /// <paramref name="bags"/> said on the way.
    /// </summary>
    public async Task<T> RunAsync<T>(
        string urn, CallContext call, Func<Operation, Task<T>> verb, params IReadOnlyList<Struct?> bags)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, running.Token);
        var scrubber = new Scrubber(bags);
        var lasting = Task.CompletedTask;
        try
        {
            return await verb(new Operation(urn, Tell, stop.Token));
        }
        catch (Exception failure)
        {
            throw scrubber.Clean(RpcErrors.From(failure));
        }
        finally
        {
            // After the last answer the engine lets go of the plugin, and of what it has not heard by then.
            if (!lasting.IsCompleted)
            {
                await Task.WhenAny(lasting, Task.Delay(TimeToTell));
            }
        }

        void Tell(Severity severity, string text, bool ephemeral)
        {
            var told = log?.Log(urn, severity, scrubber.Clean(text), ephemeral) ?? Task.CompletedTask;
            lasting = ephemeral ? lasting : told;
        }
    }

    /// <summary>A verb that only thinks: done before anything could cancel it.</summary>
    public static Task<T> Run<T>(Func<T> verb, params IReadOnlyList<Struct?> bags)
    {
        try
        {
            return Task.FromResult(verb());
        }
        catch (Exception failure)
        {
            throw new Scrubber(bags).Clean(RpcErrors.From(failure));
        }
    }

    /// <summary>
    /// Ends everything under way. A later call runs again: an attached plugin outlives the engine's runs.
    /// </summary>
    public async Task<Empty> Cancel()
    {
        var cancelled = Interlocked.Exchange(ref running, new CancellationTokenSource());
        await cancelled.CancelAsync();
        return new Empty();
    }

    public async ValueTask DisposeAsync()
    {
        await Cancel();
        await session.DisposeAsync();
        if (log is { } last)
        {
            await last.DisposeAsync();
        }
    }

    private async Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request)
    {
        await Attach(request.EngineAddress);
        return new ProviderHandshakeResponse { AcceptSecrets = true, AcceptResources = true };
    }

    private async Task<Empty> Attach(string address)
    {
        if (address.Length > 0 && Interlocked.Exchange(ref log, new EngineLog(address)) is { } former)
        {
            await former.DisposeAsync();
        }

        return new Empty();
    }

    private static async Task<GetSchemaResponse> GetSchema(GetSchemaRequest request)
    {
        if (request.Version != 0)
        {
            throw new RpcException(StatusCode.InvalidArgument,
                $"Schema version {request.Version} does not exist; this provider speaks version 0.");
        }

        if (request.SubpackageName.Length > 0)
        {
            throw new RpcException(StatusCode.InvalidArgument,
                $"There is no subpackage '{request.SubpackageName}': this provider takes no parameters.");
        }

        await using var stream = typeof(ProviderService).Assembly.GetManifestResourceStream("schema.json")
            ?? throw new InvalidOperationException("The plugin was built without its schema; run `make schema` and "
                + "build again.");
        using var reader = new StreamReader(stream);
        return new GetSchemaResponse { Schema = await reader.ReadToEndAsync() };
    }
}
