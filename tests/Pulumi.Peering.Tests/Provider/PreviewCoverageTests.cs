using AtlasEmulator.Faults;
using AtlasEmulator.Http;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Peering.Atlas;
using Peering.Tests.Lifecycle;

namespace Peering.Tests.Provider;

/// <summary>
/// Every error code of Atlas is found before the update, or listed with the reason why it cannot be. What a rule finds
/// is what the emulator would refuse with that code.
/// </summary>
public sealed class PreviewCoverageTests
{
    /// <summary>Refused by Check: the code Atlas would answer, the input, and where and how Check tells it.</summary>
    public static TheoryData<string, string, string, string, string, string> Checked => new()
    {
        { "ATLAS_INVALID_CIDR_BLOCK", "AwsNetworkContainer", "atlasCidrBlock", "\"10.0.0.0/16\"", "atlasCidrBlock", "takes /24" },
        { "ATLAS_INVALID_CIDR_BLOCK", "AzureNetworkContainer", "atlasCidrBlock", "\"10.0.0.0/25\"", "atlasCidrBlock", "takes /24" },
        { "ATLAS_INVALID_CIDR_BLOCK", "GcpNetworkContainer", "regions", "null", "regions", "without regions it must be /18 or larger" },
        { "ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER", "GcpNetworkContainer", "regions", "[]", "regions", "takes 1 to 8" },
        { "CANNOT_DISTRIBUTE_SUBNETS", "GcpNetworkContainer", "regions",
            """["A_1","A_2","A_3","A_4","A_5","A_6","A_7","A_8","A_9"]""", "regions", "takes 1 to 8" },
        { "ATLAS_INVALID_CIDR_RANGE", "AwsNetworkContainer", "atlasCidrBlock", "\"8.8.8.0/24\"", "atlasCidrBlock", "private ranges" },
        { "ATLAS_NON_CANONICAL_CIDR_BLOCK", "AwsNetworkContainer", "atlasCidrBlock", "\"10.0.1.5/24\"", "atlasCidrBlock", "10.0.1.0/24 is the block" },
        { "INVALID_CIDR_BLOCK", "AwsNetworkContainer", "atlasCidrBlock", "\"10.0.0.0\"", "atlasCidrBlock", "CIDR notation" },
        { "INVALID_ROUTE_TABLE_CIDR", "AwsNetworkPeering", "routeTableCidrBlock", "\"8.8.0.0/16\"", "routeTableCidrBlock", "private ranges" },
        { "INVALID_VPC_OR_SUBNET", "AwsNetworkPeering", "vpcId", "\"vpc-42\"", "vpcId", "17 hexadecimal digits" },
        { "INVALID_REGION", "AwsNetworkPeering", "accepterRegionName", "\"us-east\"", "accepterRegionName", "such as us-east-1" },
        { "INVALID_REGION", "AzureNetworkContainer", "region", "\"eastus2\"", "region", "US_EAST_2" },
        { "INVALID_PROVIDER_PARAMETERS", "AwsNetworkContainer", "region", "\"US_EAST_1\"", "region", "did you mean 'regionName'?" },
        { "INVALID_ATTRIBUTE", "AwsNetworkPeering", "zone", "\"a\"", "zone", "there is no such property" },
        { "ATTRIBUTE_READ_ONLY", "AwsNetworkPeering", "connectionId", "\"pcx-1\"", "connectionId", "there is no such property" },
        { "INVALID_JSON_ATTRIBUTE", "AwsNetworkContainer", "adoptExisting", "\"yes\"", "adoptExisting", "must be a boolean" },
        { "INVALID_ENUM_VALUE", "StreamsVpcPeeringConnection", "decision", "\"MAYBE\"", "decision", "must be one of ACCEPT, REJECT" },
        { "MISSING_ATTRIBUTE", "AwsNetworkPeering", "vpcId", "null", "vpcId", "is required and missing" },
        { "MISSING_OR_INVALID_ATTRIBUTE", "AwsNetworkPeering", "awsAccountId", "123456789012", "awsAccountId", "must be a string, not a number" },
        { "VALIDATION_ERROR", "AzureNetworkPeering", "azureDirectoryId", "\"contoso\"", "azureDirectoryId", "the UUID" },
        { "INVALID_PATH_PARAMETER", "AwsNetworkPeering", "containerId", "\"pcx-0a1b2c3d4e5f67890\"", "containerId", "not the AWS id" },
        { "INVALID_PEER_ID", "NetworkPeeringActivation", "peeringId", "\"pcx-0a1b2c3d4e5f67890\"", "peeringId", "project/peer" },
        { "INVALID_GROUP_ID", "AwsNetworkPeering", "projectId", "\"orders\"", "projectId", "of an Atlas project" },
    };

    /// <summary>The look at Atlas meets them in the preview, where they end it.</summary>
    private static readonly string[] MetByTheLook =
    [
        "USER_UNAUTHORIZED", "NOT_IN_GROUP", "USER_CANNOT_ACCESS_GROUP", "USER_CANNOT_ACCESS_ORG", "ACCESS_FORBIDDEN",
        "IP_ADDRESS_NOT_ON_WHITELIST", "IP_ADDRESS_NOT_ON_ACCESS_LIST", "ORG_REQUIRES_WHITELIST", "RESOURCE_REQUIRES_WHITELIST",
        "GROUP_NOT_FOUND", "NOT_ATLAS_GROUP", "RESOURCE_NOT_FOUND", "PROVIDER_UNSUPPORTED", "ACCOUNT_SUSPENDED",
        "NO_PAYMENT_INFORMATION_FOUND", "FEATURE_UNSUPPORTED", "INVALID_VERSION_DATE", "RATE_LIMITED", "RATE_LIMITED_TOKEN_BUCKET",
    ];

    private static readonly Dictionary<string, string> FoundElsewhere = new()
    {
        ["CLOUD_PROVIDER_CONTAINER_NOT_FOUND"] = nameof(PreflightTests.A_container_of_another_cloud_or_of_none_is_an_error_in_the_preview_with_what_there_is),
        ["OVERLAPPING_ATLAS_CIDR_BLOCK"] = nameof(AwsNetworkPeeringTests.A_preview_warns_of_an_overlap_that_the_update_refuses),
        ["OVERLAPPING_CIDR_BLOCK"] = nameof(PreflightTests.Two_resources_of_one_program_are_held_against_each_other),
        ["PEER_ALREADY_EXISTS"] = nameof(PreflightTests.A_twin_is_told_with_every_way_out_in_the_preview_and_before_the_post),
        ["PEER_ALREADY_EXISTS_AZURE"] = nameof(Another_clouds_twin_is_found_too),
        ["PEER_ALREADY_EXISTS_GCP"] = nameof(Another_clouds_twin_is_found_too),
        ["PEER_MAXIMUM_REACHED"] = nameof(PreflightTests.The_limits_of_a_project_are_told),
        ["CONTAINER_ALREADY_EXISTS"] = nameof(A_place_that_has_a_container_is_found_too),
        ["MISSING_ATTRIBUTES"] = nameof(CheckTests.Every_missing_field_is_told_at_once),
        ["PATH_PARAM_PARSE_ERROR"] = "as INVALID_PATH_PARAMETER",
        ["ORG_REQUIRES_ACCESS_LIST"] = "as ORG_REQUIRES_WHITELIST",
        ["RESOURCE_REQUIRES_ACCESS_LIST"] = "as RESOURCE_REQUIRES_WHITELIST",
        ["CANNOT_CHANGE_CONTAINER_REGION"] = nameof(What_a_container_cannot_change_is_replaced_in_the_preview),
        ["CANNOT_UPDATE_SMALL_CONTAINER"] = nameof(What_a_container_cannot_change_is_replaced_in_the_preview),
    };

    private static readonly Dictionary<string, string> NotBefore = new()
    {
        ["INVALID_PROVIDER"] = "the resource type says the cloud",
        ["INVALID_JSON"] = "only a bug of ours can send it",
        ["MALFORMED_JSON"] = "only a bug of ours can send it",
        ["INVALID_QUERY_PARAMETER"] = "only a bug of ours can send it",
        ["MISSING_QUERY_PARAMETER"] = "only a bug of ours can send it",
        ["AZURE_CUSTOMER_NETWORK_VALIDATION_FAILED"] = "only Azure knows, and is asked by the POST",
        ["AZURE_CUSTOMER_NETWORK_UNREACHABLE"] = "only Azure knows, and is asked by the POST",
        ["INVALID_AZURE_API_REQUEST"] = "only Azure knows, and is asked by the POST",
        ["INVALID_AZURE_CREDENTIALS"] = "only Azure knows, and is asked by the POST",
        ["AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED"] = "no read tells that a project is in the old mode of Azure",
        ["AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED_IN_DEPRECATED_PEERING_ONLY_MODE"] = "deprecated; one more call for every preview",
        ["UNSUPPORTED_FOR_PRIVATE_IP_MODE"] = "deprecated; one more call for every preview",
        [AtlasCode.PeerNotFound] = "of an update: somebody deleted it, which a refresh tells",
        [AtlasCode.Maintenance] = "passes by itself, and is waited for",
        ["PEER_ALREADY_REQUESTED_DELETION"] = "of an update: somebody deletes it meanwhile",
        ["PEER_INVALID_STATE"] = "the status at the time of the update",
        ["CONTAINERS_IN_USE"] = "a delete is not previewed; it waits, and names what holds the container",
        ["CANNOT_DELETE_RECENTLY_CREATED_CONTAINER"] = "a delete is not previewed; it waits",
        ["REGION_UNAVAILABLE"] = "the cloud's own moment",
    };

    [Fact]
    public void Every_code_is_found_before_the_update_or_listed_with_the_reason_why_not()
    {
        var found = Checked.Select(row => (string)row[0]).Concat(MetByTheLook)
            .Concat(FoundElsewhere.Keys).ToHashSet();
        Assert.Empty(AtlasAdvice.All.Keys.Except(found).Except(NotBefore.Keys).Except(ErrorCatalogue.Elsewhere.Keys));
        Assert.Empty(found.Intersect(NotBefore.Keys));
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public void Check_tells_it_at_the_property(string code, string kind, string property, string json, string path, string reason)
    {
        Assert.NotNull(ErrorCatalog.StatusOf(code));
        var failure = Assert.Single(CheckTests.Kind(kind).Check(CheckTests.With(kind, property, Value.Parser.ParseJson(json))).Failures);
        Assert.Equal(path, failure.Property);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_reading_meets_ends_the_preview_with_its_code()
    {
        await using var scenario = await Scenario.StartAsync(offContract: true);
        var container = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS).Id;
        foreach (var code in MetByTheLook)
        {
            scenario.Atlas.Control.AddFault(new FaultRule { Method = "GET", ErrorCode = code, Times = null, RetryAfter = 0 });
            var failed = await scenario.CreateFailsAsync("GcpNetworkPeering",
                $$"""{ "containerId": "{{container}}", "gcpProjectId": "orders-prod", "networkName": "orders-net" }""", preview: true);
            scenario.Atlas.Control.ClearFaults();
            Assert.Contains($"HTTP {ErrorCatalog.StatusOf(code)} {code}", failed.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("AzureNetworkPeering", """
        "azureDirectoryId": "01234567-89ab-cdef-0123-456789abcdef", "azureSubscriptionId": "fedcba98-7654-3210-fedc-ba9876543210",
        "resourceGroupName": "ORDERS", "vnetName": "net"
        """)]
    [InlineData("GcpNetworkPeering", """ "gcpProjectId": "orders-prod", "networkName": "net" """)]
    public async Task Another_clouds_twin_is_found_too(string kind, string network)
    {
        await using var scenario = await Scenario.StartAsync();
        var twin = scenario.Atlas.Control.SeedPeer(Scenario.Project, kind.StartsWith("Azure", StringComparison.Ordinal)
            ? new AzureNetwork("01234567-89ab-cdef-0123-456789abcdef", "fedcba98-7654-3210-fedc-ba9876543210", "orders", "net")
            : new GcpNetwork("orders-prod", "net"));
        await scenario.PreviewAsync(kind, $$"""{ "containerId": "{{twin.ContainerId}}", {{network}} }""");
        var warned = await scenario.Plugin.LoggedAsync(log => log.Severity == Pulumirpc.LogSeverity.Warning);
        Assert.Contains($"pulumi import peering:index:{kind} x {Scenario.Project}/{twin.Id}", warned.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_has_a_container_is_found_too()
    {
        await using var scenario = await Scenario.StartAsync();
        var container = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS);
        await scenario.PreviewAsync("AwsNetworkContainer", """{ "regionName": "us-east-1" }""");
        var warned = await scenario.Plugin.LoggedAsync(log => log.Severity == Pulumirpc.LogSeverity.Warning);
        Assert.Contains("adoptExisting", warned.Message, StringComparison.Ordinal);
        Assert.Contains($"pulumi import peering:index:AwsNetworkContainer x {Scenario.Project}/{container.Id}", warned.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_container_cannot_change_is_replaced_in_the_preview()
    {
        await using var scenario = await Scenario.StartAsync();
        var aws = await scenario.CreateAsync("AwsNetworkContainer", """{ "regionName": "us-east-1" }""");
        Assert.Equal(["regionName"], (await scenario.DiffAsync(aws, aws.With("regionName", "\"us-west-2\""))).Replaces);
        var small = await scenario.CreateAsync(
            "GcpNetworkContainer", """{ "atlasCidrBlock": "10.8.0.0/22", "regions": ["CENTRAL_US"] }""");
        Assert.Equal(["atlasCidrBlock"], (await scenario.DiffAsync(small, small.With("atlasCidrBlock", "\"10.8.4.0/22\""))).Replaces);
    }
}
