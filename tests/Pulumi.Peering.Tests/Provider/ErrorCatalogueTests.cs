using System.Text;
using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using AtlasEmulator.World;
using Peering.Atlas;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

/// <summary>
/// What users are told for each error code of Atlas, word by word: ErrorCatalogue.golden.txt. Read it as a user would
/// after a change: what happened, to what, and what is next?
/// </summary>
public sealed class ErrorCatalogueTests
{
    private const string StandIn = "5f2c1a0b9d8e7f6a5b4c3d2e";

    private static readonly string Golden =
        Repository.File("tests", "Pulumi.Peering.Tests", "Provider", "ErrorCatalogue.golden.txt");

    [Fact]
    public void Every_code_with_advice_meets_a_verb_or_is_said_to_meet_none()
    {
        var shown = ErrorCatalogue.Rows.Select(row => row.Code).ToHashSet();
        Assert.Empty(AtlasAdvice.All.Keys.Except(shown).Except(ErrorCatalogue.Elsewhere.Keys));
        Assert.Empty(shown.Intersect(ErrorCatalogue.Elsewhere.Keys));
        // Atlas's word for "no reason given": its advice goes by the status.
        Assert.Equal(["UNEXPECTED_ERROR"], shown.Except(AtlasAdvice.All.Keys));
    }

    [Fact]
    public async Task Every_error_code_is_told_as_in_the_golden_file()
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var verbs = await VerbsAsync(scenario);
        var told = new StringBuilder();
        foreach (var (name, code, detail) in ErrorCatalogue.Rows)
        {
            var verb = verbs[name];
            var status = ErrorCatalog.StatusOf(code) ?? 403;
            scenario.Atlas.Control.AddFault(new FaultRule
            {
                Method = verb.Method,
                Path = verb.Path,
                Status = status,
                ErrorCode = code,
                Detail = detail,
                Times = null,
                // Only spares the test the waits between the attempts.
                RetryAfter = 0,
            });
            var message = (await verb.Act()).Message;
            scenario.Atlas.Control.ClearFaults();

            Assert.Contains(code, message, StringComparison.Ordinal);
            if (!message.StartsWith("The container", StringComparison.Ordinal))
            {
                Assert.Contains($"HTTP {status} {code}: {detail}", message, StringComparison.Ordinal);
            }

            told.Append($"{code} ({status}) to {name}\n").Append($"    {message.Replace("\n", "\n    ", StringComparison.Ordinal)}\n\n");
        }

        var text = verbs.Values.SelectMany(verb => verb.Ids).Aggregate(
            told.ToString(), (all, id) => all.Replace(id, StandIn, StringComparison.Ordinal));
        await GoldenFile.DemandAsync(Golden, text, nameof(ErrorCatalogueTests));
    }

    /// <summary>How a user comes to send each kind of request. Every one is refused, so all can be repeated.</summary>
    private static async Task<Dictionary<string, Verb>> VerbsAsync(Scenario scenario)
    {
        var aws = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21").Id;
        var gcp = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.GCP).Id;
        var azure = await scenario.CreateAsync(
            "AzureNetworkContainer", """{ "region": "US_EAST_2", "atlasCidrBlock": "192.168.240.0/21" }""");
        var peering = await scenario.CreateAsync("AwsNetworkPeering", Aws(aws, 1));
        scenario.Atlas.Control.SeedStreamsRequest(
            Scenario.Project, "210987654321", "vpc-0fedcba9876543210", name: "pcx-0123456789abcdef0");
        string[] ids = [aws, gcp, azure["containerId"]!, peering["peerId"]!];
        Verb On(string method, string path, Func<Task<RpcException>> act) => new(method, path, ids, act);
        return new Dictionary<string, Verb>
        {
            ["create AwsNetworkPeering"] = On("POST", "/peers", () => scenario.CreateFailsAsync("AwsNetworkPeering", Aws(aws, 2))),
            ["create AzureNetworkPeering"] = On("POST", "/peers", () => scenario.CreateFailsAsync("AzureNetworkPeering", $$"""
                {
                  "containerId": "{{azure["containerId"]}}", "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef",
                  "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210", "resourceGroupName": "orders", "vnetName": "orders-vnet"
                }
                """)),
            ["create GcpNetworkPeering"] = On("POST", "/peers", () => scenario.CreateFailsAsync("GcpNetworkPeering",
                $$"""{ "containerId": "{{gcp}}", "gcpProjectId": "orders-prod", "networkName": "orders-net" }""")),
            ["update AwsNetworkPeering"] = On("PATCH", "/peers/", () => UpdateFailsAsync(
                scenario, peering, peering.With("routeTableCidrBlock", "\"10.20.0.0/16\""))),
            ["read AwsNetworkPeering"] = On("GET", "/peers", () => scenario.Plugin.RefusesAsync("Read", new ReadRequest
            {
                Id = peering.Id,
                Urn = Scenario.Urn(peering.Kind),
                Inputs = peering.Inputs,
                Properties = peering.State,
            })),
            ["delete AwsNetworkPeering"] = On("DELETE", "/peers/", () => scenario.DeleteFailsAsync(peering, timeout: 0)),
            ["create AwsNetworkContainer"] = On("POST", "/containers", () => scenario.CreateFailsAsync(
                "AwsNetworkContainer", """{ "regionName": "us-west-2", "atlasCidrBlock": "192.168.232.0/21" }""")),
            // Where the project has a container already, Atlas is not even asked.
            ["create GcpNetworkContainer"] = On("POST", "/containers", () => scenario.CreateFailsAsync("GcpNetworkContainer", $$"""
                { "projectId": "{{Other(scenario)}}", "atlasCidrBlock": "192.168.224.0/22", "regions": ["CENTRAL_US"] }
                """)),
            ["update AzureNetworkContainer"] = On("PATCH", "/containers/", () => UpdateFailsAsync(
                scenario, azure, azure.With("atlasCidrBlock", "\"192.168.216.0/21\""))),
            ["delete AzureNetworkContainer"] = On("DELETE", "/containers/", () => scenario.DeleteFailsAsync(azure, timeout: 2)),
            ["accept StreamsVpcPeeringConnection"] = On("POST", ":accept", () => scenario.CreateFailsAsync(
                "StreamsVpcPeeringConnection", """
                {
                  "name": "pcx-0123456789abcdef0", "requesterAccountId": "210987654321", "requesterVpcId": "vpc-0fedcba9876543210"
                }
                """)),
            ["call getStreamsAccountDetails"] = On("GET", "/accountDetails", () => CallFailsAsync(
                scenario, "getStreamsAccountDetails", """{ "cloudProvider": "AZURE", "regionName": "US_EAST_2" }""")),
            ["call getNetworkPeerings"] = On("GET", "/peers", () => CallFailsAsync(
                scenario, "getNetworkPeerings", """{ "providerName": "AWS" }""")),
        };
    }

    private static string Other(Scenario scenario)
    {
        const string Second = "64b7d3e2f0a1c25d9e8f7a61";
        return scenario.Atlas.Control.Projects.Contains(Second) ? Second : scenario.Atlas.Control.CreateProject(Second);
    }

    private static async Task<RpcException> UpdateFailsAsync(Scenario scenario, Resource old, Google.Protobuf.WellKnownTypes.Struct news) =>
        await scenario.Plugin.RefusesAsync("Update", new UpdateRequest
        {
            Id = old.Id,
            Urn = Scenario.Urn(old.Kind),
            OldInputs = old.Inputs,
            Olds = old.State,
            News = news,
        });

    private static Task<RpcException> CallFailsAsync(Scenario scenario, string function, string args) =>
        Assert.ThrowsAsync<RpcException>(() => scenario.InvokeAsync(function, args));

    private static string Aws(string container, int number) => $$"""
        {
          "containerId": "{{container}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
          "vpcId": "vpc-{{number:d17}}", "routeTableCidrBlock": "10.{{number}}.0.0/16"
        }
        """;

    private sealed record Verb(string Method, string Path, IReadOnlyList<string> Ids, Func<Task<RpcException>> Act);
}
