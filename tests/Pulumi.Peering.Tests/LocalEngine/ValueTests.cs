using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;
using LocalEngine;
using LocalEngine.Monitor;
using LocalEngine.Providers;
using LocalEngine.Values;

namespace Peering.Tests.LocalEngine;

public sealed class ValueTests
{
    private static readonly Gen<string> Names = Gen.Elements("a", "b", "key.with.dots", "", "üñ\"[0]");

    private static readonly Gen<PropertyValue> Leaves = Gen.OneOf(
        Gen.Constant(PropertyValue.Null),
        ArbMap.Default.GeneratorFor<bool>().Select(PropertyValue.Of),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => PropertyValue.Of(n.Get)),
        Gen.Elements("", "text", "04da6b54", "\u0001\ud83d\ude00").Select(PropertyValue.Of),
        Gen.Constant<PropertyValue>(new ResourceReferenceValue("urn:x", PropertyValue.Of("i"), "n", "t", "1.0.0")),
        Gen.Constant<PropertyValue>(new ResourceReferenceValue("urn:x", null, "", "", "")),
        Gen.Constant<PropertyValue>(new AssetValue("hello", null, null, "h")),
        Gen.Constant<PropertyValue>(new ArchiveValue(null, "dir", null, "h")));

    private static Gen<PropertyValue> Values(Gen<PropertyValue> leaves, int depth) => depth == 0
        ? leaves
        : Gen.OneOf(
            leaves,
            Values(leaves, depth - 1).ListOf(3).Select(items => PropertyValue.Of(items)),
            Maps(leaves, depth - 1).Select(PropertyValue.Of),
            Values(leaves, depth - 1).Select(PropertyValue.SecretOf));

    private static Gen<PropertyMap> Maps(Gen<PropertyValue> leaves, int depth) =>
        Names.Zip(Values(leaves, depth)).ListOf(3)
            .Select(entries => PropertyMap.Of(entries.Select(e => (e.Item1, e.Item2))));

    [Fact]
    public void Every_map_survives_the_wire()
    {
        var leaves = Gen.OneOf(Leaves, Gen.Constant(PropertyValue.Unknown));
        Prop.ForAll(Maps(leaves, 3).ToArbitrary(), map =>
        {
            var wire = Struct.Parser.ParseFrom(
                Google.Protobuf.MessageExtensions.ToByteArray(map.ToStruct(WireOptions.Everything)));
            return new StructDecoder("test", allowUnknowns: true).Decode(wire).Equals(map);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_value_without_a_kind_is_never_sent()
    {
        var leaves = Gen.OneOf(Leaves, Gen.Constant(PropertyValue.Unknown));
        Prop.ForAll(
            Maps(leaves, 3).ToArbitrary(),
            Gen.Elements(WireOptions.Everything, default, new WireOptions(true, false, false)).ToArbitrary(),
            (map, options) => map.ToStruct(options).Fields.Values.All(HasKind)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_map_without_unknowns_survives_the_state_file_and_its_secrets_are_hidden()
    {
        var codec = new PropertyJson(Workbench.Cipher.Encrypt, Workbench.Cipher.Decrypt);
        Prop.ForAll(Maps(Leaves, 3).ToArbitrary(), map =>
        {
            var json = (JsonObject)JsonNode.Parse(codec.ToJson(map).ToJsonString())!;
            // Inside a secret only values are kept, not who else called them secret.
            var back = codec.FromJson(json);
            return back.Plain().Equals(map.Plain()) && back.ContainsSecret() == map.ContainsSecret();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_the_receiver_does_not_understand_is_unwrapped_and_unknowns_are_left_out()
    {
        var map = PropertyMap.Of(
            ("secret", PropertyValue.SecretOf(PropertyValue.Of("s"))),
            ("unknown", PropertyValue.Unknown),
            ("secretUnknown", PropertyValue.SecretOf(PropertyValue.Unknown)),
            ("list", PropertyValue.Of([PropertyValue.Of(1), PropertyValue.Unknown])),
            ("custom", new ResourceReferenceValue("urn:a", PropertyValue.Of("id-a"), "", "", "")),
            ("component", new ResourceReferenceValue("urn:b", null, "", "", "")),
            ("output", new OutputValue(PropertyValue.Of("o"), Secret: true, ["urn:a"])));
        var bare = map.ToStruct(default);
        Assert.Equal(["component", "custom", "list", "output", "secret"], bare.Fields.Keys.Order());
        Assert.Equal(("s", "id-a", "urn:b", "o"), (bare.Fields["secret"].StringValue, bare.Fields["custom"].StringValue,
            bare.Fields["component"].StringValue, bare.Fields["output"].StringValue));
        Assert.Single(bare.Fields["list"].ListValue.Values);
        Assert.Equal(Signatures.Secret, map.ToStruct(new WireOptions(true, true, false))
            .Fields["secretUnknown"].StructValue.Fields[Signatures.Key].StringValue);
    }

    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public void Every_sentinel_is_unknown_in_a_preview_and_an_error_otherwise(string sentinel)
    {
        var wire = new Struct { Fields = { ["p"] = Value.ForString(sentinel) } };
        Assert.Equal(PropertyValue.Unknown, new StructDecoder("x", true).Decode(wire)["p"]);
        var refused = Assert.Throws<EngineException>(() => new StructDecoder("x", false).Decode(wire));
        Assert.Equal("x sent an unknown value outside of a preview at 'p'", refused.Message);
    }

    [Theory]
    [InlineData("kindless", "a value without a kind")]
    [InlineData("signature", "unrecognised signature 'bogus'")]
    [InlineData("secret", "without its 'value'")]
    public void Broken_values_are_refused_with_their_place(string what, string words)
    {
        var inner = what switch
        {
            "kindless" => new Value(),
            "signature" => Value.ForStruct(new Struct { Fields = { [Signatures.Key] = Value.ForString("bogus") } }),
            _ => Value.ForStruct(new Struct { Fields = { [Signatures.Key] = Value.ForString(Signatures.Secret) } }),
        };
        var wire = new Struct { Fields = { ["a"] = Value.ForList(inner) } };
        var refused = Assert.Throws<EngineException>(() => new StructDecoder("x", false).Decode(wire));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("at 'a[0]'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_not_shown_in_text()
    {
        var value = PropertyValue.Of(PropertyMap.Of(
            ("k", PropertyValue.SecretOf(PropertyValue.Of("hush"))),
            ("o", new OutputValue(PropertyValue.Of("hush"), true, []))));
        Assert.Equal("{k: [secret], o: [secret]}", value.ToString());
        Assert.DoesNotContain("hush", $"{value}{((MapValue)value).Map}{((MapValue)value).Map["k"]}",
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b[0].c", "a.b[0].c")]
    [InlineData("a[\"x.y\"]", "a[\"x.y\"]")]
    [InlineData("[\"root key\"].b", "root key.b")]
    [InlineData("a[\"q\\\"q\"]", "a[\"q\\\"q\"]")]
    [InlineData("a[*].b", "a[*].b")]
    [InlineData("*", "*")]
    public void Paths_are_read_and_written(string text, string expected) =>
        Assert.Equal(expected, PropertyPath.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a[\"x")]
    [InlineData("a]")]
    public void What_is_no_path_is_not_read(string text) => Assert.Null(PropertyPath.Parse(text));

    [Theory]
    [InlineData("a", "{a: \"old\", keep: \"n\"}")]
    [InlineData("gone", "{a: \"new\", gone: \"old\", keep: \"n\"}")]
    [InlineData("keep", "{a: \"new\"}")]
    [InlineData("*", "{a: \"old\", gone: \"old\"}")]
    public void Ignored_paths_go_back_to_what_they_were(string path, string expected)
    {
        var olds = PropertyMap.Of(("a", PropertyValue.Of("old")), ("gone", PropertyValue.Of("old")));
        var news = PropertyMap.Of(("a", PropertyValue.Of("new")), ("keep", PropertyValue.Of("n")));
        Assert.Equal(expected, PropertyReset.Apply(olds, news, [path]).ToString());
    }

    [Fact]
    public void Ignored_paths_reach_into_lists_maps_and_secrets()
    {
        static PropertyMap Nested(string value) => PropertyMap.Of(("l", PropertyValue.Of(
            [PropertyValue.SecretOf(
                PropertyValue.Of(PropertyMap.Of(("x", PropertyValue.Of(value)), ("y", PropertyValue.Of(value)))))])));
        var reset = PropertyReset.Apply(Nested("old"), Nested("new"), ["l[*].x"]);
        Assert.Equal("""{l: [{x: "old", y: "new"}]}""", reset.Plain().ToString());
        Assert.True(reset.ContainsSecret());
    }

    [Fact]
    public void A_comparison_names_leaves_and_takes_neither_null_nor_secrecy_for_a_difference()
    {
        var olds = PropertyMap.Of(
            ("same", PropertyValue.SecretOf(PropertyValue.Of(1))), ("null", PropertyValue.Null),
            ("gone", PropertyValue.Of(1)),
            ("list", PropertyValue.Of([PropertyValue.Of(1), PropertyValue.Of(2)])),
            ("map", PropertyValue.Of(PropertyMap.Of(("x.y", PropertyValue.Of(1))))));
        var news = PropertyMap.Of(
            ("same", PropertyValue.Of(1)), ("list", PropertyValue.Of([PropertyValue.Of(1)])),
            ("map", PropertyValue.Of(PropertyMap.Of(("x.y", PropertyValue.Of(2))))), ("more", PropertyValue.Of(1)));
        Assert.Equal(
            ["Delete gone", "Delete list[1]", "Update map[\"x.y\"]", "Add more"],
            PropertyComparison.Compare(olds, news).Select(c => $"{c.Kind} {c.Path}"));
    }

    [Theory]
    [InlineData("30m", 1800)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    [InlineData("", 0)]
    public void Durations_are_read_as_go_writes_them(string text, double seconds) =>
        Assert.Equal(seconds, GoDuration.Seconds(text), 9);

    [Theory]
    [InlineData("30")]
    [InlineData("m")]
    [InlineData("1h x")]
    public void What_is_no_duration_is_refused(string text) =>
        Assert.Throws<EngineException>(() => GoDuration.Seconds(text));

    [Theory]
    [InlineData("1.2.0", "1.2.0", true)]
    [InlineData("1.9.0", "1.2.0", true)]
    [InlineData("2.0.0", "1.2.0", false)]
    [InlineData("1.1.9", "1.2.0", false)]
    [InlineData("0.2.1", "0.2.0", true)]
    [InlineData("0.3.0", "0.2.0", false)]
    [InlineData("1.2.0-alpha.1", "1.2.0", false)]
    [InlineData("1.2.0-alpha.1", "1.2.0-alpha.1", true)]
    [InlineData("1.2.0", "1.2.0-alpha.1", false)]
    public void A_cached_version_serves_a_compatible_request(string has, string wanted, bool serves) =>
        Assert.Equal(serves, SemanticVersion.TryParse(has)!.Satisfies(SemanticVersion.TryParse(wanted)!));

    [Theory]
    [InlineData(">=3.0.0", true)]
    [InlineData(">=3.0.0 <3.100.0", false)]
    [InlineData("<3.0.0 || >3.200.0", true)]
    public void A_version_requirement_is_held_against_the_pulumi_this_engine_speaks_as(string range, bool holds) =>
        Assert.Equal(holds, VersionRange.Holds(range, "3.259.0"));

    private static bool HasKind(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.None => false,
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.All(HasKind),
        Value.KindOneofCase.ListValue => value.ListValue.Values.All(HasKind),
        _ => true,
    };
}
