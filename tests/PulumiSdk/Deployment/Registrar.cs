using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace Pulumi;

/// <summary>What the engine says about a resource; an empty id is one it cannot know yet.</summary>
internal sealed record ResolvedResource(string Urn, string Id, Struct Properties);

/// <summary>Registers or reads resources with the engine and settles their outputs with the answers.</summary>
internal sealed class Registrar(DeploymentRun run, Connection monitor, Features features)
{
    private readonly ResourceRequests requests = new(run, features);

    public async Task ResolveAsync(
        Resource resource, bool custom, ResourceArgs args, ResourceOptions options, ResourceOutputs outputs)
    {
        try
        {
            outputs.Settle(await ResolveAsync(resource, custom, args, options), run);
        }
        catch (Exception exception)
        {
            outputs.Fail(exception);
            throw;
        }
    }

    public async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var serializer = new Serializer(await features.ResourceReferencesAsync());
        var request = new RegisterResourceOutputsRequest
        {
            Urn = (await resource.Urn.Data).Value,
            Outputs = new Struct(),
        };
        var data = await outputs.Data;
        // The request names each output, so outputs that are unknown or secret as a whole are so one by one.
        foreach (var (name, output) in data.IsKnown ? data.Value : new Dictionary<string, object?>())
        {
            var value = await serializer.SerializeAsync($"{resource.GetResourceName()}.{name}", output);
            Wire.SetUnlessNull(request.Outputs, name, data.IsSecret ? Wire.Secret(value) : value);
        }

        await AskAsync("The outputs of", resource, () => monitor.RegisterResourceOutputsAsync(request));
    }

    private async Task<ResolvedResource> ResolveAsync(
        Resource resource, bool custom, ResourceArgs args, ResourceOptions options)
    {
        if (options.Urn is { } urn)
            return await run.Invoker.GetResourceAsync(urn);
        if (options.Id is { } given && await given.ToOutput().Data is var id && !(id.IsKnown && id.Value is null or ""))
            return await ReadAsync(resource, id.IsKnown ? id.Value : Signatures.Unknown, args, options);

        var request = await requests.RegistrationAsync(resource, custom, args, options);
        var response = await AskAsync("Registering", resource, () => monitor.RegisterResourceAsync(request));
        return new(response.Urn, response.Id, response.Object ?? new Struct());
    }

    private async Task<ResolvedResource> ReadAsync(
        Resource resource, string id, ResourceArgs args, ResourceOptions options)
    {
        var request = await requests.ReadingAsync(resource, id, args, options);
        var response = await AskAsync("Reading", resource, () => monitor.ReadResourceAsync(request));
        return new(response.Urn, id == Signatures.Unknown ? "" : id, response.Properties ?? new Struct());
    }

    private static async Task<T> AskAsync<T>(string what, Resource resource, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RpcException exception) when (!FailureReport.IsShutdown(exception))
        {
            throw new ResourceException(
                $"{what} {resource.GetResourceType()} '{resource.GetResourceName()}' failed: {exception.Message}",
                resource,
                hideStack: true);
        }
    }
}
