using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Peering.Tests.Atlas;

/// <summary>A request as it came over the wire, counted from 1.</summary>
internal sealed record Seen(int Number, string Method, string Target, Dictionary<string, string> Headers, string Body)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}

/// <summary>A real HTTP server on loopback whose answers a test writes down.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Seen> _seen = new();
    private readonly Func<Seen, Task<Reply>> _script;
    private int _count;

    private ScriptedServer(Func<Seen, Task<Reply>> script)
    {
        _script = script;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Url => new(_app.Services.GetRequiredService<IServer>()
        .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public IReadOnlyList<Seen> Seen => [.. _seen.OrderBy(seen => seen.Number)];

    /// <summary>One answer per request, in order; a request too many is answered 418.</summary>
    public static Task<ScriptedServer> StartAsync(params IReadOnlyList<Reply> replies) => StartAsync(
        seen => seen.Number <= replies.Count ? replies[seen.Number - 1] : new Reply(418));

    public static Task<ScriptedServer> StartAsync(Func<Seen, Reply> script) =>
        StartAsync(seen => Task.FromResult(script(seen)));

    public static async Task<ScriptedServer> StartAsync(Func<Seen, Task<Reply>> script)
    {
        var server = new ScriptedServer(script);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var seen = new Seen(
            Interlocked.Increment(ref _count),
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        _seen.Enqueue(seen);
        var reply = await _script(seen);
        switch (reply.Then)
        {
            case Reply.Act.Drop:
                context.Abort();
                return;
            case Reply.Act.Hang:
                var gone = new TaskCompletionSource();
                await using (context.RequestAborted.Register(gone.SetResult))
                {
                    await gone.Task.Soon();
                }

                return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        var body = reply.Raw ?? Encoding.UTF8.GetBytes(reply.Body);
        if (reply.Then == Reply.Act.BreakOff)
        {
            context.Response.ContentLength = body.Length + 100;
            await context.Response.Body.WriteAsync(body);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body);
        }
    }
}
