using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Health.V1;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Provider;

/// <summary>The real plugin in a process of its own, with this test as its engine.</summary>
internal sealed class Plugin : IAsyncDisposable
{
    private readonly Process process;
    private readonly GrpcServer engine;
    private readonly GrpcChannel channel;
    private readonly ConcurrentQueue<LogRequest> logs;
    private readonly Task<string> stderr;

    private Plugin(Process process, GrpcServer engine, string address, ConcurrentQueue<LogRequest> logs)
    {
        (this.process, this.engine, this.logs, Address) = (process, engine, logs, address);
        channel = new GrpcChannel(address);
        stderr = process.StandardError.ReadToEndAsync();
    }

    /// <summary>
    /// The command that starts the plugin: the one just built, or the executable that PEERING_PLUGIN names (the packaged one).
    /// </summary>
    public static IReadOnlyList<string> Command { get; } = Environment.GetEnvironmentVariable("PEERING_PLUGIN") is { } named
        ? [Path.GetFullPath(named, Repository.Root)]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, "pulumi-resource-peering.dll")];

    public Process Process => process;

    /// <summary>Host and port, for calls by hand.</summary>
    public string Address { get; }

    /// <summary>What the plugin told its user, in order.</summary>
    public IReadOnlyCollection<LogRequest> Logs => logs;

    /// <param name="environment">Besides this test's own, which lends no credentials.</param>
    /// <param name="attach">As under a debugger: the engine comes later.</param>
    /// <param name="old">The engine knows no Handshake.</param>
    /// <param name="flags">On the command line, before the engine's address.</param>
    public static async Task<Plugin> StartAsync(
        IReadOnlyDictionary<string, string>? environment = null, bool attach = false, bool old = false, params string[] flags)
    {
        var logs = new ConcurrentQueue<LogRequest>();
        var engine = await GrpcServer.StartAsync(
            new GrpcService("pulumirpc.Engine").Unary<LogRequest, Empty>("Log", (request, _) =>
            {
                logs.Enqueue(request);
                return Task.FromResult(new Empty());
            }),
            new GrpcService("grpc.health.v1.Health").Unary<HealthCheckRequest, HealthCheckResponse>("Check", (_, _) =>
                Task.FromResult(new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving })));
        var start = new ProcessStartInfo(
            Command[0], [.. Command.Skip(1), .. flags, .. attach ? (string[])[] : [engine.Address]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsCredential).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync();
        var plugin = new Plugin(process, engine, $"127.0.0.1:{port}", logs);
        if (attach)
        {
            await plugin.CallAsync<PluginAttach, Empty>("Attach", new PluginAttach { Address = engine.Address });
        }
        else if (!old)
        {
            await plugin.CallAsync<ProviderHandshakeRequest, ProviderHandshakeResponse>(
                "Handshake", new ProviderHandshakeRequest { EngineAddress = engine.Address });
        }

        return plugin;
    }

    /// <summary>The engine dies without a word: its port closes, and with it our end of the plugin's stdin.</summary>
    public async Task LoseEngineAsync()
    {
        await engine.DisposeAsync();
        process.StandardInput.Close();
    }

    /// <summary>Everything the plugin wrote besides its port; complete once the process has ended.</summary>
    public async Task<string> OutputAsync() => await process.StandardOutput.ReadToEndAsync() + await stderr;

    public Task<TRes> CallAsync<TReq, TRes>(string method, TReq request, CancellationToken cancel = default)
        where TReq : class, Google.Protobuf.IMessage<TReq> where TRes : class, Google.Protobuf.IMessage<TRes>, new() =>
        channel.UnaryAsync<TReq, TRes>($"/pulumirpc.ResourceProvider/{method}", request, default, cancel);

    public IAsyncEnumerable<ListResponse> ListAsync(ListRequest request) =>
        channel.ServerStreamAsync<ListRequest, ListResponse>("/pulumirpc.ResourceProvider/List", request, default, default);

    public Task<RpcException> RefusesAsync<TReq>(string method, TReq request) where TReq : class, Google.Protobuf.IMessage<TReq> =>
        Assert.ThrowsAsync<RpcException>(() => channel.UnaryAsync<TReq, Empty>(
            $"/pulumirpc.ResourceProvider/{method}", request, default, default));

    /// <summary>Waits for a line of the plugin's.</summary>
    public Task<LogRequest> LoggedAsync(Func<LogRequest, bool> wanted)
    {
        return LookAsync().Soon();

        async Task<LogRequest> LookAsync()
        {
            while (true)
            {
                if (logs.FirstOrDefault(wanted) is { } found)
                {
                    return found;
                }

                await Task.Delay(10);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        channel.Dispose();
        await engine.DisposeAsync();
    }

    public static bool IsCredential(string name) =>
        name.StartsWith("MONGODB_ATLAS_", StringComparison.Ordinal) || name.StartsWith("MCLI_", StringComparison.Ordinal);
}
