using System.Collections.Frozen;

namespace Peering.Protocol;

/// <summary>The marks with which Pulumi puts more kinds of value into a protobuf Struct than it has.</summary>
internal static class Sentinels
{
    /// <summary>The key that makes an object something else than an object.</summary>
    public const string Signature = "4dabf18193072939515e22adb298388d";

    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>Kinds that are carried through as they are.</summary>
    public static readonly FrozenDictionary<string, string> Foreign = new Dictionary<string, string>
    {
        ["c44067f5952c0a294b673a41bacd8c17"] = "asset",
        ["0def7320c3a5731c473e5ecbe6d01bc7"] = "archive",
        ["5cf8f73096256a8f31e491e813e4eb8e"] = "resource",
        ["803fd3297a5875dc03ca845dda5d2a98"] = "byte string",
    }.ToFrozenDictionary();

    /// <summary>
    /// Unknown, each with a hint at a type. SDKs send the string's for everything, so the hint means nothing.
    /// </summary>
    public static readonly FrozenSet<string> Unknowns = FrozenSet.Create(StringComparer.Ordinal,
        UnknownText,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");
}
