using System.Security.Cryptography;

namespace AtlasEmulator.World;

/// <summary>Identifiers in the shapes Atlas and the clouds use.</summary>
internal static class Ids
{
    public static string Object() => Hex(24);
    public static string Vpc() => $"vpc-{Hex(17)}";
    public static string PeeringConnection() => $"pcx-{Hex(17)}";
    public static string AwsAccount() => RandomNumberGenerator.GetString("123456789", 12);
    public static string Uuid() => Guid.NewGuid().ToString();
    public static string Hex(int digits) => RandomNumberGenerator.GetHexString(digits, lowercase: true);
    public static string Letters(int count) => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", count);

    public static bool IsObject(string text) =>
        text.Length == 24 && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
