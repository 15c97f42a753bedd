using System.Security.Cryptography;
using System.Text;

namespace LocalEngine.Project;

/// <summary>
/// Pulumi's passphrase secrets provider: the key is PBKDF2-SHA256 of the passphrase, values are
/// <c>v1:nonce:ciphertext</c> in AES-256-GCM with the tag behind the ciphertext, and the salt travels with an encrypted
/// check word so that a wrong passphrase is noticed before anything is written.
/// </summary>
internal sealed class PassphraseCipher : IDisposable
{
    private const int Iterations = 1_000_000;
    private const int SaltBytes = 8;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private const string CheckWord = "pulumi";
    // AesGcm keeps one native context per instance, and values are encrypted from many steps.
    private readonly Lock _one = new();
    private readonly AesGcm _aes;

    private PassphraseCipher(string passphrase, byte[] salt, string? state)
    {
        var key = Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Iterations, HashAlgorithmName.SHA256, 32);
        _aes = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        State = state ?? $"v1:{Convert.ToBase64String(salt)}:{Encrypt(CheckWord)}";
    }

    /// <summary>What Pulumi keeps as <c>encryptionsalt</c> in the stack file and as <c>salt</c> in the state.</summary>
    public string State { get; }

    public static PassphraseCipher Create(string passphrase) =>
        new(passphrase, RandomNumberGenerator.GetBytes(SaltBytes), null);

    public static PassphraseCipher Open(string passphrase, string state, string where)
    {
        var parts = state.Split(':', 3);
        if (parts is not ["v1", var salt64, var check] || FromBase64(salt64) is not { } salt)
            throw new EngineException($"the encryption salt in {where} is not of the form v1:salt:check; "
                + "restore the line Pulumi wrote");
        var cipher = new PassphraseCipher(passphrase, salt, state);
        if (cipher.TryDecrypt(check) == CheckWord) return cipher;
        cipher.Dispose();
        throw new EngineException($"the passphrase does not open the secrets of {where}; set PULUMI_CONFIG_PASSPHRASE "
            + "(or PULUMI_CONFIG_PASSPHRASE_FILE) to the one they were written with");
    }

    public string Encrypt(string plaintext)
    {
        var plain = Encoding.UTF8.GetBytes(plaintext);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var sealedText = new byte[plain.Length + TagBytes];
        lock (_one)
            _aes.Encrypt(nonce, plain, sealedText.AsSpan(0, plain.Length), sealedText.AsSpan(plain.Length));
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedText)}";
    }

    public string Decrypt(string ciphertext) => TryDecrypt(ciphertext)
        ?? throw new EngineException(
            "a secret value does not decrypt with this passphrase: it was written with another "
            + "one or the file was edited; set the value again");

    public void Dispose() => _aes.Dispose();

    private string? TryDecrypt(string ciphertext)
    {
        if (ciphertext.Split(':') is not ["v1", var nonce64, var text64]
            || FromBase64(nonce64) is not { Length: NonceBytes } nonce
            || FromBase64(text64) is not { Length: >= TagBytes } sealedText) return null;
        var plain = new byte[sealedText.Length - TagBytes];
        try
        {
            lock (_one)
                _aes.Decrypt(nonce, sealedText.AsSpan(0, plain.Length), sealedText.AsSpan(plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null; // what AES-GCM says of a wrong key; the caller knows whose secret it is
        }
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
