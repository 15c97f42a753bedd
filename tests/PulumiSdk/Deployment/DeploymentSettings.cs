using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>What the engine tells the program it starts.</summary>
internal sealed record DeploymentSettings(string Monitor, string Engine, string Project, string Stack, bool IsDryRun)
{
    public string Organization { get; init; } = "organization";

    public string RootDirectory { get; init; } = "";

    public ImmutableDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableHashSet<string> SecretKeys { get; init; } = [];

    /// <exception cref="InvalidOperationException">A variable of the contract is missing or unreadable.</exception>
    public static DeploymentSettings FromEnvironment(Func<string, string?> read)
    {
        var settings = new DeploymentSettings(
            Required("PULUMI_MONITOR"),
            Required("PULUMI_ENGINE"),
            Required("PULUMI_PROJECT"),
            Required("PULUMI_STACK"),
            Parsed<bool>("PULUMI_DRY_RUN", bool.TryParse))
        {
            Organization = read("PULUMI_ORGANIZATION") is { Length: > 0 } organization ? organization : "organization",
            RootDirectory = read("PULUMI_ROOT_DIRECTORY") ?? "",
            Config = Json<ImmutableDictionary<string, string>>("PULUMI_CONFIG")
                ?? ImmutableDictionary<string, string>.Empty,
            SecretKeys = Json<ImmutableHashSet<string>>("PULUMI_CONFIG_SECRET_KEYS") ?? [],
        };
        // Part of the contract, even though nothing here depends on them.
        Parsed<bool>("PULUMI_QUERY_MODE", bool.TryParse);
        Parsed<int>("PULUMI_PARALLEL", (string? text, out int value) =>
            int.TryParse(text, CultureInfo.InvariantCulture, out value));
        return settings;

        string Required(string name) =>
            read(name) is { Length: > 0 } value ? value : throw NoEngine($"{name} is not set");

        T Parsed<T>(string name, Parser<T> parse) => parse(Required(name), out var value)
            ? value
            : throw NoEngine($"{name} is '{read(name)}'");

        // The text may hold secrets, so it is left out of the message.
        T? Json<T>(string name)
        {
            try
            {
                return read(name) is { Length: > 0 } text ? JsonSerializer.Deserialize<T>(text) : default;
            }
            catch (JsonException)
            {
                throw NoEngine($"{name} is not the JSON it should be");
            }
        }
    }

    private static InvalidOperationException NoEngine(string reason) => new(
        $"The program was run without the Pulumi engine ({reason}): run it with the `pulumi` CLI, for example "
        + "`pulumi up`.");

    private delegate bool Parser<T>(string? text, out T value);
}
