using FsCheck;
using FsCheck.Fluent;
using LocalEngine;
using LocalEngine.Project;

namespace Peering.Tests.LocalEngineCli;

/// <summary>A key takes a million rounds to derive, so the tests share one.</summary>
public sealed class PassphraseCipherTests
{
    private static readonly Lazy<PassphraseCipher> Shared = new(() => PassphraseCipher.Create("correct horse"));

    [Fact]
    public void What_is_encrypted_decrypts_to_itself() => Prop.ForAll<NonNull<string>>(text =>
    {
        // A lone surrogate has no UTF-8 and no JSON; state and configuration files cannot hold one either.
        var plain = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]);
        return Shared.Value.Decrypt(Shared.Value.Encrypt(plain)) == plain;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_value_is_version_nonce_and_ciphertext_with_its_tag()
    {
        var parts = Shared.Value.Encrypt("hello").Split(':');

        Assert.Equal("v1", parts[0]);
        Assert.Equal(12, Convert.FromBase64String(parts[1]).Length);
        Assert.Equal("hello".Length + 16, Convert.FromBase64String(parts[2]).Length);
    }

    [Fact]
    public void The_same_text_never_encrypts_to_the_same_value() =>
        Assert.NotEqual(Shared.Value.Encrypt("x"), Shared.Value.Encrypt("x"));

    [Fact]
    public void The_salt_line_reopens_the_secrets()
    {
        var written = Shared.Value.Encrypt("kept");

        using var again = PassphraseCipher.Open("correct horse", Shared.Value.State, "Pulumi.dev.yaml");

        Assert.Equal("kept", again.Decrypt(written));
        Assert.Matches("^v1:[A-Za-z0-9+/]{11}=:v1:[A-Za-z0-9+/]{16}:[A-Za-z0-9+/]+=*$", again.State);
    }

    [Fact]
    public void Values_written_by_another_implementation_of_the_format_are_read()
    {
        // Made with Node's crypto: PBKDF2-SHA256 of "peering tests", a million rounds, AES-256-GCM.
        using var cipher = PassphraseCipher.Open(
            "peering tests", "v1:AQIDBAUGBwg=:v1:EBESExQVFhcYGRob:KKZJQVWr0QdItg5pdTEYX3jbmTOwIw==", "Pulumi.dev.yaml");

        Assert.Equal("ключ", cipher.Decrypt("v1:EBESExQVFhcYGRob:iGn1j+lMgatdHAEuaZI4vSZIelqZo98O"));
    }

    [Fact]
    public void Another_passphrase_is_refused_with_the_variable_to_set()
    {
        var refused = Assert.Throws<EngineException>(
            () => PassphraseCipher.Open("wrong", Shared.Value.State, "Pulumi.dev.yaml"));

        Assert.Contains("Pulumi.dev.yaml", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PULUMI_CONFIG_PASSPHRASE", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1:notbase64!:v1:a:b")]
    [InlineData("v2:AQIDBAUGBwg=:v1:a:b")]
    [InlineData("AQIDBAUGBwg=:v1:EBESExQVFhcYGRob:KKZJQVWr0QdItg5pdTEYX3jbmTOwIw==")]
    public void A_broken_salt_line_is_named(string salt) => Assert.Contains(
        "not of the form v1:salt:check",
        Assert.Throws<EngineException>(() => PassphraseCipher.Open("x", salt, "Pulumi.dev.yaml")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("v1:AAAA:AAAA")]
    [InlineData("v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_value_that_was_tampered_with_does_not_decrypt(string value) =>
        Assert.Throws<EngineException>(() => Shared.Value.Decrypt(value));
}
