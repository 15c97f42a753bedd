using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Peering.Resources;

/// <summary>An IPv4 block in CIDR notation.</summary>
internal readonly record struct Cidr(uint Address, int Prefix)
{
    private static readonly Cidr[] PrivateRanges =
        [Parse("10.0.0.0/8"), Parse("172.16.0.0/12"), Parse("192.168.0.0/16")];

    private uint Mask => Prefix == 0 ? 0 : uint.MaxValue << (32 - Prefix);

    public bool HasHostBits => (Address & ~Mask) != 0;

    public Cidr Network => this with { Address = Address & Mask };

    public bool IsPrivate => PrivateRanges.Any(Contains);

    /// <summary>Four octets and a prefix length, without leading zeros: what Atlas takes and gives.</summary>
    public static bool TryParse(string? text, out Cidr block)
    {
        block = default;
        var parts = text?.Split('/') ?? [];
        if (parts.Length != 2
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > 32
            || !IPAddress.TryParse(parts[0], out var address) || address.AddressFamily != AddressFamily.InterNetwork)
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        block = new Cidr((uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]), prefix);
        // IPAddress also takes "10.1" and "0x0a.0.0.0"; only the spelling that comes back the same is meant.
        return block.ToString() == text;
    }

    public static Cidr Parse(string text) => TryParse(text, out var block)
        ? block
        : throw new FormatException($"'{text}' is not an IPv4 block in CIDR notation.");

    public bool Overlaps(Cidr other)
    {
        var shorter = Math.Min(Prefix, other.Prefix);
        return (this with { Prefix = shorter }).Network == (other with { Prefix = shorter }).Network;
    }

    /// <summary>The first of mine that overlaps with one of theirs; null when none does, or is no block.</summary>
    public static (string Mine, string Theirs)? FirstOverlap(IEnumerable<string> mine, IEnumerable<string> theirs)
    {
        foreach (var (own, other) in mine.SelectMany(_ => theirs, (own, other) => (own, other)))
        {
            if (TryParse(own, out var a) && TryParse(other, out var b) && a.Overlaps(b))
            {
                return (own, other);
            }
        }

        return null;
    }

    public override string ToString() =>
        $"{Address >> 24}.{(Address >> 16) & 255}.{(Address >> 8) & 255}.{Address & 255}/{Prefix}";

    private bool Contains(Cidr range) => range.Prefix <= Prefix && Overlaps(range);
}
