using System.Text.RegularExpressions;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// The formats of fields. Each problem says what is expected; none repeats the text, which may be secret.
/// </summary>
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

    public static bool Matches(string text) => Digits().IsMatch(text);
}

internal sealed partial class AwsPeeringConnectionIdAttribute() : PatternAttribute(
    Id(), "the AWS id of a peering connection: pcx- and 17 hexadecimal digits (8 for old ones), in lower case")
{
    [GeneratedRegex(@"\Apcx-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex Id();

    public static bool Matches(string text) => Id().IsMatch(text);
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

/// <summary>Regions of Azure and GCP by Atlas's names for them, which are not the clouds' own.</summary>
internal sealed partial class AtlasRegionAttribute() : PatternAttribute(
    Name(), "Atlas's own name of the region, such as US_EAST_2 or CENTRAL_US (not the cloud's eastus2 or us-central1)")
{
    public override string Canonical(string text) => ToAtlas(text);

    public static string ToAtlas(string region) => region.ToUpperInvariant().Replace('-', '_');

    [GeneratedRegex(@"\A([A-Z]+(_[A-Z0-9]+)+|[a-z]+(-[a-z]+)+(-[0-9]+)?)\z")]
    private static partial Regex Name();
}

internal sealed class UuidAttribute(string what) : FormatAttribute
{
    public override string? Problem(string text) => Guid.TryParseExact(text, "D", out _)
        ? null
        : $"must be the UUID of {what}, such as 01234567-89ab-cdef-0123-456789abcdef";

    public override string Canonical(string text) => text.ToLowerInvariant();
}

/// <summary>Names of resource groups and VNets: the same in any case.</summary>
internal sealed partial class AzureNameAttribute(string what) : PatternAttribute(
    Name(), $"the name of {what}: letters, digits and - . _ ( )")
{
    public override string Canonical(string text) => text.ToLowerInvariant();

    [GeneratedRegex(@"\A[-\w.()]+\z")]
    private static partial Regex Name();
}

internal sealed partial class GcpProjectIdAttribute() : PatternAttribute(
    Id(), "a GCP project id: 6 to 30 lower-case letters, digits and hyphens, beginning with a letter (not its number "
        + "or name)")
{
    [GeneratedRegex(@"\A[a-z][0-9a-z-]{4,28}[0-9a-z]\z")]
    private static partial Regex Id();
}

internal sealed partial class GcpNetworkNameAttribute() : PatternAttribute(
    Name(), "the name of a GCP network: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter (not "
        + "its self link)")
{
    [GeneratedRegex(@"\A[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex Name();
}

/// <summary>The id of a network peering resource.</summary>
internal sealed class PeeringIdFormatAttribute : FormatAttribute
{
    public override string? Problem(string text) =>
        text.Split('/') is [var project, var peer] && ObjectIdAttribute.Matches(project)
            && ObjectIdAttribute.Matches(peer)
            ? null
            : "must be the `id` of a network peering: project/peer, 24 hexadecimal digits each";
}

/// <summary>An IPv4 block without host bits.</summary>
internal class CidrAttribute : FormatAttribute
{
    private const string HostBits = "has bits set behind its prefix";

    public override string? Problem(string text) => !Cidr.TryParse(text, out var block)
        ? "must be an IPv4 block in CIDR notation such as 10.0.0.0/16"
        : block.HasHostBits
            ? $"{HostBits}; {block.Network} is the block of that size"
            : Problem(block);

    public override string? ProblemOfSecret(string text) =>
        Cidr.TryParse(text, out var block) && block.HasHostBits ? HostBits : Problem(text);

    public override string Canonical(string text) =>
        Cidr.TryParse(text, out var block) ? block.Network.ToString() : text;

    protected virtual string? Problem(Cidr block) => null;
}

/// <summary>A block within the private ranges, of at least and at most so many addresses.</summary>
internal sealed class PrivateCidrAttribute(int shortest = 0, int longest = 32) : CidrAttribute
{
    protected override string? Problem(Cidr block) => block switch
    {
        { IsPrivate: false } => "must lie within the private ranges 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
        _ when block.Prefix < shortest || block.Prefix > longest =>
            $"has the size /{block.Prefix}; a network container takes /{longest} (the smallest) to /{shortest}",
        _ => null,
    };
}
