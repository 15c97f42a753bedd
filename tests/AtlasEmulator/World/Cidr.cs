using System.Globalization;

namespace AtlasEmulator.World;

/// <summary>An IPv4 block; Address may have host bits, which HasHostBits tells.</summary>
internal readonly record struct Cidr(uint Address, int Prefix)
{
    private static readonly Cidr[] Private = [Parse("10.0.0.0/8"), Parse("172.16.0.0/12"), Parse("192.168.0.0/16")];

    public bool HasHostBits => (Address & ~Mask(Prefix)) != 0;

    public bool IsPrivate
    {
        get
        {
            var self = this;
            return Private.Any(range => range.Prefix <= self.Prefix && range.Overlaps(self));
        }
    }

    public bool Overlaps(Cidr other)
    {
        var common = Mask(Math.Min(Prefix, other.Prefix));
        return (Address & common) == (other.Address & common);
    }

    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr : throw new FormatException($"'{text}' is not an IPv4 CIDR block.");

    public static bool TryParse(string text, out Cidr cidr)
    {
        cidr = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var octets = slash < 0 ? [] : text[..slash].Split('.');
        if (octets.Length != 4 || !TryNumber(text[(slash + 1)..], 32, out var prefix)) return false;
        uint address = 0;
        foreach (var octet in octets)
        {
            if (!TryNumber(octet, 255, out var value)) return false;
            address = (address << 8) | (uint)value;
        }

        cidr = new Cidr(address, prefix);
        return true;
    }

    public override string ToString() =>
        $"{Address >> 24}.{(Address >> 16) & 255}.{(Address >> 8) & 255}.{Address & 255}/{Prefix}";

    private static uint Mask(int prefix) => prefix == 0 ? 0 : uint.MaxValue << (32 - prefix);

    private static bool TryNumber(string text, int maximum, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value <= maximum && (text == "0" || text[0] != '0');
}
