using System.Collections.Concurrent;
using LocalEngine.Deployment;
using Pulumirpc;

namespace LocalEngine.Monitor;

/// <summary>Packages a program announced once and then names by reference.</summary>
internal sealed class PackageReferences
{
    private readonly ConcurrentDictionary<(string Name, PackageRequest Request), string> references = new();
    private readonly ConcurrentDictionary<string, PackageRequest> requests = new(StringComparer.Ordinal);

    public string Register(RegisterPackageRequest request)
    {
        if (request.Parameterization is not null || request.Extension is not null)
            throw new EngineException(
                $"the package '{request.Name}' is parameterized, which this engine does not support");
        var package = new PackageRequest(request.Version, request.DownloadUrl);
        var reference = references.GetOrAdd((request.Name, package), _ => Guid.NewGuid().ToString());
        requests[reference] = package;
        return reference;
    }

    public PackageRequest Resolve(string reference, string version, string downloadUrl)
    {
        if (reference.Length == 0)
            return new PackageRequest(version, downloadUrl);
        return requests.TryGetValue(reference, out var package)
            ? package
            : throw new EngineException($"the package reference {reference} was not registered in this run");
    }
}
