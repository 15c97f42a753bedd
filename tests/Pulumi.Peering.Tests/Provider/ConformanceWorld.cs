using System.Text.Json;
using AtlasEmulator.Auth;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Peering.Tests.Provider;

/// <summary>
/// A resource of every kind with every input set, made by Check and Create. Tests that share it leave it as it is.
/// </summary>
public sealed class ConformanceWorld : IAsyncLifetime
{
    private readonly List<Resource> resources = [];

    public static TheoryData<string> Kinds => new(Templates.Select(template => template.Kind));

    /// <summary>In the order in which they can be made; braces stand for what was made before.</summary>
    internal static readonly IReadOnlyList<(string Kind, string Inputs)> Templates =
    [
        ("AwsNetworkContainer", """
            { "projectId": "{project}", "regionName": "US_EAST_1", "atlasCidrBlock": "192.168.248.0/21",
              "adoptExisting": false }
            """),
        ("AzureNetworkContainer", """
            { "projectId": "{project}", "region": "US_EAST_2", "atlasCidrBlock": "192.168.240.0/21",
              "adoptExisting": false }
            """),
        ("GcpNetworkContainer", """
            { "projectId": "{project}", "atlasCidrBlock": "192.168.224.0/22",
              "regions": ["CENTRAL_US", "EASTERN_US"], "adoptExisting": false }
            """),
        ("AwsNetworkPeering", """
            { "projectId": "{project}", "containerId": "{AwsNetworkContainer}", "accepterRegionName": "us-east-1",
              "awsAccountId": "123456789012", "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16" }
            """),
        ("AzureNetworkPeering", """
            { "projectId": "{project}", "containerId": "{AzureNetworkContainer}",
              "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
              "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210", "resourceGroupName": "orders-network",
              "vnetName": "orders-vnet", "remoteCidrBlocks": ["10.1.0.0/16", "10.2.0.0/16"] }
            """),
        ("GcpNetworkPeering", """
            { "projectId": "{project}", "containerId": "{GcpNetworkContainer}", "gcpProjectId": "orders-prod",
              "networkName": "orders-net", "remoteCidrBlocks": ["10.3.0.0/16"] }
            """),
        ("NetworkPeeringActivation", """{ "peeringId": "{AwsNetworkPeering.id}" }"""),
        ("StreamsVpcPeeringConnection", """
            { "projectId": "{project}", "name": "pcx-0123456789abcdef0", "requesterAccountId": "210987654321",
              "requesterVpcId": "vpc-0fedcba9876543210", "decision": "ACCEPT" }
            """),
    ];

    internal Scenario Scenario { get; private set; } = null!;

    internal IReadOnlyList<Resource> All => resources;

    internal Resource this[string kind] => resources.Single(resource => resource.Kind == kind);

    /// <summary>The inputs that the schema promises to replace for.</summary>
    internal static IReadOnlyList<string> ReplacingInputs(string kind) =>
    [
        .. InputProperties(kind)
            .Where(property => property.Value.TryGetProperty("willReplaceOnChanges", out var flag) && flag.GetBoolean())
            .Select(property => property.Name),
    ];

    internal static IEnumerable<JsonProperty> InputProperties(string kind) =>
        JsonDocument.Parse(File.ReadAllText(Repository.File("schema.json"))).RootElement.GetProperty("resources")
            .GetProperty($"peering:index:{kind}").GetProperty("inputProperties").EnumerateObject();

    /// <summary>Makes one of every kind; what <paramref name="dress"/> gives is what the program says.</summary>
    internal static async Task<IReadOnlyList<Resource>> CreateAllAsync(
        Scenario scenario, Func<Value, Value>? dress = null, Func<string, Struct, Task>? before = null)
    {
        var made = new List<Resource>();
        foreach (var (kind, template) in Templates)
        {
            var inputs = Inputs(template, made);
            if (kind == "StreamsVpcPeeringConnection")
            {
                scenario.Atlas.Control.SeedStreamsRequest(
                    Scenario.Project, "210987654321", "vpc-0fedcba9876543210", name: "pcx-0123456789abcdef0");
            }
            else if (kind == "NetworkPeeringActivation")
            {
                scenario.Atlas.Control.Accept(made.Single(one => one.Kind == "AwsNetworkPeering")["connectionId"]!);
            }

            var program = dress is null ? inputs : ConformanceWire.Map(inputs, dress);
            await (before?.Invoke(kind, program) ?? Task.CompletedTask);
            made.Add(await scenario.CreateAsync(kind, program.ToString()));
        }

        return made;
    }

    /// <summary>Another plugin for the same Atlas: what a destroy or a refresh of another day starts.</summary>
    internal static async Task<Plugin> NextPluginAsync(Scenario scenario)
    {
        var plugin = await Plugin.StartAsync();
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json($$"""
                { "accessToken": "{{DemoCredentials.Token.Token}}", "baseUrl": "{{scenario.Atlas.BaseUrl}}" }
                """),
        });
        return plugin;
    }

    /// <summary>Diff as it comes, without a Check before it.</summary>
    internal async Task<DiffResponse> DiffAsync(
        Resource old, Struct news, Struct? oldInputs = null, params string[] ignored)
    {
        var request = new DiffRequest
        {
            Id = old.Id,
            Urn = Scenario.Urn(old.Kind),
            OldInputs = oldInputs ?? old.Inputs,
            Olds = old.State,
            News = news,
        };
        request.IgnoreChanges.Add(ignored);
        return ConformanceWire.DemandConsistent(
            await Scenario.Plugin.CallAsync<DiffRequest, DiffResponse>("Diff", request));
    }

    public async Task InitializeAsync()
    {
        Scenario = await Scenario.StartAsync();
        resources.AddRange(await CreateAllAsync(Scenario));
    }

    public async Task DisposeAsync() => await Scenario.DisposeAsync();

    private static Struct Inputs(string template, IReadOnlyList<Resource> made)
    {
        var text = template.Replace("{project}", Scenario.Project, StringComparison.Ordinal);
        foreach (var one in made)
        {
            text = text.Replace($"{{{one.Kind}.id}}", one.Id, StringComparison.Ordinal)
                .Replace($"{{{one.Kind}}}", one.Id.Split('/')[1], StringComparison.Ordinal);
        }

        return Scenario.Json(text);
    }
}
