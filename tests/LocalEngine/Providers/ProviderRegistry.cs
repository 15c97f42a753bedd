using System.Collections.Concurrent;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Providers;

/// <summary>
/// All providers of a run. Providers are resources too: checking one loads its plugin, creating, updating or keeping it
/// configures the plugin, and from then on resources find it by its reference. Only loading can be given up: a plugin
/// that never prints its port would be waited for without end.
/// </summary>
internal sealed class ProviderRegistry(PluginHost host, CancellationToken stopLoading)
    : IResourceOperations, IAsyncDisposable
{
    /// <summary>A provider that will only exist after the update has this for an id.</summary>
    public const string UnknownId = Signatures.Unknown;

    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderInstance>>> instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Plugin> checkedPlugins = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Plugin> loaded = [];

    /// <summary>The provider a resource names; one that only the state knows is loaded from there.</summary>
    public async Task<ProviderInstance> GetAsync(string reference, Snapshot state, CancellationToken cancel) =>
        await instances.GetOrAdd(reference, key => new Lazy<Task<ProviderInstance>>(
            () => FromStateAsync(ProviderReference.Parse(key), state))).Value.WaitAsync(cancel);

    public async Task<CheckAnswer> CheckAsync(
        string urn, PropertyMap? olds, PropertyMap news, byte[] randomSeed, bool preview, CancellationToken cancel)
    {
        var plugin = await LoadAsync(urn, news);
        if (checkedPlugins.TryRemove(urn, out var earlier))
            await earlier.DisposeAsync();
        var answer = await ProviderConfiguration.CheckAsync(plugin, urn, olds, news, cancel);
        if (answer.Problems.Length > 0)
            await plugin.DisposeAsync();
        else
            checkedPlugins[urn] = plugin;
        return answer;
    }

    public Task<DiffAnswer> DiffAsync(DiffQuestion question, CancellationToken cancel) =>
        ProviderConfiguration.DiffAsync(
        checkedPlugins[question.Urn], question.Urn, new ProviderConfiguration(question.OldInputs, question.OldOutputs),
        question.NewInputs, question.Preview, cancel);

    public Task<CreateAnswer> CreateAsync(
        string urn, PropertyMap inputs, double timeout, bool preview, CancellationToken cancel)
    {
        var id = preview ? UnknownId : Guid.NewGuid().ToString();
        Bind(urn, id, inputs);
        return Task.FromResult(new CreateAnswer(id, ProviderConfiguration.Public(inputs)));
    }

    public Task<PropertyMap> UpdateAsync(UpdateQuestion question, CancellationToken cancel)
    {
        Bind(question.Urn, question.Id, question.NewInputs);
        return Task.FromResult(ProviderConfiguration.Public(question.NewInputs));
    }

    public Task SameAsync(string urn, string id, PropertyMap inputs, CancellationToken cancel)
    {
        Bind(urn, id, inputs);
        return Task.CompletedTask;
    }

    public Task<ReadAnswer> ReadAsync(
        string urn, string id, PropertyMap? inputs, PropertyMap? outputs, double timeout, CancellationToken cancel) =>
        throw new EngineException($"{urn} is a provider, and providers cannot be read or imported");

    public async Task DeleteAsync(
        string urn, string id, PropertyMap inputs, PropertyMap outputs, double timeout, CancellationToken cancel)
    {
        if (instances.TryRemove(new ProviderReference(urn, id).ToString(), out var instance))
            await (await instance.Value.WaitAsync(cancel)).DisposeAsync();
    }

    /// <summary>
    /// The user wants to stop: every plugin is told, those that do not answer in time are left to it.
    /// </summary>
    public Task CancelAsync(TimeSpan timeout) => Task.WhenAll(loaded.Select(p => p.CancelAsync(timeout)));

    /// <summary>Plugins that were in use at some time, for the manifest of the state.</summary>
    public IEnumerable<PluginEntry> Plugins => loaded.Select(p => new PluginEntry(p.Package, "", "resource", p.Version))
        .Distinct().OrderBy(p => p.Name, StringComparer.Ordinal);

    public async ValueTask DisposeAsync() => await Task.WhenAll(loaded.Select(p => p.DisposeAsync().AsTask()));

    private void Bind(string urn, string id, PropertyMap inputs)
    {
        var reference = new ProviderReference(urn, id);
        if (!checkedPlugins.TryRemove(urn, out var plugin))
            throw new InvalidOperationException($"{urn} was not checked before it was configured");
        var instance = new ProviderInstance(plugin, reference, inputs, host.Diagnose);
        instances[reference.ToString()] = new Lazy<Task<ProviderInstance>>(Task.FromResult(instance));
    }

    private async Task<ProviderInstance> FromStateAsync(ProviderReference reference, Snapshot state)
    {
        var provider = state.Resources.FirstOrDefault(r => r.Urn == reference.ProviderUrn && r.Id == reference.Id)
            ?? throw new EngineException($"the provider {reference} is neither part of the program nor of the state");
        var plugin = await LoadAsync(provider.Urn, provider.Inputs);
        return new ProviderInstance(plugin, reference, provider.Inputs, host.Diagnose);
    }

    private async Task<Plugin> LoadAsync(string urn, PropertyMap inputs)
    {
        var version = inputs.GetValueOrDefault(ProviderConfiguration.Version)?.Plain() as TextValue;
        var plugin = await host.LoadAsync(Urn.PackageOfProviderType(Urn.TypeOf(urn)), version?.Value, stopLoading);
        loaded.Add(plugin);
        return plugin;
    }
}
