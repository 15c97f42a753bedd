using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Peering.Lifecycle;
using Peering.Resources;
using Rpc;
using Pulumirpc;

namespace Peering.Protocol;

/// <summary>The calls about resources and functions: read the message, let the kind do it, write the answer.</summary>
internal sealed class ResourceCalls(ProviderService provider, Lazy<Catalog> catalog)
{
    /// <summary>Objects on a page of a listing when the engine names no number, which it never does.</summary>
    private const int DefaultPageSize = 100;

    /// <summary>What Atlas gives at once.</summary>
    private const int LargestPage = 500;

    public void AddTo(GrpcService service) => service
        .Unary<CheckRequest, CheckResponse>("Check", Check)
        .Unary<DiffRequest, DiffResponse>("Diff", Diff)
        .Unary<CreateRequest, CreateResponse>("Create", Create)
        .Unary<ReadRequest, ReadResponse>("Read", Read)
        .Unary<UpdateRequest, UpdateResponse>("Update", Update)
        .Unary<DeleteRequest, Empty>("Delete", Delete)
        .Unary<InvokeRequest, InvokeResponse>("Invoke", Invoke)
        .ServerStream<ListRequest, ListResponse>("List", (request, call) => List(request, call, call.Cancelled));

    private Task<CheckResponse> Check(CheckRequest request, CallContext call) =>
        ProviderService.Run(() =>
        {
            var result = KindOf(request.Type, request.Urn).Check(ValueWire.Read(request.News));
            var response = new CheckResponse { Inputs = ValueWire.Write(result.Inputs) };
            response.Failures.AddRange(result.Failures.Select(Messages.Failure));
            return response;
        }, request.News);

    private Task<DiffResponse> Diff(DiffRequest request, CallContext call) =>
        ProviderService.Run(() => Messages.Diff(KindOf(request.Type, request.Urn).Diff(
            request.Id, ValueWire.Read(request.OldInputs), ValueWire.Read(request.Olds), ValueWire.Read(request.News),
            request.IgnoreChanges)), request.OldInputs, request.Olds, request.News);

    private Task<CreateResponse> Create(CreateRequest request, CallContext call) =>
        provider.RunAsync(request.Urn, call, async operation =>
        {
            var kind = KindOf(request.Type, request.Urn);
            var inputs = ValueWire.Read(request.Properties);
            var (id, state) = request.Preview
                ? ("", await kind.PreviewCreateAsync(inputs, operation))
                : await kind.CreateAsync(inputs, Limit(request.Timeout, kind), operation);
            return new CreateResponse { Id = id, Properties = ValueWire.Write(state) };
        }, request.Properties);

    private Task<ReadResponse> Read(ReadRequest request, CallContext call) =>
        provider.RunAsync(request.Urn, call, async operation =>
        {
            var kind = KindOf(request.Type, request.Urn);
            // Import comes without inputs; a refresh, and a `.get`, with them.
            var known = request.Inputs is null ? null : ValueWire.Read(request.Inputs);
            var state = request.Properties is null ? null : ValueWire.Read(request.Properties);
            var found = await kind.ReadAsync(request.Id, known, state, Limit(request.Timeout, kind), operation);
            // "Gone" is an empty id and unset properties; an empty Struct would count as a resource in a `.get`.
            return found is null ? new ReadResponse() : new ReadResponse
            {
                Id = found.Id,
                Inputs = ValueWire.Write(found.Inputs),
                Properties = ValueWire.Write(found.State),
            };
        }, request.Inputs, request.Properties);

    private Task<UpdateResponse> Update(UpdateRequest request, CallContext call) =>
        provider.RunAsync(request.Urn, call, async operation =>
        {
            var kind = KindOf(request.Type, request.Urn);
            var (oldInputs, oldState) = (ValueWire.Read(request.OldInputs), ValueWire.Read(request.Olds));
            var inputs = ValueWire.Read(request.News);
            var state = request.Preview
                ? kind.PreviewUpdate(oldState, inputs)
                : await kind.UpdateAsync(
                    request.Id, oldInputs, oldState, inputs, Limit(request.Timeout, kind), operation);
            return new UpdateResponse { Properties = ValueWire.Write(state) };
        }, request.OldInputs, request.Olds, request.News);

    private Task<Empty> Delete(DeleteRequest request, CallContext call) =>
        provider.RunAsync(request.Urn, call, async operation =>
        {
            var kind = KindOf(request.Type, request.Urn);
            await kind.DeleteAsync(
                request.Id, ValueWire.Read(request.Properties), Limit(request.Timeout, kind), operation);
            return new Empty();
        }, request.OldInputs, request.Properties);

    private Task<InvokeResponse> Invoke(InvokeRequest request, CallContext call) =>
        provider.RunAsync("", call, async operation =>
        {
            var function = catalog.Value.Function(request.Tok) ?? throw new RpcException(StatusCode.InvalidArgument,
                $"There is no function '{request.Tok}' in this provider (version {PluginVersion.Text}).");
            var (result, failures) = await function.InvokeAsync(ValueWire.Read(request.Args), operation);
            var response = new InvokeResponse { Return = result is null ? null : ValueWire.Write(result) };
            response.Failures.AddRange(failures.Select(Messages.Failure));
            return response;
        }, request.Args);

    private async IAsyncEnumerable<ListResponse> List(
        ListRequest request, CallContext call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (from, size) = PageOf(request);
        var page = await provider.RunAsync("", call, operation => KindOf(request.Token, request.Token)
            .ListAsync(ValueWire.Read(request.Query), from, size, operation));
        foreach (var item in page.Items)
        {
            yield return new ListResponse { Result = new ListResponse.Types.Result { Id = item.Id, Name = item.Name } };
        }

        yield return new ListResponse
        {
            Continuation = new ListResponse.Types.Continuation
            {
                ContinuationToken = page.Continuation is { } next ? $"{next}@{size}" : "",
            },
        };
    }

    /// <summary>
    /// A page is never larger than the limit, so that what comes after it is what it left out. The token holds the
    /// size of the pages it counts: the next call may ask for another.
    /// </summary>
    private static (string? From, int Size) PageOf(ListRequest request)
    {
        if (request.ContinuationToken.Split('@') is [var from, var counted] && int.TryParse(counted, out var same))
        {
            return (from, Math.Clamp(same, 1, LargestPage));
        }

        if (request.ContinuationToken.Length > 0)
        {
            throw new RpcException(StatusCode.InvalidArgument,
                $"'{request.ContinuationToken}' is not a continuation of a listing; start again without one.");
        }

        var size = request.PageSize > 0 ? request.PageSize : DefaultPageSize;
        return (null, (int)Math.Clamp(request.Limit > 0 ? Math.Min(size, request.Limit) : size, 1, LargestPage));
    }

    /// <summary>The type is in its own field since 2024 and always was in the URN: parts are divided by `::`.</summary>
    private ResourceKind KindOf(string type, string urn)
    {
        var token = type.Length > 0 ? type : urn.Split("::").ElementAtOrDefault(2)?.Split('$')[^1] ?? "";
        return catalog.Value.Kind(token) ?? throw new RpcException(StatusCode.InvalidArgument,
            $"There is no resource type '{token}' in this provider (version {PluginVersion.Text}).");
    }

    /// <summary>Seconds; zero means the kind's own. Timers take 24 days, and nobody waits longer.</summary>
    private static TimeSpan Limit(double seconds, ResourceKind kind) =>
        seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, 2_000_000)) : kind.DefaultTimeout;
}
