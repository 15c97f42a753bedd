using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>What the engine at hand can do; each question is asked once.</summary>
internal sealed class Features(Connection monitor)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> answers = new();

    public Task<bool> ResourceReferencesAsync() => HasAsync("resourceReferences");

    public Task<bool> AliasSpecsAsync() => HasAsync("aliasSpecs");

    /// <exception cref="RunException">The engine would silently ignore the option.</exception>
    public async Task RequireAsync(string feature, string option)
    {
        if (!await HasAsync(feature))
            throw new RunException($"The engine does not support the resource option {option}. Update the Pulumi CLI.");
    }

    private Task<bool> HasAsync(string feature) =>
        answers.GetOrAdd(feature, id => new(async () => (await monitor.SupportsFeatureAsync(id)).HasSupport)).Value;
}
