using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

// Pinned elsewhere: the texts and paths of failures, and that one about a secret names no property
// (Lifecycle/CheckTests); idempotence for any input in-process (Lifecycle/ValuePropertyTests); CheckConfig
// (ProtocolTests).

/// <summary>Pins Check: its inputs are always there, it repeats itself, and it keeps what the program said.</summary>
public sealed class ConformanceCheckTests(ConformanceWorld world) : IClassFixture<ConformanceWorld>
{
    public static TheoryData<string> Kinds => ConformanceWorld.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Inputs_are_never_null_whatever_fails(string kind)
    {
        var nonsense = Scenario.Json("""{ "nonsense": 1, "more": [null, {}], "__internal": {} }""");
        var wrong = ConformanceWire.Map(world[kind].Inputs, _ => Value.ForNumber(1));
        foreach (var news in (Struct?[])[null, new Struct(), nonsense, wrong])
        {
            var reply = await CheckAsync(kind, news);
            Assert.NotEmpty(reply.Failures);
            Assert.NotNull(reply.Inputs);
            ConformanceWire.DemandReal(reply);
            Assert.All(reply.Failures, failure => Assert.NotEmpty(failure.Reason));
        }
    }

    /// <summary>A replacement checks a second time, without olds and with the same seed.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_second_check_of_a_replacement_and_one_of_its_own_answer_give_the_same(string kind)
    {
        var news = world[kind].Inputs;
        var first = await CheckAsync(kind, news, olds: ConformanceWire.Map(news, _ => Value.ForString("old")));
        var second = await CheckAsync(kind, news);
        Assert.Equal(first, second);
        Assert.Equal(news, second.Inputs);
        Assert.Equal(second.Inputs, (await CheckAsync(kind, second.Inputs, second.Inputs)).Inputs);
        Assert.Empty(second.Failures);
    }

    [Fact]
    public async Task A_default_of_the_provider_is_put_in_once_and_stays()
    {
        var news = ConformanceWire.With(world["GcpNetworkPeering"].Inputs, "projectId", null);
        var first = await CheckAsync("GcpNetworkPeering", news);
        Assert.Equal(world["GcpNetworkPeering"].Inputs, first.Inputs);
        Assert.Equal(first, await CheckAsync("GcpNetworkPeering", first.Inputs, first.Inputs));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Wrappers_of_secrets_stay_where_the_program_put_them(string kind)
    {
        var whole = ConformanceWire.Map(world[kind].Inputs, ConformanceWire.Secret);
        var items = ConformanceWire.Map(world[kind].Inputs, value => Items(value, ConformanceWire.Secret));
        foreach (var news in (Struct[])[whole, items])
        {
            var reply = await CheckAsync(kind, news);
            Assert.Empty(reply.Failures);
            Assert.Equal(news, reply.Inputs);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Unknown_passes_anywhere_whatever_its_type_hint(string kind)
    {
        foreach (var sentinel in ConformanceWire.Unknowns.Select(Value.ForString))
        {
            Func<Value, Value>[] places =
            [
                _ => sentinel,
                _ => ConformanceWire.Secret(sentinel),
                value => Items(value, _ => sentinel),
                value => Items(value, _ => ConformanceWire.Secret(sentinel)),
            ];
            foreach (var place in places)
            {
                var news = ConformanceWire.Map(world[kind].Inputs, place);
                var reply = await CheckAsync(kind, news);
                Assert.Empty(reply.Failures);
                Assert.Equal(
                    ConformanceWire.Values(news).Count(ConformanceWire.IsUnknown),
                    ConformanceWire.Values(reply.Inputs).Count(ConformanceWire.IsUnknown));
                ConformanceWire.DemandKinds(reply);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Null_and_absent_are_the_same(string kind)
    {
        foreach (var name in world[kind].Inputs.Fields.Keys.Append("neverHeardOf"))
        {
            var absent = await CheckAsync(kind, ConformanceWire.With(world[kind].Inputs, name, null));
            var @null = await CheckAsync(kind, ConformanceWire.With(world[kind].Inputs, name, Value.ForNull()));
            Assert.Equal(absent.Failures, @null.Failures);
            Assert.Equal(Set(absent.Inputs), Set(@null.Inputs));
        }

        static Struct Set(Struct bag)
        {
            var set = bag.Clone();
            foreach (var (name, _) in bag.Fields.Where(field => field.Value.KindCase == Value.KindOneofCase.NullValue))
            {
                set.Fields.Remove(name);
            }

            return set;
        }
    }

    [Theory]
    [InlineData("c44067f5952c0a294b673a41bacd8c17", "an asset")]
    [InlineData("0def7320c3a5731c473e5ecbe6d01bc7", "an archive")]
    [InlineData("5cf8f73096256a8f31e491e813e4eb8e", "a resource")]
    [InlineData("803fd3297a5875dc03ca845dda5d2a98", "a byte string")]
    public async Task What_no_property_takes_is_a_failure_and_goes_back_as_it_came(string signature, string called)
    {
        var foreign = Value.ForStruct(Scenario.Json(
            $$"""{ "{{ConformanceWire.Signature}}": "{{signature}}", "urn": "u", "text": "t", "value": "dA==" }"""));
        var news = ConformanceWire.With(world["AwsNetworkPeering"].Inputs, "vpcId", foreign);
        var reply = await CheckAsync("AwsNetworkPeering", news);
        var failure = Assert.Single(reply.Failures);
        Assert.Equal(("vpcId", $"must be a string, not {called}"), (failure.Property, failure.Reason));
        Assert.Equal(news, reply.Inputs);
    }

    [Fact]
    public async Task A_signature_nobody_knows_is_an_invalid_argument()
    {
        var strange = Value.ForStruct(Scenario.Json($$"""{ "{{ConformanceWire.Signature}}": "new", "value": "x" }"""));
        var refused = await world.Scenario.Plugin.RefusesAsync("Check", new CheckRequest
        {
            Urn = Scenario.Urn("AwsNetworkPeering"),
            News = ConformanceWire.With(world["AwsNetworkPeering"].Inputs, "vpcId", strange),
        });
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
    }

    private static Value Items(Value value, Func<Value, Value> change) =>
        value.KindCase == Value.KindOneofCase.ListValue
            ? Value.ForList([.. value.ListValue.Values.Select(change)])
            : value;

    private Task<CheckResponse> CheckAsync(string kind, Struct? news, Struct? olds = null) =>
        world.Scenario.Plugin.CallAsync<CheckRequest, CheckResponse>("Check", new CheckRequest
        {
            Urn = Scenario.Urn(kind),
            Type = $"peering:index:{kind}",
            Olds = olds ?? new Struct(),
            News = news,
            RandomSeed = ByteString.CopyFrom(new byte[32]),
        });
}
