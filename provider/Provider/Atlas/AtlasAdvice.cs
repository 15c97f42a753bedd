using System.Collections.Frozen;

namespace Peering.Atlas;

/// <summary>The one table from an Atlas error code to what the user does next.</summary>
internal static class AtlasAdvice
{
    private const string Role =
        "Give the service account or API key a role in this project: Project Read Only reads; peerings need Project " +
        "Network Access Manager or Project Owner; containers Project Owner; stream processing peerings Project " +
        "Stream Processing Owner or Organization Stream Processing Admin.";

    private const string AccessList =
        "Add this machine's public IP address to the API access list of the service account or API key " +
        "(Organization, Access Manager); CI runners need a fixed egress address.";

    private const string AzureRights =
        "Check directory, subscription, resource group and VNet name, create the service principal of the Atlas " +
        "application in that directory, and give it a role with these four rights on the VNet: " +
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read, .../virtualNetworkPeerings/write, " +
        ".../virtualNetworkPeerings/delete and Microsoft.Network/virtualNetworks/peer/action.";

    private const string Project =
        "Check projectId (24 hexadecimal digits, project settings in Atlas) and that these credentials belong to " +
        "its organization; if the project was deleted, remove its resources from the stack.";

    private const string PrivateBlock =
        "Use a private block inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.";

    private const string ContainerBlock =
        "Use /24 to /21 for AWS and Azure; for GCP /18 or larger, or /24 to /21 together with regions.";

    private const string Report =
        "The provider sent a body Atlas does not accept: compare the inputs named in the detail with the Atlas " +
        "documentation; if they are right, report this message to the provider's authors.";

    private const string BadId =
        "Check the ids: project, peering and container ids are 24 lower-case hexadecimal digits; a pcx-... id is " +
        "the cloud's name for a peering, not its Atlas id.";

    private const string PeeringOnly =
        "The project is in the old peering-only mode; turn that mode off in Atlas (PATCH privateIpMode) first.";

    private const string RateLimit =
        "Atlas limits calls per project. Wait a minute and run again; lower --parallel or split the stack if it " +
        "happens often.";

    private static readonly FrozenDictionary<string, string> ByCode = new Dictionary<string, string>
    {
        // 400: blocks and regions
        ["ATLAS_INVALID_CIDR_BLOCK"] = $"Change atlasCidrBlock. {ContainerBlock}",
        ["ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER"] =
            "Change atlasCidrBlock or regions: in GCP a /21 serves up to 8 regions, /22 4, /23 2 and /24 1.",
        ["ATLAS_INVALID_CIDR_RANGE"] = $"Change atlasCidrBlock. {PrivateBlock}",
        ["ATLAS_NON_CANONICAL_CIDR_BLOCK"] = "Clear the host bits of atlasCidrBlock (10.8.0.0/21, not 10.8.1.5/21).",
        ["INVALID_CIDR_BLOCK"] = "Write the block as address/length, like 10.8.0.0/21.",
        ["INVALID_ROUTE_TABLE_CIDR"] = $"Change routeTableCidrBlock. {PrivateBlock}",
        ["INVALID_VPC_OR_SUBNET"] = "Check vpcId, awsAccountId and accepterRegionName: they must name one AWS VPC.",
        ["INVALID_REGION"] =
            "Use a region Atlas offers for this cloud (AWS us-east-1 or US_EAST_1; Azure and GCP use Atlas's names).",
        ["INVALID_PROVIDER"] = "Use AWS, AZURE or GCP.",
        ["INVALID_PROVIDER_PARAMETERS"] =
            "The container and the peering must be of the same cloud: check containerId and the kind of resource.",
        ["CANNOT_CHANGE_CONTAINER_REGION"] = "A container stays in its region: create one in the new region.",
        ["CANNOT_UPDATE_SMALL_CONTAINER"] = "A small GCP container cannot be changed: delete and create it anew.",
        ["CANNOT_DISTRIBUTE_SUBNETS"] = "The block is too small for the regions: use a larger block or fewer regions.",

        // 400: the request itself
        ["INVALID_ATTRIBUTE"] = "This field cannot be changed on an existing object: replace the resource.",
        ["INVALID_JSON"] = Report,
        ["INVALID_JSON_ATTRIBUTE"] = Report,
        ["MALFORMED_JSON"] = Report,
        ["INVALID_ENUM_VALUE"] = Report,
        ["MISSING_ATTRIBUTE"] = Report,
        ["MISSING_ATTRIBUTES"] = Report,
        ["MISSING_OR_INVALID_ATTRIBUTE"] = Report,
        ["ATTRIBUTE_READ_ONLY"] = Report,
        ["VALIDATION_ERROR"] = Report,
        ["INVALID_PATH_PARAMETER"] = BadId,
        ["PATH_PARAM_PARSE_ERROR"] = BadId,
        ["INVALID_QUERY_PARAMETER"] = BadId,
        ["MISSING_QUERY_PARAMETER"] = Report,
        ["INVALID_VERSION_DATE"] =
            "Atlas no longer knows the API version this provider speaks: use a newer provider, and check baseUrl.",

        // Azure
        ["AZURE_CUSTOMER_NETWORK_VALIDATION_FAILED"] = AzureRights,
        ["AZURE_CUSTOMER_NETWORK_UNREACHABLE"] = AzureRights,
        ["INVALID_AZURE_API_REQUEST"] = AzureRights,
        ["INVALID_AZURE_CREDENTIALS"] = AzureRights,
        ["AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED"] = "This project may peer with Azure in one region only.",
        ["AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED_IN_DEPRECATED_PEERING_ONLY_MODE"] = PeeringOnly,

        // Peering-only mode and access list
        ["CANNOT_UPDATE_PRIVATE_IP_MODE"] = PeeringOnly,
        ["NOT_IN_PRIVATE_IP_MODE"] = "The old peering-only mode is off in this project: nothing is left to turn off.",
        ["UNSUPPORTED_FOR_PRIVATE_IP_MODE"] = PeeringOnly,
        ["CANNOT_USE_AWS_SECURITY_GROUP_WITHOUT_VPC_PEERING_CONNECTION"] =
            "Create the AWS peering before an access list entry that names a security group.",

        // 401, 402, 403
        ["USER_UNAUTHORIZED"] = Role,
        ["NOT_IN_GROUP"] = Role,
        ["USER_CANNOT_ACCESS_GROUP"] = Role,
        ["USER_CANNOT_ACCESS_ORG"] = Role,
        ["NOT_ORG_GROUP_CREATOR"] = Role,
        ["ACCESS_FORBIDDEN"] = Role,
        ["ACCOUNT_SUSPENDED"] =
            "The organization is suspended: settle its invoices in Atlas (Organization, Billing).",
        ["NO_PAYMENT_INFORMATION_FOUND"] = "Add a payment method in Atlas (Organization, Billing).",
        ["FEATURE_UNSUPPORTED"] =
            "The project or its cluster tier lacks this feature: peering needs dedicated clusters (M10 and larger).",
        ["IP_ADDRESS_NOT_ON_WHITELIST"] = AccessList,
        ["IP_ADDRESS_NOT_ON_ACCESS_LIST"] = AccessList,
        ["ORG_REQUIRES_WHITELIST"] = AccessList,
        ["ORG_REQUIRES_ACCESS_LIST"] = AccessList,
        ["RESOURCE_REQUIRES_WHITELIST"] = AccessList,
        ["RESOURCE_REQUIRES_ACCESS_LIST"] = AccessList,

        // 404
        [AtlasCode.PeerNotFound] = "The peering does not exist (any more): run `pulumi refresh`, or check its id.",
        [AtlasCode.InvalidPeerId] = "The peering does not exist (any more): run `pulumi refresh`, or check its id.",
        [AtlasCode.ContainerNotFound] =
            "The network container does not exist (any more): run `pulumi refresh`, or check containerId.",
        ["GROUP_NOT_FOUND"] = Project,
        ["INVALID_GROUP_ID"] = Project,
        ["NOT_ATLAS_GROUP"] = Project,
        ["RESOURCE_NOT_FOUND"] = Project,
        ["PROVIDER_UNSUPPORTED"] = "This project cannot use that cloud (Atlas for Government lacks some).",

        // 405, 409
        [AtlasCode.Maintenance] = "Atlas is being upgraded and takes no writes: run again in a few minutes.",
        ["PEER_ALREADY_EXISTS"] = AlreadyPeered("AwsNetworkPeering", "<vpc id>"),
        ["PEER_ALREADY_EXISTS_AZURE"] =
            AlreadyPeered("AzureNetworkPeering", "<subscription id>/<resource group>/<VNet>"),
        ["PEER_ALREADY_EXISTS_GCP"] =
            AlreadyPeered("GcpNetworkPeering", "<GCP project>/<network>"),
        ["PEER_ALREADY_REQUESTED_DELETION"] =
            "The peering is being deleted: wait until it is gone, then run again.",
        ["PEER_INVALID_STATE"] =
            "The peering's status does not allow this now: wait until it is stable, then run again.",
        ["PEER_MAXIMUM_REACHED"] =
            "A project holds 50 peerings, 25 of them pending: delete or accept some, or use another project.",
        ["OVERLAPPING_CIDR_BLOCK"] =
            "The remote network's block overlaps another peering of this project: every peered network needs its own.",
        ["OVERLAPPING_ATLAS_CIDR_BLOCK"] =
            "The remote network's block overlaps the container's: use a container with another atlasCidrBlock.",
        ["CONTAINERS_IN_USE"] =
            "The container still has clusters, cloud backups or peerings: remove these first; after the last cluster " +
            "Atlas needs some time to free it.",
        ["CONTAINER_ALREADY_EXISTS"] =
            "The region (in GCP the project) has a container: set adoptExisting, or import it with `pulumi import`.",
        ["CANNOT_DELETE_RECENTLY_CREATED_CONTAINER"] =
            "The container is too young to be deleted: run again after the time the detail names.",
        ["CANNOT_CLOSE_GROUP_ACTIVE_PEERING_CONNECTIONS"] = "Delete the project's peerings first.",
        ["CANNOT_CLOSE_GROUP_ACTIVE_STREAMS_RESOURCE"] = "Delete the project's stream processing resources first.",
        ["REGION_UNAVAILABLE"] =
            "The cloud region takes no new resources now: run again later or use another region.",

        // 429
        [AtlasCode.TokenBucket] = RateLimit,
        ["RATE_LIMITED"] = RateLimit,

        // OAuth token endpoint, whose errors have their own vocabulary
        ["invalid_client"] =
            "Check clientId and clientSecret: the secret may be expired, deleted or of another account.",
        ["invalid_grant"] = "Check clientId and clientSecret, and that the service account still exists.",
        ["invalid_request"] = "Check clientId and clientSecret for stray characters, and baseUrl.",
        ["unsupported_grant_type"] = "Check baseUrl: this host does not offer service account tokens.",
        ["access_denied"] =
            "The service account has 100 live tokens, the most Atlas allows: let some expire (1 hour) or revoke them.",
    }.ToFrozenDictionary();

    /// <summary>The table's codes, for the test that holds it complete.</summary>
    internal static IEnumerable<string> Codes => ByCode.Keys;

    /// <summary>Advice for a refusal; <paramref name="signIn"/> is the credentials' own for a plain 401.</summary>
    public static string For(int status, string? errorCode, string signIn) => errorCode switch
    {
        not null when ByCode.TryGetValue(errorCode, out var advice) => advice,
        _ => status switch
        {
            401 => signIn,
            402 => ByCode["NO_PAYMENT_INFORMATION_FOUND"],
            403 => Role,
            404 => "Check projectId and the ids in the path, and that baseUrl names the Atlas Admin API.",
            406 or 410 => ByCode["INVALID_VERSION_DATE"],
            429 => RateLimit,
            >= 500 => "Atlas or a gateway before it failed: see https://status.mongodb.com and run again.",
            _ => "",
        },
    };

    private static string AlreadyPeered(string kind, string id) =>
        "This network is peered with the project already. Take that peering over with `pulumi import " +
        $"peering:index:{kind} <name> <projectId>/{id}`, or delete it in Atlas first.";
}
