using System.Text.Json.Nodes;
using LocalEngine.Project;
using LocalEngine.State;

namespace LocalEngine.Cli;

/// <summary>One stack: its configuration, its state file, and the ciphers that open them.</summary>
internal sealed class StackSession(ProjectFile project, string name, string statePath) : IDisposable
{
    private const string SecretsType = "passphrase";
    private readonly Dictionary<string, PassphraseCipher> _ciphers = [];

    public ProjectFile Project => project;

    public string Name => name;

    public string StatePath => statePath;

    public StackConfig Config { get; } = StackConfig.Load(project, name);

    public static SecretsCipher AsStateCipher(PassphraseCipher cipher) =>
        new(SecretsType, new JsonObject { ["salt"] = cipher.State }, cipher.Encrypt, cipher.Decrypt);

    /// <summary>Opens the secrets of the stack file; a stack without a salt gets one.</summary>
    public PassphraseCipher ConfigCipher()
    {
        if (Config.EncryptionSalt is { } written) return Open(written, Config.Path);
        if (StateSalt() is { } kept)
        {
            var same = Open(kept, statePath);
            Config.SetEncryptionSalt(kept);
            return same;
        }
        var cipher = PassphraseCipher.Create(Passphrase.Required());
        _ciphers[cipher.State] = cipher;
        Config.SetEncryptionSalt(cipher.State);
        return cipher;
    }

    /// <summary>
    /// Opens the secrets of the state. A state brought from elsewhere keeps its own salt: values nobody touched are
    /// written back as they were read.
    /// </summary>
    public SecretsCipher StateCipher() =>
        AsStateCipher(StateSalt() is { } salt ? Open(salt, statePath) : ConfigCipher());

    /// <summary>The cipher for a document whose secrets may have been written under another salt.</summary>
    public SecretsCipher CipherOf(string document, string where) =>
        AsStateCipher(SaltOf(document, where) is { } salt ? Open(salt, where) : ConfigCipher());

    public StateFile StateFile() => new(statePath, StateCipher());

    /// <summary>Configuration in clear; the passphrase is only asked for when something is secret.</summary>
    public ResolvedConfig ResolveConfig() =>
        ResolvedConfig.Resolve(project, name, Config, text => ConfigCipher().Decrypt(text));

    public void Dispose()
    {
        foreach (var cipher in _ciphers.Values) cipher.Dispose();
    }

    private string? StateSalt() => File.Exists(statePath) ? SaltOf(File.ReadAllText(statePath), statePath) : null;

    private static string? SaltOf(string document, string where) => SnapshotJson.SecretsProviderOf(document) switch
    {
        null => null,
        (SecretsType, var state) => state["salt"]?.GetValue<string>()
            ?? throw new EngineException($"{where} names the passphrase secrets provider without its salt; restore it"),
        var (other, _) =>
            throw new EngineException($"the secrets of {where} are kept by the secrets provider '{other}', "
            + "which is not known here; export the state with --show-secrets and import that"),
    };

    private PassphraseCipher Open(string salt, string where)
    {
        if (_ciphers.TryGetValue(salt, out var known)) return known;
        return _ciphers[salt] = PassphraseCipher.Open(Passphrase.Required(), salt, where);
    }
}
