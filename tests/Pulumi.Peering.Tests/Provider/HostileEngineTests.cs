using FsCheck.Fluent;
using Google.Protobuf;
using Peering.Tests.Rpc;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

/// <summary>No value, of any shape and in any field, makes the plugin speak of a bug, for the engine then doubts its state.</summary>
public sealed class HostileEngineTests
{
    private const int Samples = 200;

    public static TheoryData<string> Kinds => ConformanceWorld.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Hostile_values_are_answered_or_refused_by_every_verb(string kind)
    {
        // Values no Check has seen end up in requests that no engine would cause.
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var plugin = scenario.Plugin;
        var bags = Gen.Sample(HostileWire.Structs.Generator, 2 * Samples);
        var ids = Gen.Sample(HostileWire.Text, Samples);
        var urn = Scenario.Urn(kind);
        await Task.WhenAll(Enumerable.Range(0, Samples).Select(async i =>
        {
            var (one, other, id) = (bags[2 * i], bags[2 * i + 1], ids[i]);
            await DemandAsync<CheckRequest, CheckResponse>("Check", new() { Urn = urn, Olds = one, News = other }, plugin);
            await DemandAsync<DiffRequest, DiffResponse>(
                "Diff", new() { Id = id, Urn = urn, Olds = one, OldInputs = one, News = other }, plugin);
            await DemandAsync<CreateRequest, CreateResponse>(
                "Create", new() { Urn = urn, Properties = one, Preview = true, Timeout = 60 }, plugin);
            await DemandAsync<UpdateRequest, UpdateResponse>(
                "Update", new() { Id = id, Urn = urn, Olds = one, OldInputs = one, News = other, Preview = true }, plugin);
            await DemandAsync<ReadRequest, ReadResponse>(
                "Read", new() { Id = id, Urn = urn, Inputs = one, Properties = other, Timeout = 60 }, plugin);
            await DemandAsync<InvokeRequest, InvokeResponse>(
                "Invoke", new() { Tok = "peering:index:getNetworkContainer", Args = one }, plugin);
        })).Soon();
    }

    [Fact]
    public async Task A_project_without_a_name_is_a_wrong_input_and_no_bug()
    {
        await using var scenario = await Scenario.StartAsync();
        var refused = await scenario.Plugin.RefusesAsync("Create", new CreateRequest
        {
            Urn = Scenario.Urn("AzureNetworkPeering"),
            Properties = Scenario.Json("""{ "projectId": "" }"""),
            Preview = true,
        });
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Contains("'' is not an id", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_configuration_is_answered_or_refused()
    {
        await using var plugin = await Plugin.StartAsync();
        foreach (var bag in Gen.Sample(HostileWire.Structs.Generator, Samples))
        {
            await DemandAsync<CheckRequest, CheckResponse>("CheckConfig", new() { Olds = bag, News = bag }, plugin);
            await DemandAsync<DiffRequest, DiffResponse>("DiffConfig", new() { Olds = bag, OldInputs = bag, News = bag }, plugin);
            await DemandAsync<ConfigureRequest, ConfigureResponse>("Configure", new() { Args = bag }, plugin);
        }
    }

    private static async Task DemandAsync<TReq, TRes>(string method, TReq request, Plugin plugin)
        where TReq : class, IMessage<TReq> where TRes : class, IMessage<TRes>, new()
    {
        try
        {
            await plugin.CallAsync<TReq, TRes>(method, request);
        }
        catch (RpcException refused) when (refused.Code is StatusCode.Internal or StatusCode.Unknown)
        {
            // As bytes: the formatter has no words for some of these messages.
            Assert.Fail($"{method} {request.ToByteString().ToBase64()}: {refused.Message}");
        }
        catch (RpcException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }
}
