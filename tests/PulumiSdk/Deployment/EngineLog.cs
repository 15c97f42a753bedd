using Rpc;
using Pulumirpc;

namespace Pulumi;

/// <summary>What the program says to its user, in the order it was said.</summary>
internal sealed class EngineLog(Connection engine, Action<Task> watch)
{
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;

    public bool HasErrors { get; private set; }

    public void Write(
        LogSeverity severity, string message, Resource? resource, int? streamId = null, bool? ephemeral = null)
    {
        var request = new LogRequest
        {
            Severity = severity,
            Message = message,
            StreamId = streamId ?? 0,
            Ephemeral = ephemeral ?? false,
        };
        Task sent;
        lock (gate)
        {
            HasErrors |= severity == LogSeverity.Error;
            sent = last = SendAfterAsync(last, request, resource);
        }

        watch(sent);
    }

    private async Task SendAfterAsync(Task previous, LogRequest request, Resource? resource)
    {
        await previous;
        request.Urn = resource is null ? "" : await UrnOrNoneAsync(resource);
        try
        {
            await engine.LogAsync(request);
        }
        catch (RpcException exception)
        {
            throw new LogException(exception);
        }
    }

    private static async Task<string> UrnOrNoneAsync(Resource resource)
    {
        // A resource that failed has no URN. Its failure is reported where it happened.
        await Task.WhenAny(resource.Urn.Data);
        return resource.Urn.Data.IsCompletedSuccessfully ? resource.Urn.Settled : "";
    }
}
