using AtlasEmulator.Http;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Peering.Tests.Provider;

// Pinned elsewhere: that a preview of one AWS peering creates nothing (AwsNetworkPeeringTests) and what the look ahead
// warns of or refuses (AwsNetworkPeeringTests, NetworkContainerTests, StreamsVpcPeeringConnectionTests).

/// <summary>Pins Create and Update with preview: what is known comes true, the rest is unknown, Atlas is only read.</summary>
public sealed class ConformancePreviewTests(ConformanceWorld world) : IClassFixture<ConformanceWorld>
{
    public static TheoryData<string> Kinds => ConformanceWorld.Kinds;

    [Fact]
    public async Task What_a_preview_of_a_create_tells_comes_true_and_nothing_stable_is_made_up()
    {
        await using var scenario = await Scenario.StartAsync();
        var previews = new Dictionary<string, CreateResponse>();
        var made = await ConformanceWorld.CreateAllAsync(
            scenario, before: async (kind, inputs) =>
                previews[kind] = await scenario.PreviewAsync(kind, inputs.ToString()));
        foreach (var one in made)
        {
            var preview = previews[one.Kind];
            Assert.Equal("", preview.Id);
            ConformanceWire.DemandKinds(preview);
            Assert.Contains(ConformanceWire.Values(preview), ConformanceWire.IsUnknown);
            foreach (var (name, value) in preview.Properties.Fields.Where(field => !ConformanceWire.IsUnknown(field.Value)))
            {
                Assert.True(value.Equals(one.State.Fields[name]), $"{one.Kind}.{name}");
            }

            Assert.Subset(preview.Properties.Fields.Keys.ToHashSet(), one.State.Fields.Keys.ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_create_of_which_nothing_is_known_yet_can_be_previewed(string kind)
    {
        foreach (var sentinel in ConformanceWire.Unknowns.Select(Value.ForString))
        {
            foreach (var value in (Value[])[sentinel, ConformanceWire.Secret(sentinel), Value.ForList(sentinel)])
            {
                var inputs = ConformanceWire.Map(world[kind].Inputs, _ => value);
                var preview = await world.Scenario.Plugin.CallAsync<CreateRequest, CreateResponse>(
                    "Create", new CreateRequest { Urn = Scenario.Urn(kind), Properties = inputs, Preview = true });
                ConformanceWire.DemandKinds(preview);
                foreach (var name in inputs.Fields.Keys)
                {
                    Assert.Equal(ConformanceWire.IsSecret(value), ConformanceWire.IsSecret(preview.Properties.Fields[name]));
                    Assert.Contains(ConformanceWire.Values(preview.Properties.Fields[name]), ConformanceWire.IsUnknown);
                }
            }
        }
    }

    [Theory]
    [InlineData("AwsNetworkPeering", "routeTableCidrBlock", "\"10.20.0.0/16\"")]
    [InlineData("AzureNetworkPeering", "remoteCidrBlocks", "[\"10.21.0.0/16\"]")]
    [InlineData("AzureNetworkContainer", "atlasCidrBlock", "\"192.168.232.0/21\"")]
    public async Task The_preview_of_an_update_tells_the_new_input_and_only_outputs_that_stay(
        string kind, string name, string json)
    {
        var (old, writes) = (world[kind], Writes());
        var news = old.With(name, json);
        var preview = await PreviewUpdateAsync(old, news);
        Assert.Equal(news.Fields[name], preview.Properties.Fields[name]);
        var stables = (await world.DiffAsync(old, news)).Stables;
        foreach (var (output, value) in preview.Properties.Fields.Where(field => !news.Fields.ContainsKey(field.Key)))
        {
            Assert.True(ConformanceWire.IsUnknown(value) || (stables.Contains(output) && value.Equals(old.State.Fields[output])),
                $"{kind}.{output}");
        }

        Assert.Equal(writes, Writes());
    }

    /// <summary>An update without a change is there to go on waiting; what it waits for is not told before.</summary>
    [Theory]
    [InlineData("AwsNetworkPeering", "status", "INITIATING")]
    [InlineData("AzureNetworkPeering", "status", "ADDING_PEER")]
    [InlineData("NetworkPeeringActivation", "status", "PENDING_ACCEPTANCE")]
    [InlineData("StreamsVpcPeeringConnection", "cloudStatus", "pending-acceptance")]
    public async Task The_preview_of_an_update_that_only_waits_leaves_the_status_open(string kind, string name, string value)
    {
        var left = world[kind] with { State = ConformanceWire.With(world[kind].State, name, Value.ForString(value)) };
        var preview = await PreviewUpdateAsync(left, left.Inputs);
        Assert.True(ConformanceWire.IsUnknown(preview.Properties.Fields[name]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_update_may_be_previewed_with_every_input_unknown(string kind)
    {
        var preview = await PreviewUpdateAsync(
            world[kind], ConformanceWire.Map(world[kind].Inputs, _ => ConformanceWire.Unknown));
        Assert.All(world[kind].Inputs.Fields.Keys, name =>
            Assert.True(ConformanceWire.IsUnknown(preview.Properties.Fields[name])));
    }

    private async Task<UpdateResponse> PreviewUpdateAsync(Resource old, Struct news)
    {
        var preview = await world.Scenario.Plugin.CallAsync<UpdateRequest, UpdateResponse>("Update", new UpdateRequest
        {
            Id = old.Id,
            Urn = Scenario.Urn(old.Kind),
            OldInputs = old.Inputs,
            Olds = old.State,
            News = news,
            Preview = true,
        });
        ConformanceWire.DemandKinds(preview);
        return preview;
    }

    private int Writes() => world.Scenario.Atlas.Requests.Count(IsWrite);

    private static bool IsWrite(LoggedRequest request) => request.Method != "GET";
}
