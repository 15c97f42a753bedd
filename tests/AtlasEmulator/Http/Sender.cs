using Microsoft.AspNetCore.Http;

namespace AtlasEmulator.Http;

/// <summary>Puts an answer on the wire.</summary>
internal static class Sender
{
    public static async Task SendAsync(HttpContext context, Answer answer)
    {
        Begin(context, answer);
        if (answer.Body.Length > 0) await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>Status and headers only; the caller sends the body, or part of it.</summary>
    public static void Begin(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.Server = "mdbws";
        foreach (var (name, value) in answer.Headers) response.Headers.Append(name, value);
        if (answer.ErrorCode is { } code) response.Headers["X-Error-Code"] = code;
        if (answer.ContentType is { } type) response.Headers.ContentType = type;
        if (answer.Status != StatusCodes.Status204NoContent) response.ContentLength = answer.Body.Length;
    }
}
