using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi;

/// <summary>Resource options as the engine reads them.</summary>
internal static class RequestOptions
{
    public static async Task ApplyAsync(
        RegisterResourceRequest request, Resource resource, ResourceOptions options, Features features)
    {
        request.Version = options.Version ?? "";
        request.PluginDownloadURL = options.PluginDownloadURL ?? "";
        request.IgnoreChanges.AddRange(options.IgnoreChanges);
        request.ReplaceOnChanges.AddRange(options.ReplaceOnChanges);
        request.HideDiffs.AddRange(options.HideDiffs);
        if (resource.Protect is { } protect)
            request.Protect = protect;
        if (options.RetainOnDelete is { } retain)
            request.RetainOnDelete = retain;
        if (options.CustomTimeouts is { } timeouts)
            request.CustomTimeouts = Timeouts(timeouts);
        if (options is CustomResourceOptions custom)
            ApplyCustom(request, custom);
        if (options is ComponentResourceOptions)
            foreach (var (package, provider) in resource.Providers)
                request.Providers[package] = await provider.ReferenceAsync();
        await ApplyAliasesAsync(request, options, features);
        await ApplyReplacementAsync(request, resource, options, features);
    }

    private static void ApplyCustom(RegisterResourceRequest request, CustomResourceOptions options)
    {
        request.DeleteBeforeReplace = options.DeleteBeforeReplace ?? false;
        request.DeleteBeforeReplaceDefined = options.DeleteBeforeReplace is not null;
        request.ImportId = options.ImportId ?? "";
        request.AdditionalSecretOutputs.AddRange(options.AdditionalSecretOutputs);
        request.EnvVarMappings.Add(options.EnvVarMappings);
    }

    private static RegisterResourceRequest.Types.CustomTimeouts Timeouts(CustomTimeouts timeouts) => new()
    {
        Create = GoDuration(timeouts.Create),
        Update = GoDuration(timeouts.Update),
        Delete = GoDuration(timeouts.Delete),
    };

    private static string GoDuration(TimeSpan? time) =>
        time is { } value ? value.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s" : "";

    private static async Task ApplyAliasesAsync(
        RegisterResourceRequest request, ResourceOptions options, Features features)
    {
        if (options.Aliases.Count > 0)
            await features.RequireAsync("aliasSpecs", nameof(options.Aliases));
        foreach (var input in options.Aliases)
        {
            var alias = await input.ToOutput().Data;
            request.Aliases.Add(await AliasSpecs.OfAsync(alias.Value));
        }
    }

    private static async Task ApplyReplacementAsync(
        RegisterResourceRequest request, Resource resource, ResourceOptions options, Features features)
    {
        if (options.DeletedWith is { } deletedWith)
        {
            await features.RequireAsync("deletedWith", nameof(options.DeletedWith));
            request.DeletedWith = (await deletedWith.Urn.Data).Value;
        }

        var replaceWith = await Dependencies.UrnsAsync(await Dependencies.OfAsync(options.ReplaceWith), resource);
        if (!replaceWith.IsEmpty)
        {
            await features.RequireAsync("replaceWith", nameof(options.ReplaceWith));
            request.ReplaceWith.AddRange(replaceWith);
        }

        if (options.ReplacementTrigger is { } trigger)
        {
            await features.RequireAsync("replacementTrigger", nameof(options.ReplacementTrigger));
            request.ReplacementTrigger =
                await new Serializer(request.AcceptResources).SerializeAsync("ReplacementTrigger", trigger);
        }
    }
}
