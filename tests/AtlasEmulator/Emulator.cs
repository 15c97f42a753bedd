using System.Net;
using AtlasEmulator.Auth;
using AtlasEmulator.Control;
using AtlasEmulator.Endpoints;
using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using AtlasEmulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AtlasEmulator;

/// <summary>One Atlas on a port of 127.0.0.1, with its own projects, credentials and time.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RequestLog log;

    private Emulator(WebApplication app, ControlPanel control, RequestLog log)
    {
        this.app = app;
        this.log = log;
        Control = control;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        BaseUrl = new Uri(addresses.Addresses.First());
    }

    public Uri BaseUrl { get; }

    /// <summary>The other side, time, limits and faults.</summary>
    public ControlPanel Control { get; }

    /// <summary>What was asked of the API so far, in order of arrival.</summary>
    public IReadOnlyList<LoggedRequest> Requests => log.Snapshot();

    /// <summary>The first request that matches: one that is logged already, or one yet to come.</summary>
    public Task<LoggedRequest> RequestAsync(Func<LoggedRequest, bool> match) => log.WhenAsync(match);

    public static async Task<Emulator> StartAsync(EmulatorOptions? options = null, CancellationToken cancel = default)
    {
        var chosen = options ?? new EmulatorOptions();
        var world = new AtlasWorld(chosen);
        var (tokens, nonces, limiter) = (new TokenStore(world), new NonceStore(world), new RateLimiter(world));
        var (faults, log) = (new FaultBook(), new RequestLog());
        var authenticator = new Authenticator(world, tokens, new DigestAuth(world, nonces));
        var api = new AtlasApi(world, authenticator, new OAuthEndpoints(world, tokens), limiter);
        var control = new ControlPanel(world, tokens, nonces, limiter, faults, log);
        var pipeline = new Pipeline(world, api, faults, log, new ControlEndpoints(control, log));

        // The empty builder reads no settings, environment or command line: an emulator is what its options say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, chosen.Port);
        });
        var app = builder.Build();
        app.Run(pipeline.HandleAsync);
        await app.StartAsync(cancel);
        return new Emulator(app, control, log);
    }

    public async ValueTask DisposeAsync()
    {
        // Clients that hang on a fault must not hold up the end.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}
