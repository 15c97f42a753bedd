using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

namespace Peering.Tests.PulumiSdk;

public sealed class ConversionTests
{
    public static TheoryData<object?, Type, object?> Conversions() => new()
    {
        { "a", typeof(string), "a" },
        { 3.0, typeof(int), 3 },
        { 3.0, typeof(int?), 3 },
        { 3.5, typeof(double), 3.5 },
        { true, typeof(bool), true },
        { "a", typeof(object), "a" },
        { 2.0, typeof(DayOfWeek), DayOfWeek.Tuesday },
        { "small", typeof(Tier), Tier.Small },
        { "a", typeof(Union<string, int>), Union<string, int>.FromT0("a") },
        { 3.0, typeof(Union<string, int>), Union<string, int>.FromT1(3) },
        { null, typeof(string), null },
        { null, typeof(int), 0 },
        { null, typeof(int?), null },
        { null, typeof(ImmutableDictionary<string, string>), null },
        { null, typeof(Route), null },
    };

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Values_of_the_engine_become_declared_types(object? value, Type type, object? expected) =>
        Assert.Equal(expected, Converter.Convert("test", value, type));

    [Fact]
    public void No_list_is_the_default_list()
    {
        var list = Converter.Convert("test", null, typeof(ImmutableArray<string>));

        Assert.True(Assert.IsType<ImmutableArray<string>>(list).IsDefault);
    }

    public static TheoryData<object, Type, string> Mismatches() => new()
    {
        { "3", typeof(int), "test: expected Int32, got String." },
        { 3.5, typeof(int), "test: expected Int32, got Double." },
        { 3.0, typeof(string), "test: expected String, got Double." },
        { 1.0, typeof(Tier), "test: expected Tier, got Double." },
        { "a", typeof(Route), "test: expected Route, got String." },
        { true, typeof(Union<string, int>), "test: expected Int32, got Boolean." },
        { List("a", 1.0), typeof(ImmutableArray<string>), "test[1]: expected String, got Double." },
        { Dictionary(("a", "b")), typeof(ImmutableDictionary<string, bool>), "test.a: expected Boolean, got String." },
        { Dictionary(("weight", "heavy")), typeof(Route), "test.weight: expected Nullable`1, got String." },
    };

    [Theory]
    [MemberData(nameof(Mismatches))]
    public void A_mismatch_names_the_place(object value, Type type, string message) =>
        Assert.Equal(message, Assert.Throws<ConversionException>(() => Converter.Convert("test", value, type)).Message);

    [Fact]
    public void Nested_results_are_built_by_their_constructors()
    {
        var routes = (ImmutableArray<Route>)Converter.Convert(
            "test",
            List(Dictionary(("target", "a"), ("hops", List("x", "y"))), Dictionary(("weight", 2.0))),
            typeof(ImmutableArray<Route>))!;

        Assert.Equal(["a", null], routes.Select(route => route.Target));
        Assert.Equal(["x", "y"], routes[0].Hops.AsEnumerable());
        Assert.Equal(2.0, routes[1].Weight);
    }

    [Fact]
    public void Anything_can_be_read_as_JSON()
    {
        var element = (JsonElement)Converter.Convert("test", Dictionary(("a", List(1.0, true))), typeof(JsonElement))!;

        Assert.Equal("""{"a":[1,true]}""", element.GetRawText());
    }

    [Theory]
    [InlineData(typeof(DateTime))]
    [InlineData(typeof(List<string>))]
    [InlineData(typeof(ImmutableArray<long>))]
    [InlineData(typeof(ImmutableDictionary<int, string>))]
    [InlineData(typeof(Union<string, DateTime>))]
    public void Types_no_value_can_have_are_refused(Type type) =>
        Assert.Throws<InvalidOperationException>(() => Converter.CheckTarget("test", type));

    [Theory]
    [InlineData(typeof(ImmutableArray<ImmutableDictionary<string, Route>>))]
    [InlineData(typeof(Union<Tier, DayOfWeek?>))]
    [InlineData(typeof(Network))]
    [InlineData(typeof(AssetOrArchive))]
    [InlineData(typeof(JsonElement))]
    public void Types_that_values_can_have_are_accepted(Type type) => Converter.CheckTarget("test", type);

    [Fact]
    public async Task Every_form_of_a_list_converts_to_the_same_input()
    {
        InputList<string>[] lists =
        [
            "a",
            (Input<string>)"a",
            Output.Create("a"),
            new[] { "a" },
            new Input<string>[] { "a" },
            new[] { Output.Create("a") },
            new List<string> { "a" },
            new List<Input<string>> { "a" },
            new List<Output<string>> { Output.Create("a") },
            ImmutableArray.Create("a"),
            ImmutableArray.Create<Input<string>>("a"),
            ImmutableArray.Create(Output.Create("a")),
            Output.Create(new[] { "a" }),
            Output.Create(new List<string> { "a" }),
            Output.Create<IEnumerable<string>>(["a"]),
            Output.Create(ImmutableArray.Create("a")),
            new InputList<string>().Concat("a"),
        ];

        foreach (var list in lists)
            Assert.Equal(["a"], (await list.ToOutput().Data).Value.AsEnumerable());
    }

    [Fact]
    public async Task Every_form_of_a_map_converts_to_the_same_input()
    {
        var plain = new Dictionary<string, int> { ["a"] = 1 };
        InputMap<int>[] maps =
        [
            plain,
            plain.ToImmutableDictionary(),
            Output.Create(plain),
            Output.Create<IDictionary<string, int>>(plain),
            Output.Create(plain.ToImmutableDictionary()),
            new InputMap<int> { ["a"] = 1 },
            InputMap<int>.Merge(new() { ["a"] = 2 }, plain),
        ];

        foreach (var map in maps)
            Assert.Equal(plain, (await map.ToOutput().Data).Value);
    }

    [Fact]
    public async Task No_list_and_no_map_stay_none_and_can_be_added_to()
    {
        InputList<string> list = Output.Create(default(ImmutableArray<string>));
        InputMap<string> map = Output.Create((ImmutableDictionary<string, string>)null!);
        Assert.True((await list.ToOutput().Data).Value.IsDefault);
        Assert.Null((await map.ToOutput().Data).Value);

        list.Add("a");
        map.Add("k", "v");

        Assert.Equal(["a"], (await list.ToOutput().Data).Value.AsEnumerable());
        Assert.Equal("v", (await map.ToOutput().Data).Value["k"]);
    }

    [Fact]
    public async Task Lists_of_unions_take_either_type()
    {
        var list = new InputList<Union<string, int>> { (Input<string>)"a", (Input<int>)3 };

        Assert.Equal(["a", 3], (await list.ToOutput().Data).Value.Select(item => item.Value));
    }

    [Fact]
    public async Task Inputs_are_enumerated_asynchronously_only()
    {
        var list = new InputList<string> { "a", "b" };
        var seen = new List<string>();
        await foreach (var item in list)
            seen.Add((await item.ToOutput().Data).Value);

        Assert.Equal(["a", "b"], seen);
        Assert.Throws<NotSupportedException>(() => ((System.Collections.IEnumerable)list).GetEnumerator());
    }

    private static ImmutableArray<object?> List(params object?[] items) => items.ToImmutableArray();

    private static ImmutableDictionary<string, object?> Dictionary(params (string Key, object? Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
}
