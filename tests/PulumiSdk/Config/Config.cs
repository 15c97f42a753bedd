using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>The stack's configuration under one namespace: the project's own unless named.</summary>
public sealed class Config(string? name = null)
{
    private readonly string prefix = name ?? Deployment.Instance.ProjectName;

    public string? Get(string key) => Deployment.CurrentRun.Settings.Config.GetValueOrDefault(FullKey(key));

    public bool? GetBoolean(string key) => Parsed(key, "bool", text => bool.Parse(text));

    public int? GetInt32(string key) => Parsed(key, "int", text => int.Parse(text, CultureInfo.InvariantCulture));

    public double? GetDouble(string key) =>
        Parsed(key, "double", text => double.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>A structured value, or the default of the type if it is not set.</summary>
    public T GetObject<T>(string key) => Get(key) is { } text ? Parse<T>(key, text) : default!;

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public T RequireObject<T>(string key) => Parse<T>(key, Require(key));

    public Output<string>? GetSecret(string key) => Get(key) is { } text ? Output.CreateSecret(text) : null;

    public Output<bool>? GetSecretBoolean(string key) => Secret(GetBoolean(key));

    public Output<int>? GetSecretInt32(string key) => Secret(GetInt32(key));

    public Output<double>? GetSecretDouble(string key) => Secret(GetDouble(key));

    public Output<T>? GetSecretObject<T>(string key) =>
        Get(key) is { } text ? Output.CreateSecret(Parse<T>(key, text)) : null;

    public Output<string> RequireSecret(string key) => GetSecret(key) ?? throw MissingSecret(key);

    public Output<bool> RequireSecretBoolean(string key) => GetSecretBoolean(key) ?? throw MissingSecret(key);

    public Output<int> RequireSecretInt32(string key) => GetSecretInt32(key) ?? throw MissingSecret(key);

    public Output<double> RequireSecretDouble(string key) => GetSecretDouble(key) ?? throw MissingSecret(key);

    public Output<T> RequireSecretObject<T>(string key) => GetSecretObject<T>(key) ?? throw MissingSecret(key);

    private static Output<T>? Secret<T>(T? value)
        where T : struct => value is { } present ? Output.CreateSecret(present) : null;

    private string FullKey(string key) => $"{prefix}:{key}";

    private T? Parsed<T>(string key, string type, Func<string, T> parse)
        where T : struct
    {
        if (Get(key) is not { } text)
            return null;
        try
        {
            return parse(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Unreadable(key, $"is not a valid {type}");
        }
    }

    private T Parse<T>(string key, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json)!;
        }
        catch (JsonException)
        {
            throw Unreadable(key, $"is not JSON that fits {typeof(T).Name}");
        }
    }

    // Neither the text nor the parser's message is shown: the value may be a secret.
    private RunException Unreadable(string key, string problem) => new(
        $"The configuration value '{FullKey(key)}' {problem}. Set another with `pulumi config set {FullKey(key)}`.");

    private RunException Missing(string key) => new(
        $"Missing required configuration variable '{FullKey(key)}'. "
        + $"Set a value with `pulumi config set {FullKey(key)} <value>`.");

    private RunException MissingSecret(string key) => new(
        $"Missing required configuration variable '{FullKey(key)}'. "
        + $"Set a value with `pulumi config set --secret {FullKey(key)} <value>`.");
}
