using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class AtlasAdviceTests
{
    // Every code Atlas documents for peers, containers, streams and the token endpoint.
    private const string Documented = """
        ATLAS_INVALID_CIDR_BLOCK ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER ATLAS_INVALID_CIDR_RANGE
        ATLAS_NON_CANONICAL_CIDR_BLOCK INVALID_CIDR_BLOCK INVALID_ROUTE_TABLE_CIDR INVALID_VPC_OR_SUBNET INVALID_REGION
        INVALID_PROVIDER INVALID_PROVIDER_PARAMETERS INVALID_ATTRIBUTE INVALID_JSON INVALID_JSON_ATTRIBUTE
        MALFORMED_JSON
        INVALID_ENUM_VALUE MISSING_ATTRIBUTE MISSING_ATTRIBUTES MISSING_OR_INVALID_ATTRIBUTE ATTRIBUTE_READ_ONLY
        VALIDATION_ERROR INVALID_PATH_PARAMETER PATH_PARAM_PARSE_ERROR INVALID_QUERY_PARAMETER MISSING_QUERY_PARAMETER
        INVALID_VERSION_DATE AZURE_CUSTOMER_NETWORK_VALIDATION_FAILED AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED
        AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED_IN_DEPRECATED_PEERING_ONLY_MODE INVALID_AZURE_API_REQUEST
        INVALID_AZURE_CREDENTIALS CANNOT_CHANGE_CONTAINER_REGION CANNOT_UPDATE_SMALL_CONTAINER CANNOT_DISTRIBUTE_SUBNETS
        CANNOT_UPDATE_PRIVATE_IP_MODE NOT_IN_PRIVATE_IP_MODE UNSUPPORTED_FOR_PRIVATE_IP_MODE
        CANNOT_USE_AWS_SECURITY_GROUP_WITHOUT_VPC_PEERING_CONNECTION USER_UNAUTHORIZED NOT_IN_GROUP
        USER_CANNOT_ACCESS_GROUP USER_CANNOT_ACCESS_ORG NOT_ORG_GROUP_CREATOR ACCOUNT_SUSPENDED
        NO_PAYMENT_INFORMATION_FOUND ACCESS_FORBIDDEN FEATURE_UNSUPPORTED IP_ADDRESS_NOT_ON_WHITELIST
        IP_ADDRESS_NOT_ON_ACCESS_LIST ORG_REQUIRES_WHITELIST RESOURCE_REQUIRES_WHITELIST PEER_NOT_FOUND INVALID_PEER_ID
        CLOUD_PROVIDER_CONTAINER_NOT_FOUND GROUP_NOT_FOUND INVALID_GROUP_ID NOT_ATLAS_GROUP RESOURCE_NOT_FOUND
        PROVIDER_UNSUPPORTED AZURE_CUSTOMER_NETWORK_UNREACHABLE WRITES_NOT_ALLOWED_DURING_APP_UPGRADES
        PEER_ALREADY_EXISTS PEER_ALREADY_EXISTS_GCP PEER_ALREADY_EXISTS_AZURE PEER_ALREADY_REQUESTED_DELETION
        PEER_INVALID_STATE PEER_MAXIMUM_REACHED OVERLAPPING_CIDR_BLOCK OVERLAPPING_ATLAS_CIDR_BLOCK CONTAINERS_IN_USE
        CONTAINER_ALREADY_EXISTS CANNOT_DELETE_RECENTLY_CREATED_CONTAINER CANNOT_CLOSE_GROUP_ACTIVE_PEERING_CONNECTIONS
        CANNOT_CLOSE_GROUP_ACTIVE_STREAMS_RESOURCE REGION_UNAVAILABLE RATE_LIMITED_TOKEN_BUCKET RATE_LIMITED
        invalid_client invalid_grant invalid_request unsupported_grant_type access_denied
        """;

    [Fact]
    public void Every_documented_code_has_a_next_step() =>
        Assert.Empty(Documented.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Except(AtlasAdvice.All.Keys));

    [Fact]
    public void Every_meaning_and_every_next_step_is_a_sentence_that_fits_an_error_message() =>
        Assert.All(AtlasAdvice.All.Keys, code =>
        {
            var (meaning, next) = AtlasAdvice.All[code];
            Assert.All((string[])[meaning, next], sentence =>
            {
                Assert.EndsWith(".", sentence);
                Assert.True(char.IsUpper(sentence[0]), code);
                Assert.InRange(sentence.Length, 20, 420);
            });
        });

    [Theory]
    [InlineData(401, "USER_UNAUTHORIZED", "Project Owner")]
    [InlineData(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "access list")]
    [InlineData(400, "AZURE_CUSTOMER_NETWORK_VALIDATION_FAILED", "virtualNetworks/peer/action")]
    [InlineData(404, "AZURE_CUSTOMER_NETWORK_UNREACHABLE", "service principal")]
    [InlineData(409, "PEER_ALREADY_EXISTS_AZURE", "peering:index:AzureNetworkPeering")]
    [InlineData(404, "GROUP_NOT_FOUND", "projectId")]
    [InlineData(401, "UNEXPECTED_ERROR", "the key")] // a refused sign-in, not a server fault
    [InlineData(401, null, "the key")]
    [InlineData(500, "UNEXPECTED_ERROR", "status.mongodb.com")]
    [InlineData(502, null, "status.mongodb.com")]
    [InlineData(403, "SOMETHING_NEW", "role")]
    [InlineData(404, null, "projectId")]
    [InlineData(406, null, "newer provider")]
    [InlineData(410, null, "newer provider")]
    [InlineData(402, null, "payment")]
    public void The_step_fits_the_failure(int status, string? code, string words) =>
        Assert.Contains(words, AtlasAdvice.For(status, code, "Check the key.", "the role Project Owner"));

    [Theory]
    [InlineData("GET", "/groups/x/peers", "Project Read Only (or more)")]
    [InlineData("POST", "/groups/x/peers", "Project Network Access Manager or Project Owner")]
    [InlineData("DELETE", "/groups/x/peers/y", "Project Network Access Manager or Project Owner")]
    [InlineData("POST", "/groups/x/containers", "Project Owner")]
    [InlineData("POST", "/groups/x/streams/vpcPeeringConnections/y:accept",
        "Project Stream Processing Owner or Organization Stream Processing Admin")]
    public void A_lacking_role_is_the_one_that_the_request_needs(string method, string path, string role)
    {
        Assert.Equal(role, AtlasAdvice.RoleFor(new HttpMethod(method), path));
        Assert.Contains($"the role {role} in this project", AtlasAdvice.For(403, "ACCESS_FORBIDDEN", "", role));
    }
}
