using AtlasEmulator.Control;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using Microsoft.AspNetCore.Http;

namespace AtlasEmulator.Http;

/// <summary>One request from arrival to log entry and answer, with the faults in between.</summary>
internal sealed class Pipeline(
    AtlasWorld world, AtlasApi api, FaultBook faults, RequestLog log, ControlEndpoints control)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Path.StartsWithSegments("/_emulator", out var rest))
                await Sender.SendAsync(context, await control.HandleAsync(context, rest.Value ?? ""));
            else
                await HandleApiAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has hung up: there is nobody left to answer.
        }
        catch (Exception bug) when (!context.Response.HasStarted)
        {
            // A defect of the emulator must not pass for one of Atlas's own faults.
            await Sender.SendAsync(context, Answer.Error(new AtlasError(500, "EMULATOR_DEFECT", bug.ToString())));
        }
    }

    private async Task HandleApiAsync(HttpContext context)
    {
        var number = log.NextNumber();
        var request = await Inbound.ReadAsync(context);
        var isOAuth = AtlasApi.IsOAuth(request);
        var caller = api.Identify(request);
        var entry = request.Draft(number, world.Clock, withBody: !isOAuth) with { AuthScheme = caller.Scheme };

        // Whoever is still being challenged meets only the faults meant for that: "the second GET" counts real calls.
        var fault = faults.Take(request.Method, request.Target, challenged: caller.Refusal is not null);
        var executed = default(Answer);
        Answer Execute()
        {
            var answer = api.Execute(request, caller);
            return executed = world.Options.OmitProviderName ? answer.Without("providerName") : answer;
        }

        void Log(Answer? sent) => log.Add(entry with
        {
            Authenticated = caller.Role is not null || (isOAuth && executed is { Status: not 401 }),
            Challenge = caller.Refusal is not null && sent?.Status == 401,
            Status = sent?.Status,
            ErrorCode = sent?.ErrorCode,
            Executed = executed is not null && caller.Refusal is null,
            Fault = fault?.Id,
        });

        if (fault is not null)
        {
            await new FaultPlayer(context, fault.Rule, isOAuth, world.Clock.Now, Execute, Log).PlayAsync(context.RequestAborted);
            return;
        }

        // Logged before it is sent: who has the answer in hand finds the entry.
        var answer = Execute();
        Log(answer);
        await Sender.SendAsync(context, answer);
    }
}
