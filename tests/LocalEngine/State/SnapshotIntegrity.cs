using System.Security.Cryptography;
using System.Text;

namespace LocalEngine.State;

/// <summary>The rules every state must satisfy, ours and Pulumi's own; a broken one is never written.</summary>
internal static class SnapshotIntegrity
{
    public static string MagicOf(string version) => version.Length == 0
        ? ""
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version)));

    /// <summary>Everything that is wrong; empty for a sound state.</summary>
    public static IReadOnlyList<string> Problems(Snapshot snapshot)
    {
        var problems = new List<string>();
        if (snapshot.Magic != MagicOf(snapshot.Version))
            problems.Add("the magic of the manifest does not fit its version");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var live = new HashSet<string>(StringComparer.Ordinal);
        var providers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in snapshot.Resources)
        {
            CheckIdentity(resource, problems);
            CheckProvider(resource, providers, problems);
            foreach (var (kind, urn) in References(resource))
                if (!seen.Contains(urn))
                    problems.Add($"{resource.Urn} names as {kind} {urn}, which does not stand before it");

            if (!resource.Delete && !live.Add(resource.Urn))
                problems.Add($"{resource.Urn} stands twice in the state");
            seen.Add(resource.Urn);
            if (Urn.IsProviderType(resource.Type) && resource.Id.Length > 0)
                providers.Add($"{resource.Urn}::{resource.Id}");
        }

        return problems;
    }

    public static void Verify(Snapshot snapshot)
    {
        var problems = Problems(snapshot);
        if (problems.Count > 0)
            throw new EngineException("the state is not sound: " + string.Join("; ", problems));
    }

    /// <summary>Every other resource this one needs, with the part it plays. The provider is not among them.</summary>
    public static IEnumerable<(string Kind, string Urn)> References(ResourceState resource)
    {
        if (resource.Parent.Length > 0)
            yield return ("parent", resource.Parent);
        foreach (var urn in resource.Dependencies)
            yield return ("dependency", urn);
        foreach (var urn in resource.PropertyDependencies.Values.SelectMany(urns => urns))
            yield return ("property dependency", urn);
        if (resource.DeletedWith.Length > 0)
            yield return ("deletedWith", resource.DeletedWith);
    }

    private static void CheckIdentity(ResourceState resource, List<string> problems)
    {
        if (!Urn.IsValid(resource.Urn))
            problems.Add($"'{resource.Urn}' is not a URN");
        else if (resource.Type.Length == 0)
            problems.Add($"{resource.Urn} has no type");
        else if (Urn.TypeOf(resource.Urn) != resource.Type)
            problems.Add($"{resource.Urn} has the type {resource.Type}");
        if (!resource.Custom && resource.Id.Length > 0)
            problems.Add($"{resource.Urn} is a component and yet has the id {resource.Id}");
    }

    private static void CheckProvider(ResourceState resource, HashSet<string> providers, List<string> problems)
    {
        if (resource.Provider.Length == 0)
            return;
        if (ProviderReference.TryParse(resource.Provider) is null)
            problems.Add($"{resource.Urn} has '{resource.Provider}' for a provider, which is no provider reference");
        else if (!providers.Contains(resource.Provider) && !resource.PendingReplacement)
            problems.Add($"{resource.Urn} uses the provider {resource.Provider}, which does not stand before it");
    }
}
