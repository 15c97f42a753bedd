using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Providers;

/// <summary>One loaded plugin: the connection, what it is able to do, and (unless attached) its process.</summary>
internal sealed class Plugin : IAsyncDisposable
{
    private const string Service = "/pulumirpc.ResourceProvider/";
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(5);

    private readonly GrpcChannel channel;
    private readonly PluginProcess? process;
    private bool closed;

    private Plugin(string package, GrpcChannel channel, PluginProcess? process)
    {
        Package = package;
        this.channel = channel;
        this.process = process;
    }

    public string Package { get; }

    public string Version { get; private set; } = "";

    public bool AcceptsSecrets { get; set; }

    public bool AcceptsResources { get; set; }

    /// <summary>Plugins from before Handshake say what they accept when they are configured.</summary>
    public bool Handshook { get; private set; }

    public static async Task<Plugin> StartAsync(
        PluginHost host, string package, string? version, CancellationToken cancel)
    {
        var executable = new PluginLocator(host.Settings, host.Warn).Find(package, version);
        var process = await PluginProcess.StartAsync(
            executable, host.EngineAddress, host.RootDirectory, host.EnvironmentOf(package),
            line => host.Debug($"{package}: {line}"), cancel);
        var plugin = new Plugin(package, Channel(process.Port), process);
        return await GreetAsync(plugin, host, version, Path.GetDirectoryName(Path.GetFullPath(executable)), cancel);
    }

    public static Task<Plugin> AttachAsync(
        PluginHost host, string package, int port, string? version, CancellationToken cancel) =>
        GreetAsync(new Plugin(package, Channel(port), null), host, version, null, cancel);

    /// <exception cref="ProviderException">The plugin refused, or died.</exception>
    public async Task<TRes> CallAsync<TReq, TRes>(string method, TReq request, CancellationToken cancel)
        where TReq : class, IMessage<TReq>, new() where TRes : class, IMessage<TRes>, new()
    {
        try
        {
            return await channel.UnaryAsync<TReq, TRes>(Service + method, request, default, cancel);
        }
        catch (RpcException error)
        {
            if (error.Code == StatusCode.Unavailable && process is not null
                && await process.ObituaryAsync() is { } obituary)
                throw new ProviderException(obituary, error.Code, inner: error);
            throw ProviderException.From(error, $"the provider '{Package}'");
        }
    }

    /// <summary>Asks the plugin to end what it is doing; it stays usable.</summary>
    public async Task CancelAsync(TimeSpan timeout)
    {
        try
        {
            await channel.UnaryAsync<Empty, Empty>(
                Service + "Cancel", new Empty(), new CallOptions(timeout), CancellationToken.None);
        }
        catch (RpcException)
        {
            // Not every plugin implements Cancel, and one that is gone has nothing left to cancel.
        }
    }

    /// <summary>
    /// May be called again: a provider deleted in the run is closed at once, and once more with all others.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref closed, true))
            return;
        await CancelAsync(CancelTime);
        channel.Dispose();
        if (process is not null)
            await process.DisposeAsync();
    }

    private static GrpcChannel Channel(int port) =>
        new(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));

    private static async Task<Plugin> GreetAsync(
        Plugin plugin, PluginHost host, string? version, string? directory, CancellationToken cancel)
    {
        try
        {
            await plugin.HandshakeAsync(host, directory, cancel);
            if (plugin.process is null)
                await plugin.CallAsync<PluginAttach, Empty>(
                    "Attach", new PluginAttach { Address = host.EngineAddress }, cancel);
            plugin.Version = (await plugin.CallAsync<Empty, PluginInfo>("GetPluginInfo", new Empty(), cancel)).Version;
            plugin.CompareVersion(host, version);
            return plugin;
        }
        catch (ProviderException failed)
        {
            await plugin.DisposeAsync();
            throw new EngineException($"the plugin for '{plugin.Package}' could not be loaded: {failed.Message}",
                failed);
        }
        catch
        {
            await plugin.DisposeAsync();
            throw;
        }
    }

    private async Task HandshakeAsync(PluginHost host, string? directory, CancellationToken cancel)
    {
        var request = new ProviderHandshakeRequest
        {
            EngineAddress = host.EngineAddress,
            ConfigureWithUrn = true,
            InvokeWithPreview = true,
        };
        if (directory is not null)
        {
            request.RootDirectory = directory;
            request.ProgramDirectory = directory;
        }

        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var answer = await CallAsync<ProviderHandshakeRequest, ProviderHandshakeResponse>(
                    "Handshake", request, cancel);
                AcceptsSecrets = answer.AcceptSecrets;
                AcceptsResources = answer.AcceptResources;
                Handshook = true;
                return;
            }
            catch (ProviderException old) when (old.Code == StatusCode.Unimplemented)
            {
                return;
            }
            catch (ProviderException early)
                when (early.Code == StatusCode.Unavailable && process is not { HasEnded: true }
                && TimeProvider.System.GetElapsedTime(started) < ConnectTime)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancel);
            }
        }
    }

    private void CompareVersion(PluginHost host, string? wanted)
    {
        if (wanted is null || SemanticVersion.TryParse(wanted) is not { } asked)
            return;
        var has = SemanticVersion.TryParse(Version);
        if (has is null || asked.CompareTo(has) > 0)
            host.Warn($"{Package} {wanted} is asked for, but the plugin found is "
                + (Version.Length == 0 ? "of no version" : Version));
    }
}
