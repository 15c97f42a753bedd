using AtlasEmulator.World;
using FsCheck;
using FsCheck.Fluent;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class CidrTests
{
    private static readonly Arbitrary<Cidr> Blocks = ArbMap.Default.GeneratorFor<uint>()
        .SelectMany(address => Gen.Choose(0, 32).Select(prefix => new Cidr(address, prefix))).ToArbitrary();

    [Fact]
    public void A_block_reads_back_as_it_was_written() =>
        Prop.ForAll(Blocks, block => Cidr.Parse(block.ToString()) == block).QuickCheckThrowOnFailure();

    [Fact]
    public void Overlap_is_mutual_and_a_block_overlaps_itself() => Prop.ForAll(Blocks, Blocks,
        (a, b) => a.Overlaps(b) == b.Overlaps(a) && a.Overlaps(a)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.255.0/24", true)]
    [InlineData("10.0.0.0/16", "10.1.0.0/16", false)]
    [InlineData("0.0.0.0/0", "203.0.113.0/24", true)]
    public void Overlaps(string first, string second, bool expected) =>
        Assert.Equal(expected, Cidr.Parse(first).Overlaps(Cidr.Parse(second)));

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("172.16.0.0/12", true)]
    [InlineData("172.32.0.0/16", false)]
    [InlineData("192.168.7.0/24", true)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("10.0.0.0/7", false)]
    public void Private(string text, bool expected) => Assert.Equal(expected, Cidr.Parse(text).IsPrivate);

    [Theory]
    [InlineData("10.0.0/16")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.00/16")]
    [InlineData("10.0.0.256/16")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("::1/64")]
    public void Not_a_block(string text) => Assert.False(Cidr.TryParse(text, out _));
}
