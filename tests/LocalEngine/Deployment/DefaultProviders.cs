using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>
/// Registers a provider from the stack's configuration the first time a package is used without naming one.
/// </summary>
internal sealed class DefaultProviders(RunContext run, ResourceRegistrar registrar)
{
    private const string DisableKey = "pulumi:disable-default-providers";

    private readonly ConcurrentDictionary<(string, PackageRequest), Lazy<Task<string>>> references = new();

    public Task<string> ReferenceAsync(string package, PackageRequest request, CancellationToken cancel) =>
        references.GetOrAdd((package, request), _ => new Lazy<Task<string>>(() => RegisterAsync(package, request)))
            .Value.WaitAsync(cancel);

    /// <summary><c>default</c>, or with a version <c>default_1_2_3</c>, and with a download URL that too.</summary>
    public static string NameOf(PackageRequest request)
    {
        var name = new StringBuilder("default");
        if (request.Version.Length > 0)
            name.Append('_').Append(Plain(request.Version.TrimStart('v')));
        if (request.DownloadUrl.Length > 0)
            name.Append('_').Append(Plain(request.DownloadUrl));
        return name.ToString();
    }

    /// <summary>
    /// The inputs of a default provider: the configuration as text, and what the engine notes for itself.
    /// </summary>
    public static PropertyMap InputsOf(DeploymentRequest request, string package, PackageRequest plugin)
    {
        var inputs = PropertyMap.From(request.Config
            .Where(c => c.Key.StartsWith(package + ":", StringComparison.Ordinal))
            .Select(c => KeyValuePair.Create(
                c.Key[(package.Length + 1)..],
                request.SecretConfigKeys.Contains(c.Key)
                    ? PropertyValue.SecretOf(PropertyValue.Of(c.Value))
                    : PropertyValue.Of(c.Value))));
        if (plugin.Version.Length > 0)
            inputs = inputs.With(ProviderConfiguration.Version, PropertyValue.Of(plugin.Version));
        return plugin.DownloadUrl.Length == 0
            ? inputs
            : inputs.With(ProviderConfiguration.Internal, PropertyValue.Of(
                PropertyMap.Of(("pluginDownloadURL", PropertyValue.Of(plugin.DownloadUrl)))));
    }

    private async Task<string> RegisterAsync(string package, PackageRequest request)
    {
        if (IsDisabled(package))
            throw new EngineException($"the default provider for '{package}' is disabled by {DisableKey}; "
                + "give the resource an explicit provider");
        var state = await registrar.RegisterAsync(
            new ResourceGoal(Urn.ProviderTypePrefix + package, NameOf(request), Custom: true)
            {
                Inputs = InputsOf(run.Request, package, request),
                Package = request,
            },
            CancellationToken.None);
        return new ProviderReference(state.Urn, state.Id).ToString();
    }

    private bool IsDisabled(string package)
    {
        if (run.Request.Config.GetValueOrDefault(DisableKey) is not { Length: > 0 } text)
            return false;
        var names = text == "*" ? ["*"] : JsonSerializer.Deserialize<string[]>(text) ?? [];
        return names.Contains("*") || names.Contains(package);
    }

    private static string Plain(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
