using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.LocalEngine;

/// <summary>
/// A provider on a real socket. It keeps its objects in memory, notes every call, and does what a test scripted instead
/// of the ordinary: a change of <c>region</c> replaces, everything else updates.
/// </summary>
internal sealed class ScriptedProvider : IAsyncDisposable
{
    private readonly ConcurrentQueue<Call> calls = new();
    private GrpcServer? server;
    private int lastId;

    public sealed record Call(string Method, IMessage Request)
    {
        public T As<T>() => (T)Request;
    }

    public int Port => server!.Port;

    public string EngineAddress { get; private set; } = "";

    public bool AcceptsSecrets { get; set; } = true;

    public bool DeleteBeforeReplace { get; set; }

    /// <summary>Called first; what it throws is the answer, what it awaits delays it.</summary>
    public Func<string, IMessage, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public Func<CheckRequest, CheckResponse>? OnCheck { get; set; }

    public Func<DiffRequest, DiffResponse>? OnDiff { get; set; }

    public Func<DiffRequest, DiffResponse>? OnDiffConfig { get; set; }

    public Func<CreateRequest, CreateResponse>? OnCreate { get; set; }

    public Func<ReadRequest, ReadResponse>? OnRead { get; set; }

    public Func<UpdateRequest, UpdateResponse>? OnUpdate { get; set; }

    /// <summary>What exists, by id.</summary>
    public ConcurrentDictionary<string, Struct> Objects { get; } = new();

    public IReadOnlyList<Call> Calls => [.. calls];

    /// <summary>The calls about resources, with the name of each: <c>Create a</c>.</summary>
    public IReadOnlyList<string> Story => [.. calls
        .Where(c => c.Method is "Create" or "Update" or "Delete" or "Read")
        .Select(c => $"{c.Method} {c.Request.Descriptor.FindFieldByName("name").Accessor.GetValue(c.Request)}")];

    public IEnumerable<T> Requests<T>(string method) => calls.Where(c => c.Method == method).Select(c => c.As<T>());

    public void Forget() => calls.Clear();

    public static async Task<ScriptedProvider> StartAsync()
    {
        var provider = new ScriptedProvider();
        provider.server = await GrpcServer.StartAsync(provider.Service());
        return provider;
    }

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    public static DiffResponse Changed(IEnumerable<string> keys, IEnumerable<string> replaces, bool deleteFirst)
    {
        var answer = new DiffResponse
        {
            Changes = DiffResponse.Types.DiffChanges.DiffNone,
            DeleteBeforeReplace = deleteFirst,
            HasDetailedDiff = true,
        };
        foreach (var key in keys)
        {
            answer.Changes = DiffResponse.Types.DiffChanges.DiffSome;
            answer.Diffs.Add(key);
            var replace = replaces.Contains(key);
            if (replace)
                answer.Replaces.Add(key);
            answer.DetailedDiff.Add(key, new PropertyDiff
            {
                Kind = replace ? PropertyDiff.Types.Kind.UpdateReplace : PropertyDiff.Types.Kind.Update,
                InputDiff = true,
            });
        }

        return answer;
    }

    public DiffResponse OrdinaryDiff(DiffRequest request) => Changed(
        request.OldInputs.Fields.Keys.Union(request.News.Fields.Keys)
            .Where(key => !Equals(Plain(request.OldInputs, key), Plain(request.News, key))),
        ["region"], DeleteBeforeReplace);

    private static Value? Plain(Struct bag, string key)
    {
        var value = bag.Fields.GetValueOrDefault(key);
        return value?.StructValue?.Fields.GetValueOrDefault(Signatures.Key)?.StringValue == Signatures.Secret
            ? value.StructValue.Fields["value"]
            : value;
    }

    private GrpcService Service() => new GrpcService("pulumirpc.ResourceProvider")
        .Unary<ProviderHandshakeRequest,
            ProviderHandshakeResponse>("Handshake", On<ProviderHandshakeRequest, ProviderHandshakeResponse>(
            "Handshake", r =>
            {
                EngineAddress = r.EngineAddress;
                return new ProviderHandshakeResponse { AcceptSecrets = AcceptsSecrets, AcceptResources = true };
            }))
        .Unary<PluginAttach, Empty>("Attach", On<PluginAttach, Empty>("Attach", _ => new Empty()))
        .Unary<Empty, PluginInfo>("GetPluginInfo", On<Empty, PluginInfo>(
            "GetPluginInfo", _ => new PluginInfo { Version = "1.2.0" }))
        .Unary<CheckRequest, CheckResponse>("CheckConfig", On<CheckRequest, CheckResponse>(
            "CheckConfig", r => new CheckResponse { Inputs = r.News }))
        .Unary<DiffRequest, DiffResponse>("DiffConfig", On<DiffRequest, DiffResponse>(
            "DiffConfig", r => OnDiffConfig?.Invoke(r) ?? OrdinaryDiff(r)))
        .Unary<ConfigureRequest, ConfigureResponse>("Configure", On<ConfigureRequest, ConfigureResponse>(
            "Configure", _ => new ConfigureResponse { AcceptSecrets = AcceptsSecrets }))
        .Unary<CheckRequest, CheckResponse>("Check", On<CheckRequest, CheckResponse>(
            "Check", r => OnCheck?.Invoke(r) ?? new CheckResponse { Inputs = r.News }))
        .Unary<DiffRequest, DiffResponse>("Diff", On<DiffRequest, DiffResponse>(
            "Diff", r => OnDiff?.Invoke(r) ?? OrdinaryDiff(r)))
        .Unary<CreateRequest, CreateResponse>("Create", On<CreateRequest, CreateResponse>("Create", r =>
            OnCreate?.Invoke(r) ?? Create(r)))
        .Unary<ReadRequest, ReadResponse>(
            "Read", On<ReadRequest, ReadResponse>("Read", r => OnRead?.Invoke(r) ?? Read(r)))
        .Unary<UpdateRequest, UpdateResponse>("Update", On<UpdateRequest, UpdateResponse>("Update", r =>
            OnUpdate?.Invoke(r) ?? Update(r)))
        .Unary<DeleteRequest, Empty>("Delete", On<DeleteRequest, Empty>("Delete", r =>
        {
            Objects.TryRemove(r.Id, out _);
            return new Empty();
        }))
        .Unary<InvokeRequest, InvokeResponse>("Invoke", On<InvokeRequest, InvokeResponse>(
            "Invoke", r => new InvokeResponse { Return = r.Args }))
        .Unary<Empty, Empty>("Cancel", On<Empty, Empty>("Cancel", _ => new Empty()));

    private Func<TReq, CallContext, Task<TRes>> On<TReq, TRes>(string method, Func<TReq, TRes> answer)
        where TReq : IMessage => async (request, _) =>
        {
            calls.Enqueue(new Call(method, request));
            await Before(method, request);
            return answer(request);
        };

    private CreateResponse Create(CreateRequest request)
    {
        var outputs = request.Properties.Clone();
        if (request.Preview)
        {
            outputs.Fields["handle"] = Value.ForString(Signatures.Unknown);
            return new CreateResponse { Properties = outputs };
        }

        var id = $"id-{Interlocked.Increment(ref lastId)}";
        outputs.Fields["handle"] = Value.ForString($"handle of {id}");
        Objects[id] = outputs;
        return new CreateResponse { Id = id, Properties = outputs };
    }

    private UpdateResponse Update(UpdateRequest request)
    {
        var outputs = request.News.Clone();
        outputs.Fields["handle"] = Value.ForString($"handle of {request.Id}");
        if (!request.Preview)
            Objects[request.Id] = outputs;
        return new UpdateResponse { Properties = outputs };
    }

    private ReadResponse Read(ReadRequest request)
    {
        if (!Objects.TryGetValue(request.Id, out var found))
            return new ReadResponse();
        var inputs = found.Clone();
        inputs.Fields.Remove("handle");
        return new ReadResponse { Id = request.Id, Properties = found, Inputs = inputs };
    }
}
