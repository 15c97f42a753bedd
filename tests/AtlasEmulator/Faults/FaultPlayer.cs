using System.Text;
using System.Text.Json.Nodes;
using AtlasEmulator.Http;
using Microsoft.AspNetCore.Http;

namespace AtlasEmulator.Faults;

/// <summary>Plays one rule on one request.</summary>
internal sealed class FaultPlayer(
    HttpContext context, FaultRule rule, bool isOAuth, DateTimeOffset now, Func<Answer> execute, Action<Answer?> log)
{
    private const string Page =
        "<html><head><title>Bad gateway</title></head><body><h1>The server is having a moment</h1></body></html>";

    public Task PlayAsync(CancellationToken cancel)
    {
        if (rule.Execute && rule.Kind is FaultKind.Error or FaultKind.Html or FaultKind.Reset or FaultKind.Redirect
            or FaultKind.Hang)
            execute();
        return rule.Kind switch
        {
            FaultKind.Error => SendAsync(Error()),
            FaultKind.Html => SendAsync(new Answer(rule.Status ?? 502, "text/html", Encoding.UTF8.GetBytes(Page))),
            FaultKind.Redirect => SendAsync(Answer.Empty(rule.Status ?? 302) with
            {
                Headers = [new("Location", rule.Location ?? "/elsewhere")],
            }),
            FaultKind.Oversize => SendAsync(Oversize(rule.Size ?? 64 << 20)),
            FaultKind.WrongContentType => SendAsync(execute() with { ContentType = "text/html" }),
            FaultKind.Delay => DelayAsync(cancel),
            FaultKind.Drip => DripAsync(cancel),
            FaultKind.Truncate => TruncateAsync(cancel),
            FaultKind.Hang => HangAsync(cancel),
            _ => ResetAsync(),
        };
    }

    private Task SendAsync(Answer answer)
    {
        log(answer);
        return Sender.SendAsync(context, Stamp(answer));
    }

    private Answer Stamp(Answer answer)
    {
        if (rule.SkewSeconds is not { } skew) return answer;
        var clock = now.AddSeconds(skew);
        return answer with
        {
            Headers = [
                .. answer.Headers.Select(header => header.Key == "Retry-After"
                    ? new(header.Key, clock.AddSeconds(rule.RetryAfter ?? 0).ToString("R")) : header),
                new("Date", clock.ToString("R")),
            ],
        };
    }

    private Answer Error()
    {
        var code = rule.ErrorCode ?? (rule.Status == 429 ? "RATE_LIMITED" : "UNEXPECTED_ERROR");
        var status = rule.Status ?? ErrorCatalog.StatusOf(code) ?? 500;
        var detail = rule.Detail ?? $"This is how {code} looks.";

        // The OAuth endpoints keep their own error form except where something in front of them answers.
        if (isOAuth && status is 400 or 401 or 403 or 500)
            return Answer.Json(status, new JsonObject { ["error"] = "server_error", ["error_description"] = detail });
        return Answer.Error(
            new AtlasError(status, code, detail, [.. rule.Parameters]) { RetryAfter = rule.RetryAfter });
    }

    /// <summary>With Execute it is carried out after the delay, whether anybody still waits for it or not.</summary>
    private async Task DelayAsync(CancellationToken cancel)
    {
        if (rule.Execute) log(null);
        await Task.Delay(rule.DelayMilliseconds, rule.Execute ? CancellationToken.None : cancel);
        var answer = execute();
        if (!rule.Execute) log(answer);
        await Sender.SendAsync(context, Stamp(answer));
    }

    private async Task DripAsync(CancellationToken cancel)
    {
        var answer = execute();
        log(answer);
        Sender.Begin(context, answer);
        for (var rest = answer.Body; rest.Length > 0; rest = rest[Math.Min(rest.Length, rule.Size ?? 1)..])
        {
            await context.Response.Body.WriteAsync(rest[..Math.Min(rest.Length, rule.Size ?? 1)], cancel);
            await context.Response.Body.FlushAsync(cancel);
            await Task.Delay(rule.DelayMilliseconds, cancel);
        }
    }

    private async Task TruncateAsync(CancellationToken cancel)
    {
        var answer = execute();
        if (answer.Body.IsEmpty)
        {
            // Nothing to break off: a whole answer before the break would hit the next request of the connection.
            await ResetAsync();
            return;
        }

        log(answer);
        Sender.Begin(context, answer);
        await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], cancel);
        await context.Response.Body.FlushAsync(cancel);
        context.Abort();
    }

    private async Task HangAsync(CancellationToken cancel)
    {
        log(null);
        await Task.Delay(Timeout.Infinite, cancel);
    }

    private Task ResetAsync()
    {
        log(null);
        context.Abort();
        return Task.CompletedTask;
    }

    private static Answer Oversize(int size)
    {
        var body = new byte[Math.Max(size, 2)];
        Array.Fill(body, (byte)' ');
        body[0] = (byte)'{';
        body[^1] = (byte)'}';
        return new Answer(200, "application/json", body);
    }
}
