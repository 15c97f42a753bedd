using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;

namespace Peering.Tests.Rpc;

/// <summary>Structs as only a broken or hostile engine would send them, and bytes that were a message once.</summary>
internal static class HostileWire
{
    private static readonly string[] Names =
    [
        "projectId", "containerId", "vpcId", "regions", "remoteCidrBlocks", "adoptExisting", "status", "peeringId",
        "decision", "value", "secret", "", "__x", "4dabf18193072939515e22adb298388d",
    ];

    // Signatures of secret, output, asset and resource among them, so that they also turn up where they mean nothing.
    private static readonly string[] Texts =
    [
        "", "x", "10.0.0.0/99", "5f2c1a0b9d8e7f6a5b4c3d2e", "ä \" \0 \u202e", "AVAILABLE", "ACCEPT", "a/b/c/d/e/f", "%s{0}<{%",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "1b47061264138c4ac30d75fd1eb44270", "d0e6a833031e9bbcd3f4e8bde6ca49a4",
        "c44067f5952c0a294b673a41bacd8c17", "5cf8f73096256a8f31e491e813e4eb8e", new('x', 70_000),
    ];

    public static Gen<string> Text { get; } = Gen.Elements(Texts);

    public static Arbitrary<Struct> Structs { get; } = Bag(4).ToArbitrary();

    /// <summary>A message with a few changes: bits, cuts, doublings, and bytes from nowhere.</summary>
    public static Gen<byte[]> Mutated(Gen<byte[]> messages) =>
        from message in messages
        from times in Gen.Choose(1, 4)
        from changes in Change.ListOf(times)
        select changes.Aggregate(message, (bytes, change) => change(bytes));

    private static Gen<Func<byte[], byte[]>> Change =>
        from kind in Gen.Choose(0, 4)
        from place in Gen.Choose(0, int.MaxValue - 1)
        from length in Gen.Choose(1, 12)
        from noise in Gen.Choose(0, 255).Select(b => (byte)b).ListOf(length)
        select (Func<byte[], byte[]>)(bytes =>
        {
            if (bytes.Length == 0)
            {
                return [.. noise];
            }

            var at = place % bytes.Length;
            var end = Math.Min(bytes.Length, at + length);
            return kind switch
            {
                0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (length % 8))), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[end..]],
                2 => [.. bytes[..end], .. bytes[at..]],
                3 => bytes[..at],
                _ => [.. bytes[..at], .. noise, .. bytes[at..]],
            };
        });

    private static Gen<Value> Any(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Constant(new Value()),
            Gen.Constant(Value.ForNull()),
            Gen.Elements(true, false).Select(Value.ForBool),
            Gen.Elements(0.5, -1, 1e308, double.NaN, double.NegativeInfinity).Select(Value.ForNumber),
            Text.Select(Value.ForString));
        return depth == 0 ? leaf : Gen.Frequency(
            (3, leaf),
            (1, Any(depth - 1).ListOf(3).Select(items => Value.ForList([.. items]))),
            (2, Bag(depth - 1).Select(Value.ForStruct)));
    }

    private static Gen<Struct> Bag(int depth) =>
        from names in Gen.SubListOf(Names)
        from values in Any(depth).ListOf(names.Count)
        select Filled(names.Zip(values));

    private static Struct Filled(IEnumerable<(string Name, Value Value)> fields)
    {
        var bag = new Struct();
        foreach (var (name, value) in fields)
        {
            bag.Fields[name] = value.Clone();
        }

        return bag;
    }
}
