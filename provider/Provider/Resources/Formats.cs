using System.Text.RegularExpressions;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>The formats of fields. Each problem says what is expected; none repeats the text, which may be secret.</summary>
internal abstract partial class PatternAttribute(Regex pattern, string expected) : FormatAttribute
{
    public override string? Problem(string text) => pattern.IsMatch(text) ? null : $"must be {expected}";
}

/// <summary>An Atlas id.</summary>
internal sealed partial class ObjectIdAttribute(string what) : FormatAttribute
{
    public override string? Problem(string text) => text switch
    {
        _ when Pattern().IsMatch(text) => null,
        // Atlas answers such an id with a bare 500 or 400, which tells nobody anything.
        _ when text.StartsWith("pcx-", StringComparison.Ordinal) =>
            $"must be the 24 hexadecimal digits of {what}, not the AWS id of a peering connection",
        _ => $"must be the 24 lower-case hexadecimal digits of {what}",
    };

    public static bool Matches(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[0-9a-f]{24}\z")]
    private static partial Regex Pattern();
}

internal sealed partial class AwsAccountIdAttribute() : PatternAttribute(Digits(), "the 12 digits of an AWS account id")
{
    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex Digits();
}

internal sealed partial class AwsVpcIdAttribute() : PatternAttribute(
    Id(), "a VPC id: vpc- and 17 hexadecimal digits (8 for old VPCs), in lower case")
{
    [GeneratedRegex(@"\Avpc-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex Id();

    public static bool Matches(string text) => Id().IsMatch(text);
}

/// <summary>AWS regions in either dialect: `us-east-1` is AWS's, `US_EAST_1` is Atlas's.</summary>
internal sealed partial class AwsRegionAttribute() : PatternAttribute(
    Name(), "an AWS region such as us-east-1 (or US_EAST_1 as Atlas spells it)")
{
    public override string Canonical(string text) => ToAws(text);

    public static string ToAws(string region) => region.ToLowerInvariant().Replace('_', '-');

    public static string ToAtlas(string region) => region.ToUpperInvariant().Replace('-', '_');

    [GeneratedRegex(@"\A([a-z]{2}(-[a-z]+)+-[0-9]+|[A-Z]{2}(_[A-Z]+)+_[0-9]+)\z")]
    private static partial Regex Name();
}

/// <summary>A private IPv4 block without host bits.</summary>
internal class PrivateCidrAttribute : FormatAttribute
{
    public override string? Problem(string text) => Cidr.TryParse(text, out var block)
        ? block switch
        {
            { HasHostBits: true } => $"has bits set behind its prefix; {block.Network} is the block of that size",
            { IsPrivate: false } => "must lie within the private ranges 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
            _ => Size(block),
        }
        : "must be an IPv4 block in CIDR notation such as 10.0.0.0/16";

    protected virtual string? Size(Cidr block) => null;
}
