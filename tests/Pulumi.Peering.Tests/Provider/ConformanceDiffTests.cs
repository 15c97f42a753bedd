using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Changes = Pulumirpc.DiffResponse.Types.DiffChanges;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace Peering.Tests.Provider;

// Pinned elsewhere: paths of single changes and nested ignoreChanges (Lifecycle/DifferTests); which change replaces and
// when the old one goes first (AwsNetworkPeeringTests, OtherCloudPeeringTests, StreamsVpcPeeringConnectionLifeTests);
// spellings that are no change and the diff after a real drift (DriftTests, ImportTests); DiffConfig (ProtocolTests).

/// <summary>Pins the semantics of DiffResponse: flags, paths, kinds, secrets, unknowns, nulls, ignoreChanges.</summary>
public sealed class ConformanceDiffTests(ConformanceWorld world) : IClassFixture<ConformanceWorld>
{
    public static TheoryData<string> Kinds => ConformanceWorld.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_input_of_the_schema_is_in_the_table_of_these_tests(string kind) =>
        Assert.Equal(
            ConformanceWorld.InputProperties(kind).Select(property => property.Name).Order(StringComparer.Ordinal),
            world[kind].Inputs.Fields.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_did_not_change_is_none_and_replaces_nothing(string kind)
    {
        var diff = await world.DiffAsync(world[kind], world[kind].Inputs);
        Assert.Equal(Changes.DiffNone, diff.Changes);
        Assert.Empty(diff.Replaces);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_changes_details_and_top_level_names_say_the_same(string kind)
    {
        foreach (var (name, value) in world[kind].Inputs.Fields)
        {
            foreach (var other in Others(value))
            {
                var diff = await world.DiffAsync(world[kind], ConformanceWire.With(world[kind].Inputs, name, other));
                Assert.Equal([name], diff.Diffs);
                Assert.All(diff.DetailedDiff.Values, detail => Assert.True(detail.InputDiff));
            }
        }

        // And with everything changed at once.
        var all = await world.DiffAsync(
            world[kind], ConformanceWire.Map(world[kind].Inputs, value => Others(value).First()));
        Assert.Equal(
            world[kind].Inputs.Fields.Keys.Order(StringComparer.Ordinal), all.Diffs.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_a_wrapper_of_a_secret_is_no_change(string kind)
    {
        var old = world[kind];
        var wrapped = ConformanceWire.Map(old.Inputs, ConformanceWire.Secret);
        Assert.Equal(Changes.DiffNone, (await world.DiffAsync(old, wrapped)).Changes);
        Assert.Equal(Changes.DiffNone, (await world.DiffAsync(old, old.Inputs, oldInputs: wrapped)).Changes);
        var items = ConformanceWire.Map(old.Inputs, value => value.KindCase == Value.KindOneofCase.ListValue
            ? Value.ForList([.. value.ListValue.Values.Select(ConformanceWire.Secret)])
            : value);
        Assert.Equal(Changes.DiffNone, (await world.DiffAsync(old, items)).Changes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Null_and_absent_are_the_same_on_either_side(string kind)
    {
        var old = world[kind];
        foreach (var name in old.Inputs.Fields.Keys)
        {
            var (none, @null) = (
                ConformanceWire.With(old.Inputs, name, null), ConformanceWire.With(old.Inputs, name, Value.ForNull()));
            Assert.Equal(await world.DiffAsync(old, none), await world.DiffAsync(old, @null));
            Assert.Equal(
                await world.DiffAsync(old, old.Inputs, oldInputs: none),
                await world.DiffAsync(old, old.Inputs, oldInputs: @null));
            Assert.Equal(Changes.DiffNone, (await world.DiffAsync(old, @null, oldInputs: none)).Changes);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Unknown_for_what_replaces_is_an_update_that_replaces_whatever_its_type_hint(string kind)
    {
        var old = world[kind];
        Assert.NotEmpty(ConformanceWorld.ReplacingInputs(kind));
        foreach (var name in ConformanceWorld.ReplacingInputs(kind))
        {
            foreach (var sentinel in ConformanceWire.Unknowns.Select(Value.ForString))
            {
                foreach (var value in (Value[])[sentinel, ConformanceWire.Secret(sentinel)])
                {
                    var diff = await world.DiffAsync(old, ConformanceWire.With(old.Inputs, name, value));
                    Assert.Equal([name], diff.Replaces);
                    Assert.Equal(Kind.UpdateReplace, diff.DetailedDiff[name].Kind);
                }
            }
        }
    }

    [Fact]
    public async Task Unknown_for_what_updates_in_place_is_an_update()
    {
        foreach (var (kind, name) in ((string, string)[])
            [("AwsNetworkPeering", "routeTableCidrBlock"), ("AzureNetworkPeering", "remoteCidrBlocks")])
        {
            var diff = await world.DiffAsync(
                world[kind], ConformanceWire.With(world[kind].Inputs, name, ConformanceWire.Unknown));
            Assert.Equal(Kind.Update, diff.DetailedDiff[name].Kind);
            Assert.Empty(diff.Replaces);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_ignored_is_no_change(string kind)
    {
        var old = world[kind];
        foreach (var (name, value) in old.Inputs.Fields)
        {
            var news = ConformanceWire.With(old.Inputs, name, Others(value).First());
            var diff = await world.DiffAsync(old, news, null, name);
            Assert.Equal(Changes.DiffNone, diff.Changes);
        }

        var all = ConformanceWire.Map(old.Inputs, value => Others(value).First());
        Assert.Equal(Changes.DiffNone, (await world.DiffAsync(old, all, null, "*")).Changes);
    }

    [Theory]
    [InlineData("AwsNetworkPeering", "status", "FAILED")]
    [InlineData("NetworkPeeringActivation", "status", "TERMINATING")]
    [InlineData("StreamsVpcPeeringConnection", "cloudStatus", "deleted")]
    public async Task Drift_in_an_output_is_a_change_unless_it_is_ignored(string kind, string output, string value)
    {
        var old = world[kind];
        var drifted = old with { State = ConformanceWire.With(old.State, output, Value.ForString(value)) };
        var diff = await world.DiffAsync(drifted, old.Inputs);
        Assert.Equal([output], diff.Diffs);
        Assert.False(diff.DetailedDiff[output].InputDiff);
        Assert.Equal(Changes.DiffNone, (await world.DiffAsync(drifted, old.Inputs, null, output)).Changes);
    }

    /// <summary>A refresh gives the live inputs as the old ones and turns the answer round for the display.</summary>
    [Theory]
    [InlineData("AzureNetworkPeering", "remoteCidrBlocks", (int)Kind.Add, (int)Kind.Delete)]
    [InlineData("AwsNetworkPeering", "routeTableCidrBlock", (int)Kind.Add, (int)Kind.Delete)]
    [InlineData("GcpNetworkContainer", "regions", (int)Kind.AddReplace, (int)Kind.DeleteReplace)]
    [InlineData("AwsNetworkPeering", "vpcId", (int)Kind.AddReplace, (int)Kind.DeleteReplace)]
    public async Task What_only_the_new_side_has_is_added_and_never_the_other_way_round(
        string kind, string name, int added, int deleted)
    {
        var without = ConformanceWire.With(world[kind].Inputs, name, null);
        var forth = await world.DiffAsync(world[kind], world[kind].Inputs, oldInputs: without);
        Assert.Equal(((Kind)added, true), (forth.DetailedDiff[name].Kind, forth.DetailedDiff[name].InputDiff));
        var back = await world.DiffAsync(world[kind], without);
        Assert.Equal(((Kind)deleted, true), (back.DetailedDiff[name].Kind, back.DetailedDiff[name].InputDiff));
    }

    /// <summary>Values that mean something else; raw, for Diff may not rely on Check having seen them.</summary>
    private static IEnumerable<Value> Others(Value value)
    {
        var (plain, more) = value.KindCase switch
        {
            Value.KindOneofCase.BoolValue => (Value.ForBool(!value.BoolValue), (Value[])[]),
            Value.KindOneofCase.ListValue => (
                Value.ForList([.. value.ListValue.Values.Select(item => Value.ForString($"{item.StringValue}x"))]),
                [
                    Value.ForList([.. value.ListValue.Values, Value.ForString("more")]),
                    Value.ForList([.. value.ListValue.Values.Skip(1)]),
                    Value.ForList([.. value.ListValue.Values.SkipLast(1), ConformanceWire.Unknown]),
                ]),
            _ => (Value.ForString($"{value.StringValue}x"), []),
        };
        return [plain, ConformanceWire.Secret(plain), ConformanceWire.Unknown, .. more];
    }
}
