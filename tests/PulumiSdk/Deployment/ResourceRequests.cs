using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi;

/// <summary>Puts a resource's arguments and options into the requests of the protocol.</summary>
internal sealed class ResourceRequests(DeploymentRun run, Features features)
{
    public async Task<RegisterResourceRequest> RegistrationAsync(
        Resource resource, bool custom, ResourceArgs args, ResourceOptions options)
    {
        var request = new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = custom,
            Object = new Struct(),
            AcceptSecrets = true,
            AcceptResources = await features.ResourceReferencesAsync(),
            AliasSpecs = await features.AliasSpecsAsync(),
        };
        await AddInputsAsync(request, resource, args, options);
        request.Parent = await ParentUrnAsync(resource);
        request.Provider = await ProviderAsync(resource);
        await RequestOptions.ApplyAsync(request, resource, options, features);
        return request;
    }

    public async Task<ReadResourceRequest> ReadingAsync(
        Resource resource, string id, ResourceArgs args, ResourceOptions options)
    {
        var registration = await RegistrationAsync(resource, custom: true, args, options);
        return new()
        {
            Id = id,
            Type = registration.Type,
            Name = registration.Name,
            Parent = registration.Parent,
            Properties = registration.Object,
            Dependencies = { registration.Dependencies },
            Provider = registration.Provider,
            Version = registration.Version,
            PluginDownloadURL = registration.PluginDownloadURL,
            AcceptSecrets = registration.AcceptSecrets,
            AcceptResources = registration.AcceptResources,
            AdditionalSecretOutputs = { registration.AdditionalSecretOutputs },
        };
    }

    private static async Task AddInputsAsync(
        RegisterResourceRequest request, Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var all = await Dependencies.UrnsAsync(await Dependencies.OfAsync(options.DependsOn), resource);
        foreach (var member in args.Members())
        {
            var serializer = new Serializer(request.AcceptResources);
            var value = await serializer.MemberAsync(resource.GetResourceName(), member);
            if (value.KindCase == Value.KindOneofCase.NullValue)
                continue;
            var urns = await Dependencies.UrnsAsync(serializer.Dependencies, resource);
            request.Object.Fields[member.Name] = value;
            request.PropertyDependencies[member.Name] = new() { Urns = { urns } };
            all = all.Union(urns);
        }

        request.Dependencies.AddRange(all);
    }

    private static async Task<string> ProviderAsync(Resource resource) =>
        resource.Provider is { } provider ? await provider.ReferenceAsync() : "";

    private async Task<string> ParentUrnAsync(Resource resource)
    {
        // Everything without a parent is under the stack; only the stack itself has nothing above it.
        var parent = resource.Parent ?? (resource is Stack ? null : run.Stack);
        return parent is null ? "" : (await parent.Urn.Data).Value;
    }
}
