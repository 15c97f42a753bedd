using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;
using Pulumi;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

public sealed class SerializationTests
{
    private const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string OutputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    private static readonly Gen<string> Texts =
        Gen.Elements("", "a", "10.0.0.0/8", "ünïcode ✓", "{\"json\":1}", "null");

    private static readonly Gen<object> Leaves = Gen.OneOf(
        Texts.Select(text => (object)text),
        Gen.Elements<object>(true, false),
        Gen.Choose(-1_000_000, 1_000_000).Select(number => (object)(number / 8.0)));

    [Fact]
    public void What_is_sent_comes_back_as_it_was() => Prop.ForAll(Trees(3).ToArbitrary(), tree =>
    {
        var back = Deserializer.Deserialize(Sent(tree));
        return back is { IsKnown: true, IsSecret: false } && Show(back.Value) == Show(tree);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_secret_inside_makes_the_whole_secret_and_keeps_its_value() => Prop.ForAll(
        Trees(2).ToArbitrary(), Trees(2).ToArbitrary(), (outside, inside) =>
        {
            var list = ImmutableArray.Create<object?>(outside, Output.CreateSecret(inside));
            var back = Deserializer.Deserialize(Sent(list));
            return back is { IsKnown: true, IsSecret: true }
                && Show(back.Value) == Show(ImmutableArray.Create<object?>(outside, inside));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_unknown_inside_makes_the_whole_unknown() => Prop.ForAll(Trees(2).ToArbitrary(), tree =>
    {
        var unknown = Pulumi.Utilities.OutputUtilities.CreateUnknown("");
        var map = ImmutableDictionary<string, object?>.Empty.Add("known", tree).Add("unknown", unknown);
        return !Deserializer.Deserialize(Sent(map)).IsKnown;
    }).QuickCheckThrowOnFailure();

    public static TheoryData<object?, string> Values() => new()
    {
        { null, "null" },
        { true, "true" },
        { 7, "7" },
        { 0.5, "0.5" },
        { "text", "'text'" },
        { DayOfWeek.Tuesday, "2" },
        { Tier.Small, "'small'" },
        { Union<string, int>.FromT1(3), "3" },
        { new[] { 1, 2 }, "[1,2]" },
        { default(ImmutableArray<string>), "null" },
        { ImmutableArray<string>.Empty, "[]" },
        { new List<object?> { "a", null }, "['a',null]" },
        { new Dictionary<string, object?> { ["a"] = 1, ["none"] = null }, "{a:1}" },
        { new RouteArgs { Target = "gw" }, "{target:'gw'}" },
        { System.Text.Json.JsonDocument.Parse("""{"a":[1,"b",null,true]}"""), "{a:[1,'b',null,true]}" },
        { (Input<int>)4, "4" },
        { new InputList<string> { "a", { "b", "c" } }, "['a','b','c']" },
        { new InputMap<int> { ["a"] = 1, ["b"] = Output.Create(2) }, "{a:1,b:2}" },
        { Output.Create((string?)null), "null" },
        { Output.CreateSecret((string?)null), "null" },
        { Output.Create(Task.FromResult(5)), "5" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_have_one_form_on_the_wire(object? value, string expected) =>
        Assert.Equal(expected, Json(Sent(value)));

    [Fact]
    public async Task One_unknown_element_of_a_list_leaves_the_others_known()
    {
        var list = new InputList<string> { "a", Pulumi.Utilities.OutputUtilities.CreateUnknown("") };

        Assert.Equal("['a',?]", Json(Sent(list)));
        Assert.False((await list.ToOutput().Data).IsKnown);
    }

    [Fact]
    public void One_secret_entry_of_a_map_is_the_only_one_wrapped()
    {
        var sent = Sent(new InputMap<string> { ["open"] = "a", ["closed"] = Output.CreateSecret("b") });

        Assert.Equal(Map(("open", Text("a")), ("closed", Secret(Text("b")))), sent);
    }

    [Fact]
    public void Assets_and_archives_travel_by_signature()
    {
        var archive = new AssetArchive(new Dictionary<string, AssetOrArchive>
        {
            ["a.txt"] = new StringAsset("hello"),
            ["dir"] = new FileArchive("./dir"),
        });

        var sent = Sent(archive);

        Assert.Equal(
            Special(ArchiveSignature, ("assets", Map(
                ("a.txt", Special(AssetSignature, ("text", Text("hello")))),
                ("dir", Special(ArchiveSignature, ("path", Text("./dir"))))))),
            sent);
        var back = Assert.IsType<AssetArchive>(Deserializer.Deserialize(sent).Value);
        Assert.Equal(sent, Sent(back));
    }

    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("030794c1-ac77-496b-92df-f27374a8bd58")]
    [InlineData("e48ece36-62e2-4504-bad9-02848725956a")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public void Every_unknown_sentinel_is_unknown(string sentinel) =>
        Assert.False(Deserializer.Deserialize(Text(sentinel)).IsKnown);

    [Fact]
    public void An_unknown_secret_is_both()
    {
        var back = Deserializer.Deserialize(Secret(Text(Unknown)));

        Assert.True(back is { IsKnown: false, IsSecret: true });
    }

    [Fact]
    public void Output_values_carry_their_own_flags()
    {
        var secret = Deserializer.Deserialize(
            Special(OutputSignature, ("value", Text("a")), ("secret", Value.ForBool(true))));
        var unknown = Deserializer.Deserialize(Special(OutputSignature));

        Assert.True(secret is { IsKnown: true, IsSecret: true, Value: "a" });
        Assert.True(unknown is { IsKnown: false, IsSecret: false });
    }

    [Fact]
    public void An_unheard_of_signature_is_an_error() => Assert.Contains(
        "'f00'", Assert.Throws<InvalidOperationException>(() => Deserializer.Deserialize(Special("f00"))).Message);

    private static Value Sent(object? value) =>
        new Serializer(keepResources: true).SerializeAsync("test", value).GetAwaiter().GetResult();

    private static Gen<object> Trees(int depth) => depth == 0 ? Leaves : Gen.OneOf(
        Leaves,
        Gen.ListOf(Trees(depth - 1)).Select(items => (object)items.ToImmutableArray<object?>()),
        Gen.ListOf(Gen.Zip(Texts, Trees(depth - 1))).Select(entries => (object)entries
            .DistinctBy(entry => entry.Item1)
            .ToImmutableDictionary(entry => entry.Item1, entry => (object?)entry.Item2)));

    private static string Show(object? value) => value switch
    {
        ImmutableArray<object?> list => "[" + string.Join(",", list.Select(Show)) + "]",
        ImmutableDictionary<string, object?> map => "{" + string.Join(",", map
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}={Show(entry.Value)}")) + "}",
        null => "null",
        _ => $"{value.GetType().Name} {value}",
    };
}
