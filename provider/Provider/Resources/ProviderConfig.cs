using System.ComponentModel;
using System.Text.Json;
using Peering.Atlas;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>What the look before a create does with what it finds.</summary>
[Description("What to do with problems that a look at Atlas finds before something is created.")]
internal enum PreflightMode
{
    [WireValue("warn"), Description("Problems that are certain are errors, the others warnings in a preview.")]
    Warn,

    [WireValue("error"), Description("Every problem found is an error, in a preview too.")]
    Error,

    [WireValue("off"), Description("No look in a preview; a create only looks whether its object is there already.")]
    Off,
}

/// <summary>What Configure makes of the configuration and the environment.</summary>
internal sealed record ProviderSettings(
    string? ProjectId, AtlasCredentials Credentials, Uri BaseUrl, PreflightMode Preflight);

/// <summary>The provider's configuration: `peering:` config and the inputs of `peering.Provider`.</summary>
internal sealed record ProviderConfig
{
    [Description("Id of the Atlas project (24 hexadecimal digits) for every resource and function that names none "
        + "itself.")]
    [ObjectId("an Atlas project"), FromEnvironment("MONGODB_ATLAS_PROJECT_ID")]
    public string? ProjectId { get; init; }

    [Description("Bearer token for the Atlas Admin API, used as it is and not renewed. Goes before the other two "
        + "ways to sign in.")]
    [Secret, FromEnvironment("MONGODB_ATLAS_ACCESS_TOKEN")]
    public string? AccessToken { get; init; }

    [Description("Client id of an Atlas service account (`mdb_sa_id_...`), the recommended way to sign in.")]
    [FromEnvironment("MONGODB_ATLAS_CLIENT_ID")]
    public string? ClientId { get; init; }

    [Description("Client secret of the service account.")]
    [Secret, FromEnvironment("MONGODB_ATLAS_CLIENT_SECRET")]
    public string? ClientSecret { get; init; }

    [Description("Public key of an Atlas API key.")]
    [FromEnvironment("MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PUBLIC_KEY", "MCLI_PUBLIC_API_KEY")]
    public string? PublicKey { get; init; }

    [Description("Private key of the API key.")]
    [Secret, FromEnvironment("MONGODB_ATLAS_PRIVATE_API_KEY", "MONGODB_ATLAS_PRIVATE_KEY", "MCLI_PRIVATE_API_KEY")]
    public string? PrivateKey { get; init; }

    [Description("Address of Atlas: scheme and host. https only, http for the loopback address. Default: "
        + "https://cloud.mongodb.com.")]
    [Replaces, FromEnvironment("MONGODB_ATLAS_BASE_URL", "MCLI_OPS_MANAGER_URL")]
    public string? BaseUrl { get; init; }

    [Description("What to do with problems that a look at Atlas finds before something is created: "
        + "`warn` (default), `error` or `off`.")]
    public PreflightMode? Preflight { get; init; }

    private static readonly (string, string)[] Pairs = [("clientId", "clientSecret"), ("publicKey", "privateKey")];

    private static readonly Shape Fields = Shape.Of<ProviderConfig>();

    public static IEnumerable<CheckFailure> Check(Value.Map inputs)
    {
        // The engine adds `version` and others of its own, and newer ones may come: what we do not know passes.
        var known = new Value.Map(inputs.Entries.Where(entry => Fields.Find(entry.Key) is not null)
            .ToDictionary(entry => entry.Key, entry => Unquote(entry.Value)));
        foreach (var failure in Checker.Check(Fields, known))
        {
            yield return failure;
        }

        if (known["baseUrl"]?.Plain is Value.Text url && !AtlasBaseUrl.TryParse(url.Of, out _, out var problem))
        {
            yield return new CheckFailure("baseUrl", problem);
        }

        foreach (var (one, other) in Pairs)
        {
            if (known[one] is null != known[other] is null)
            {
                var (present, missing) = known[one] is null ? (other, one) : (one, other);
                yield return new CheckFailure(missing,
                    $"is missing: '{present}' is set, and the two of them are never taken from different places");
            }
        }
    }

    /// <summary>
    /// Another Atlas is another world, so everything in it is replaced; who signs in does not matter.
    /// </summary>
    public static IEnumerable<Change> Diff(Value.Map olds, Value.Map news, IReadOnlyCollection<string> ignored) =>
        Differ.Compare(Fields, olds, news, ignored)
            .Select(
                change => change.Path == "baseUrl" && SameUrl(olds, news) ? change with { Replaces = false } : change);

    /// <exception cref="MissingKeysException">There is no complete way to sign in.</exception>
    /// <exception cref="OperationFailedException">A value cannot be what it should be.</exception>
    public static ProviderSettings Read(Value.Map inputs)
    {
        // `pulumi import` discards what CheckConfig said, so Configure looks for itself.
        if (Check(inputs).ToList() is { Count: > 0 } failures)
        {
            throw new OperationFailedException(
                FailureKind.NotConfigured, "The configuration of the peering provider is wrong: "
                + string.Join(
                    "; ", failures.Select(f => f.Property.Length > 0 ? $"peering:{f.Property} {f.Reason}" : f.Reason)));
        }

        var explicitly = Codec.Decode<ProviderConfig>(new Value.Map(
            inputs.Entries.ToDictionary(entry => entry.Key, entry => Unquote(entry.Value))));
        var environment = FromEnvironment();
        var baseUrl = explicitly.BaseUrl ?? environment.BaseUrl ?? AtlasBaseUrl.Default;
        return new ProviderSettings(
            explicitly.ProjectId ?? environment.ProjectId,
            explicitly.Credentials() ?? environment.Credentials() ?? throw MissingCredentials(),
            AtlasBaseUrl.TryParse(baseUrl, out var url, out var problem)
                ? url
                : throw new OperationFailedException(FailureKind.NotConfigured, problem),
            explicitly.Preflight ?? PreflightMode.Warn);
    }

    public override string ToString() => nameof(ProviderConfig);

    private static ProviderConfig FromEnvironment() => Codec.Decode<ProviderConfig>(new Value.Map(Fields.Fields
        .Select(field => (field.Name, Value: field.Environment.Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value))))
        .Where(entry => entry.Value is not null)
        .ToDictionary(entry => entry.Name, entry => (Value)new Value.Text(entry.Value!))));

    private AtlasCredentials? Credentials() => this switch
    {
        { AccessToken: { Length: > 0 } token } => new AtlasCredentials.AccessToken(new Secret(token)),
        { ClientId: { Length: > 0 } id, ClientSecret: { Length: > 0 } secret } =>
            new AtlasCredentials.ServiceAccount(id, new Secret(secret)),
        { PublicKey: { Length: > 0 } id, PrivateKey: { Length: > 0 } secret } =>
            new AtlasCredentials.ApiKey(id, new Secret(secret)),
        _ => null,
    };

    /// <summary>The engine shows the keys alone: one for each of the three ways, told as alternatives.</summary>
    private static MissingKeysException MissingCredentials() => new(
        "There are no credentials for Atlas. Give a service account, an API key or an access token, "
        + "by `pulumi config set` or in the environment.",
        [
            ("peering:clientId", "there are no credentials for Atlas. Either a service account: "
                + "this and peering:clientSecret, or MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET;"),
            ("peering:publicKey", "or an API key: this and peering:privateKey, "
                + "or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY;"),
            ("peering:accessToken", "or a bearer token: this, or MONGODB_ATLAS_ACCESS_TOKEN."),
        ]);

    /// <summary>SDKs send what is not a plain string, such as an enum, as JSON text.</summary>
    private static Value Unquote(Value value) => value.Plain switch
    {
        Value.Text { Of: ['"', .., '"'] json } when TryJson(json) is { } text =>
            value is Value.Secret ? new Value.Secret(new Value.Text(text)) : new Value.Text(text),
        _ => value,
    };

    private static string? TryJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetString();
        }
        catch (JsonException)
        {
            return null; // Then the quotes belong to the value.
        }
    }

    private static bool SameUrl(Value.Map olds, Value.Map news) =>
        Url(olds) is { } before && Url(news) is { } after && before == after;

    /// <summary>Left out, it is what Configure takes then; of a former run's environment nobody knows.</summary>
    private static Uri? Url(Value.Map inputs)
    {
        var text = inputs["baseUrl"]?.Plain switch
        {
            null => FromEnvironment().BaseUrl ?? AtlasBaseUrl.Default,
            var given => (given as Value.Text)?.Of,
        };
        return text is not null && AtlasBaseUrl.TryParse(text, out var url, out _) ? url : null;
    }
}
