using System.Text.Json.Nodes;
using LocalEngine.Deployment;
using LocalEngine.Monitor;
using LocalEngine.Providers;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Cli.Import;

/// <summary>The schemas of the packages whose resources were imported, asked of their plugins.</summary>
internal static class PackageSchemas
{
    /// <summary>A package whose plugin has no schema is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonObject>> LoadAsync(
        DeploymentRequest request, CancellationToken cancel)
    {
        // What plugins say while they are only asked for their schema was said in the import already.
        await using var engine = await GrpcServer.StartAsync(new EngineService(_ => { }).Build());
        var host = new PluginHost(
            request.Plugins, engine.Address, request.RootDirectory, request.Project, request.Config, _ => { });
        var schemas = new Dictionary<string, JsonObject>();
        foreach (var package in request.Imports.GroupBy(i => i.Type.Split(':')[0]))
        {
            var version = package.Select(i => i.Version).FirstOrDefault(v => v.Length > 0);
            await using var plugin = await host.LoadAsync(package.Key, version, cancel);
            if (await SchemaAsync(plugin, cancel) is { } schema) schemas[package.Key] = schema;
        }
        return schemas;
    }

    private static async Task<JsonObject?> SchemaAsync(Plugin plugin, CancellationToken cancel)
    {
        try
        {
            var answer = await plugin.CallAsync<GetSchemaRequest, GetSchemaResponse>("GetSchema", new(), cancel);
            return JsonNode.Parse(answer.Schema) as JsonObject;
        }
        catch (ProviderException none) when (none.Code == StatusCode.Unimplemented)
        {
            return null;
        }
        catch (Exception e) when (e is ProviderException or System.Text.Json.JsonException)
        {
            throw new EngineException("what was imported is in the state, but its C# cannot be written: the schema of "
                + $"'{plugin.Package}' cannot be read: {e.Message}", e);
        }
    }
}
