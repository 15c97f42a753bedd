using AtlasEmulator;
using AtlasEmulator.Auth;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Provider;

/// <summary>The plugin, configured against an emulated Atlas; resources are driven the way the engine drives them.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    public const string Project = EmulatorOptions.DefaultProjectId;

    private readonly ContractProxy proxy;

    private Scenario(Emulator atlas, ContractProxy proxy, Plugin plugin) =>
        (Atlas, this.proxy, Plugin) = (atlas, proxy, plugin);

    public Emulator Atlas { get; }

    public Plugin Plugin { get; }

    /// <param name="options">What Atlas is like.</param>
    /// <param name="config">More of the provider's configuration.</param>
    /// <param name="offContract">Atlas will answer what its documents do not know, so nobody holds it against them.</param>
    public static async Task<Scenario> StartAsync(
        EmulatorOptions? options = null, string config = "", bool offContract = false)
    {
        var atlas = await Emulator.StartAsync(options ?? new EmulatorOptions { Pace = Pace.Fast });
        var proxy = await ContractProxy.StartAsync(atlas.BaseUrl, offContract);
        var plugin = await Plugin.StartAsync();
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Json($$"""
                {
                  "baseUrl": "{{proxy.Url}}", "projectId": "{{Project}}",
                  "publicKey": "{{DemoCredentials.Key.PublicKey}}", "privateKey": "{{DemoCredentials.Key.PrivateKey}}" {{config}}
                }
                """),
        });
        return new Scenario(atlas, proxy, plugin);
    }

    public static Struct Json(string json) => Struct.Parser.ParseJson(json);

    public static string Urn(string kind, string name = "x") => $"urn:pulumi:dev::test::peering:index:{kind}::{name}";

    public async Task<Struct> CheckAsync(string kind, Struct news)
    {
        var response = await CheckOnlyAsync(kind, news);
        Assert.Empty(response.Failures);
        return response.Inputs;
    }

    public Task<CheckResponse> CheckOnlyAsync(string kind, Struct news) =>
        Plugin.CallAsync<CheckRequest, CheckResponse>("Check", new CheckRequest { Urn = Urn(kind), Olds = new Struct(), News = news });

    /// <summary>Check, then Create, as an engine does in an update.</summary>
    public async Task<Resource> CreateAsync(string kind, string inputs, double timeout = 0)
    {
        var news = await CheckAsync(kind, Json(inputs));
        var made = await Plugin.CallAsync<CreateRequest, CreateResponse>("Create", Creation(kind, news, timeout));
        Assert.NotEmpty(made.Id);
        return new Resource(kind, made.Id, news, made.Properties);
    }

    public async Task<RpcException> CreateFailsAsync(string kind, string inputs, double timeout = 0, bool preview = false)
    {
        var request = Creation(kind, await CheckAsync(kind, Json(inputs)), timeout);
        request.Preview = preview;
        return await Plugin.RefusesAsync("Create", request);
    }

    public async Task<CreateResponse> PreviewAsync(string kind, string inputs)
    {
        var request = Creation(kind, await CheckAsync(kind, Json(inputs)), 0);
        request.Preview = true;
        return await Plugin.CallAsync<CreateRequest, CreateResponse>("Create", request);
    }

    public async Task<DiffResponse> DiffAsync(Resource old, Struct news) =>
        await Plugin.CallAsync<DiffRequest, DiffResponse>("Diff", new DiffRequest
        {
            Id = old.Id,
            Urn = Urn(old.Kind),
            OldInputs = old.Inputs,
            Olds = old.State,
            News = await CheckAsync(old.Kind, news),
        });

    public async Task<Resource> UpdateAsync(Resource old, Struct news, double timeout = 0)
    {
        var inputs = await CheckAsync(old.Kind, news);
        var response = await Plugin.CallAsync<UpdateRequest, UpdateResponse>("Update", new UpdateRequest
        {
            Id = old.Id,
            Urn = Urn(old.Kind),
            OldInputs = old.Inputs,
            Olds = old.State,
            News = inputs,
            Timeout = timeout,
        });
        return old with { Inputs = inputs, State = response.Properties };
    }

    /// <summary>A refresh; null when the resource is gone.</summary>
    public async Task<Resource?> RefreshAsync(Resource old, double timeout = 0)
    {
        var read = await Plugin.CallAsync<ReadRequest, ReadResponse>("Read", new ReadRequest
        {
            Id = old.Id,
            Urn = Urn(old.Kind),
            Inputs = old.Inputs,
            Properties = old.State,
            Timeout = timeout,
        });
        return Result(old.Kind, read);
    }

    public async Task<Resource?> ImportAsync(string kind, string id) => Result(kind,
        await Plugin.CallAsync<ReadRequest, ReadResponse>("Read", new ReadRequest { Id = id, Urn = Urn(kind) }));

    public Task DeleteAsync(Resource old, double timeout = 0) =>
        Plugin.CallAsync<DeleteRequest, Empty>("Delete", Deletion(old, timeout));

    public Task<RpcException> DeleteFailsAsync(Resource old, double timeout) =>
        Plugin.RefusesAsync("Delete", Deletion(old, timeout));

    public Task<InvokeResponse> InvokeAsync(string function, string args) => Plugin.CallAsync<InvokeRequest, InvokeResponse>(
        "Invoke", new InvokeRequest { Tok = $"peering:index:{function}", Args = Json(args) });

    public async ValueTask DisposeAsync()
    {
        await Plugin.DisposeAsync();
        await proxy.DisposeAsync();
        await Atlas.DisposeAsync();
    }

    private static CreateRequest Creation(string kind, Struct inputs, double timeout) =>
        new() { Urn = Urn(kind), Properties = inputs, Timeout = timeout };

    private static DeleteRequest Deletion(Resource old, double timeout) => new()
    {
        Id = old.Id,
        Urn = Urn(old.Kind),
        OldInputs = old.Inputs,
        Properties = old.State,
        Timeout = timeout,
    };

    private static Resource? Result(string kind, ReadResponse read)
    {
        if (read.Id.Length > 0)
        {
            return new Resource(kind, read.Id, read.Inputs, read.Properties);
        }

        Assert.Null(read.Properties);
        return null;
    }
}

/// <summary>A resource as the engine's state holds it.</summary>
internal sealed record Resource(string Kind, string Id, Struct Inputs, Struct State)
{
    public string? this[string output] => State.Fields.TryGetValue(output, out var value) ? value.StringValue : null;

    /// <summary>The program's inputs with one changed.</summary>
    public Struct With(string name, string json)
    {
        var changed = Inputs.Clone();
        changed.Fields[name] = Value.Parser.ParseJson(json);
        return changed;
    }

    public Struct Without(string name)
    {
        var changed = Inputs.Clone();
        changed.Fields.Remove(name);
        return changed;
    }
}
