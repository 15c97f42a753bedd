using FsCheck;
using FsCheck.Fluent;
using Peering.Lifecycle;

namespace Peering.Tests.Lifecycle;

/// <summary>Values of every kind, nested a few levels, for properties that must hold for all of them.</summary>
internal static class Values
{
    /// <summary>A text that no message has a reason to hold.</summary>
    public const string Hush = "hush-7f3a";

    private static readonly string[] Names =
        ["projectId", "containerId", "vpcId", "regions", "remoteCidrBlocks", "adoptExisting", "atlasCidrBlock", "peeringId", "other", "__internal"];

    public static Arbitrary<Value> Any => Value(3).ToArbitrary();

    public static Arbitrary<Value.Map> Maps => Map(2).ToArbitrary();

    /// <summary>Inputs of a kind: any of its fields with anything in it.</summary>
    public static Arbitrary<Value.Map> InputsOf(ResourceKind kind) =>
        Map(2, [.. kind.Inputs.Fields.Select(field => field.Name), "other"]).ToArbitrary();

    private static Gen<Value> Value(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Constant<Value>(Peering.Lifecycle.Value.Null.Instance),
            Gen.Constant<Value>(Peering.Lifecycle.Value.Unknown.Instance),
            Gen.Elements(true, false).Select(flag => (Value)new Value.Bool(flag)),
            Gen.Choose(-1000, 1000).Select(number => (Value)new Value.Number(number / 4.0)),
            Gen.Elements("", "10.0.0.0/16", "us-east-1", "5f2c1a0b9d8e7f6a5b4c3d2e", "ä \" \0", "pcx-1", Hush, "10.77.88.99/16").Select(text => (Value)new Value.Text(text)),
            Gen.Constant<Value>(new Value.Foreign("asset", new Value.Map(new Dictionary<string, Value> { ["text"] = new Value.Text("x") }))));
        return depth == 0 ? leaf : Gen.Frequency(
            (4, leaf),
            (1, Value(depth - 1).Select(inner => (Value)new Value.Secret(inner))),
            (1, Value(depth - 1).ListOf(3).Select(items => (Value)new Value.List([.. items]))),
            (1, Map(depth - 1).Select(map => (Value)map)));
    }

    private static Gen<Value.Map> Map(int depth) => Map(depth, Names);

    private static Gen<Value.Map> Map(int depth, string[] of) =>
        from names in Gen.SubListOf(of)
        from values in Value(depth).ListOf(names.Count)
        select new Value.Map(names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
}
