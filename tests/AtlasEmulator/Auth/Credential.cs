namespace AtlasEmulator.Auth;

/// <summary>
/// What the holder may do. NotOnAccessList stands for an API access list without the caller's address.
/// </summary>
internal enum Role
{
    ProjectOwner,
    ProjectReadOnly,
    ProjectNetworkAccessManager,
    ProjectStreamProcessingOwner,
    OtherProject,
    NotOnAccessList,
}

internal abstract record Credential(Role Role);

internal sealed record ApiKey(string PublicKey, string PrivateKey, Role Role = Role.ProjectOwner) : Credential(Role)
{
    public override string ToString() => $"API key {PublicKey} ({Role})";
}

internal sealed record ServiceAccount(string ClientId, string ClientSecret, Role Role = Role.ProjectOwner)
    : Credential(Role)
{
    public override string ToString() => $"Service account {ClientId} ({Role})";
}

internal sealed record AccessToken(string Token, Role Role = Role.ProjectOwner) : Credential(Role)
{
    public override string ToString() => $"Access token ({Role})";
}

/// <summary>
/// Constants of the emulator, worth nothing anywhere else; the program prints them for whoever tries it.
/// </summary>
internal static class DemoCredentials
{
    public static ApiKey Key { get; } = new("emulator", "00000000-0000-4000-8000-000000000001");
    public static ApiKey ReadOnlyKey { get; } =
        new("readonly", "00000000-0000-4000-8000-000000000002", Role.ProjectReadOnly);
    public static ServiceAccount Account { get; } =
        new("mdb_sa_id_000000000000000000000001", "mdb_sa_sk_emulator-only/+= &%");
    public static AccessToken Token { get; } = new("emulator-access-token");

    public static IReadOnlyList<Credential> All { get; } = [Key, ReadOnlyKey, Account, Token];
}
