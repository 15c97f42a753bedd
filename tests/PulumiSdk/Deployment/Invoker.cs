using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace Pulumi;

/// <summary>Calls functions of providers through the engine.</summary>
internal sealed class Invoker(Connection monitor, Features features)
{
    public static Value Whole(string token, Struct result) => Value.ForStruct(result);

    /// <summary>What a function returns that returns no object: on the wire it is the only field of one.</summary>
    public static Value Single(string token, Struct result) => result.Fields.Count == 1
        ? result.Fields.Values.First()
        : throw new InvokeException($"Invoke of '{token}' returned {result.Fields.Count} values instead of one.");

    /// <summary>The result as an output; unknown, without a call, while an argument or a dependency is.</summary>
    public async Task<OutputData<T>> InvokeAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, Func<string, Struct, Value> read)
    {
        var dependsOn = options is InvokeOutputOptions { DependsOn: var listed }
            ? await Dependencies.OfAsync(listed)
            : [];
        var serializer = new Serializer(await features.ResourceReferencesAsync());
        var sent = await serializer.MembersAsync(token, args.Members());
        var given = new OutputData<object?>(
            dependsOn.Union(serializer.Dependencies),
            null,
            !serializer.ContainsUnknowns && await Dependencies.ExistAsync(dependsOn),
            serializer.ContainsSecrets);
        if (!given.IsKnown)
            return given.Unknown<T>();

        var response = await CallAsync(await RequestAsync(token, sent, options));
        if (response.Unknown)
            return given.Unknown<T>();
        var result = given.Join(Deserializer.Deserialize(read(token, response.Return ?? new Struct())));
        return result.IsKnown
            ? result.With((T)Converter.Convert(token, result.Value, typeof(T))!)
            : result.Unknown<T>();
    }

    /// <summary>The result itself, for programs that cannot go on without it.</summary>
    public async Task<T> InvokePromptlyAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, Func<string, Struct, Value> read)
    {
        var data = await InvokeAsync<T>(token, args, options, read);
        return data.IsKnown ? data.Value : throw new RunException(
            $"Invoke of '{token}' has to wait for values that are not known yet: use Invoke, which returns an output, "
            + "instead of InvokeAsync.");
    }

    /// <summary>The state of a resource that the engine knows by this URN.</summary>
    public async Task<ResolvedResource> GetResourceAsync(string urn)
    {
        var response = await CallAsync(new()
        {
            Tok = "pulumi:pulumi:getResource",
            Args = new() { Fields = { ["urn"] = Value.ForString(urn) } },
            AcceptResources = await features.ResourceReferencesAsync(),
        });
        var fields = response.Return.Fields;
        return new(fields["urn"].StringValue, fields["id"].StringValue, fields["state"].StructValue);
    }

    private async Task<ResourceInvokeRequest> RequestAsync(string token, Struct args, InvokeOptions? options)
    {
        var provider = options?.Provider
            ?? (options?.Parent is { } parent ? ResourceProviders.For(token, parent.Providers) : null);
        return new()
        {
            Tok = token,
            Args = args,
            Provider = provider is null ? "" : await provider.ReferenceAsync(),
            Version = options?.Version ?? "",
            PluginDownloadURL = options?.PluginDownloadURL ?? "",
            AcceptResources = await features.ResourceReferencesAsync(),
        };
    }

    private async Task<ResourceInvokeResponse> CallAsync(ResourceInvokeRequest request)
    {
        try
        {
            var response = await monitor.InvokeAsync(request);
            return response.Failures.Count == 0
                ? response
                : throw Failed(string.Join("; ", response.Failures.Select(Describe)));
        }
        catch (RpcException exception) when (!FailureReport.IsShutdown(exception))
        {
            throw Failed(exception.Message);
        }

        InvokeException Failed(string reason) => new($"Invoke of '{request.Tok}' failed: {reason}");
    }

    private static string Describe(CheckFailure failure) =>
        failure.Property is "" ? failure.Reason : $"{failure.Reason} ({failure.Property})";
}
