using System.Collections.Frozen;

namespace Peering.Atlas;

/// <summary>What an error code means, and what the user does next; <c>{role}</c> in it is the one needed.</summary>
internal sealed record Advice(string Meaning, string Next);

/// <summary>The one table from error codes to advice: what users are shown, and documents are made of.</summary>
internal static class AtlasAdvice
{
    private static readonly Advice Role = new(
        "These credentials lack a role for this.",
        "Give the service account or API key the role {role} in this project (Project, Access Manager); if it has it, "
            + "check that projectId is the project that is meant.");

    private static readonly Advice AccessList = new(
        "This machine's IP address may not use the API with these credentials.",
        "Add this machine's public IP address to the API access list of the service account or API key (Organization, "
            + "Access Manager); CI runners need a fixed egress address.");

    private static readonly Advice AzureRights = new(
        "Atlas cannot reach the VNet.",
        "Check azureDirectoryId, azureSubscriptionId, resourceGroupName and vnetName, create the service principal of "
            + "the Atlas application in that directory, and give it a role with these rights on the VNet: "
            + "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read, .../write, .../delete and "
            + "Microsoft.Network/virtualNetworks/peer/action.");

    private static readonly Advice Project = new(
        "Atlas does not know the project, or not for these credentials.",
        "Check projectId (24 hexadecimal digits, in the project's settings in Atlas) and that the credentials belong "
            + "to its organization. If the project was deleted, remove its resources from the stack with "
            + "`pulumi state delete`.");

    private static readonly Advice Body = new(
        "Atlas does not accept what this provider sent.",
        "Compare the inputs that the detail names with the documents of Atlas; if they are right, report this message "
            + "to the authors of the provider.");

    private static readonly Advice BadId = new(
        "An id does not have the form that Atlas takes.",
        "Ids of projects, peerings and containers are 24 lower-case hexadecimal digits; a pcx-... id is AWS's name for "
            + "a peering, not its id in Atlas.");

    private static readonly Advice PeeringOnly = new(
        "The project is in the old peering-only mode.",
        "Turn the old peering-only mode off in Atlas (PATCH privateIpMode), then run `pulumi up` again.");

    private static readonly Advice RateLimit = new(
        "The project has used up its calls for now, and waiting did not help.",
        "Atlas limits calls per project: run again in a minute; if it happens often, lower --parallel or split the "
            + "stack.");

    private static readonly Advice PeerGone = new(
        "The peering does not exist (any more).",
        "Run `pulumi refresh`, then `pulumi up`; if the peering was never there, check its id.");

    private static readonly Advice OldVersion = new(
        "Atlas does not speak the API version of this provider here.",
        "Use a newer provider, and check that baseUrl names the Atlas Admin API.");

    private static readonly Advice Billing = new(
        "The organization cannot pay for this.",
        "Add a payment method in Atlas (Organization, Billing), then run again.");

    private static readonly Advice AtlasDown = new(
        "Atlas, or a gateway before it, failed.", "See https://status.mongodb.com and run again.");

    private const string PrivateBlock = "to a private block: one inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.";

    private const string CheckPath =
        "Check projectId and the ids in the path, and that baseUrl names the Atlas Admin API.";

    private static readonly FrozenDictionary<string, Advice> ByCode = new Dictionary<string, Advice>
    {
        // 400: blocks and regions
        ["ATLAS_INVALID_CIDR_BLOCK"] = new("A container cannot have a block of this size.",
            "Set atlasCidrBlock to /24 to /21 for AWS and Azure; for GCP to /18 or larger, or to /24 to /21 together "
                + "with regions."),
        ["ATLAS_INVALID_CIDR_BLOCK_FOR_SMALL_CONTAINER"] = new("The block of a GCP container does not fit its regions.",
            "Leave regions out with a block of /18 or larger; a smaller one needs them: a /21 serves up to 8, a /22 4, "
                + "a /23 2 and a /24 1."),
        ["ATLAS_INVALID_CIDR_RANGE"] = new("The block of a container is not private.",
            $"Set atlasCidrBlock {PrivateBlock}"),
        ["ATLAS_NON_CANONICAL_CIDR_BLOCK"] = new("The block of a container has bits set behind its prefix.",
            "Write atlasCidrBlock as address/length without host bits, like 10.8.0.0/21."),
        ["INVALID_CIDR_BLOCK"] = new("An address block cannot be read.",
            "Write atlasCidrBlock and routeTableCidrBlock as address/length, like 10.8.0.0/21."),
        ["INVALID_ROUTE_TABLE_CIDR"] = new("The block of the VPC is not private.",
            $"Set routeTableCidrBlock {PrivateBlock}"),
        ["INVALID_VPC_OR_SUBNET"] = new("AWS has no such VPC.",
            "Check vpcId, awsAccountId and accepterRegionName: together they must name one VPC."),
        ["INVALID_REGION"] = new("Atlas does not offer this region on this cloud.",
            "Check the region: AWS's own name or Atlas's (us-east-1, US_EAST_1), in Azure and GCP Atlas's name."),
        ["INVALID_PROVIDER"] = new("Atlas does not know this cloud.", "Use a resource type for AWS, Azure or GCP."),
        ["INVALID_PROVIDER_PARAMETERS"] = new("Fields, or container and peering, belong to different clouds.",
            "Check containerId and the type of the resource: both must be of one cloud."),
        ["CANNOT_CHANGE_CONTAINER_REGION"] = new("A container stays in its region.",
            "Create a container in the new region and move the peerings to it."),
        ["CANNOT_UPDATE_SMALL_CONTAINER"] = new("A small GCP container cannot be changed.",
            "Replace the container: `pulumi up --replace URN`."),
        ["CANNOT_DISTRIBUTE_SUBNETS"] = new("The block is too small for the regions.",
            "Use a larger atlasCidrBlock or fewer regions."),

        // 400: the request itself
        ["INVALID_ATTRIBUTE"] = new("A field has a value that Atlas does not take here, or cannot be changed.",
            "Check the field that the detail names; to change one that is fixed, replace the resource with "
                + "`pulumi up --replace URN`."),
        ["INVALID_JSON"] = Body,
        ["INVALID_JSON_ATTRIBUTE"] = Body,
        ["MALFORMED_JSON"] = Body,
        ["INVALID_ENUM_VALUE"] = Body,
        ["MISSING_ATTRIBUTE"] = Body,
        ["MISSING_ATTRIBUTES"] = Body,
        ["MISSING_OR_INVALID_ATTRIBUTE"] = Body,
        ["ATTRIBUTE_READ_ONLY"] = Body,
        ["VALIDATION_ERROR"] = Body,
        ["INVALID_PATH_PARAMETER"] = BadId,
        ["PATH_PARAM_PARSE_ERROR"] = BadId,
        ["INVALID_QUERY_PARAMETER"] = Body,
        ["MISSING_QUERY_PARAMETER"] = Body,
        ["INVALID_VERSION_DATE"] = OldVersion,

        // Azure
        ["AZURE_CUSTOMER_NETWORK_VALIDATION_FAILED"] = AzureRights,
        ["AZURE_CUSTOMER_NETWORK_UNREACHABLE"] = AzureRights,
        ["INVALID_AZURE_API_REQUEST"] = AzureRights,
        ["INVALID_AZURE_CREDENTIALS"] = AzureRights,
        ["AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED"] = new("This project may peer with Azure in one region only.",
            "Use the container of the region that is peered already, or another project."),
        ["AZURE_PEERING_MULTIPLE_REGIONS_NOT_ALLOWED_IN_DEPRECATED_PEERING_ONLY_MODE"] = PeeringOnly,

        // Peering-only mode and access list
        ["CANNOT_UPDATE_PRIVATE_IP_MODE"] = PeeringOnly,
        ["NOT_IN_PRIVATE_IP_MODE"] = new("The old peering-only mode is off in this project.",
            "Nothing is left to turn off."),
        ["UNSUPPORTED_FOR_PRIVATE_IP_MODE"] = PeeringOnly,
        ["CANNOT_USE_AWS_SECURITY_GROUP_WITHOUT_VPC_PEERING_CONNECTION"] = new(
            "An access list entry names a security group of a VPC that is not peered.",
            "Create the AWS peering first."),

        // 401, 402, 403
        ["USER_UNAUTHORIZED"] = Role,
        ["NOT_IN_GROUP"] = Role,
        ["USER_CANNOT_ACCESS_GROUP"] = Role,
        ["USER_CANNOT_ACCESS_ORG"] = Role,
        ["NOT_ORG_GROUP_CREATOR"] = Role,
        ["ACCESS_FORBIDDEN"] = Role,
        ["ACCOUNT_SUSPENDED"] = new("The organization is suspended.",
            "Settle the invoices of the organization in Atlas (Organization, Billing), then run again."),
        ["NO_PAYMENT_INFORMATION_FOUND"] = Billing,
        ["FEATURE_UNSUPPORTED"] = new("The project or its clusters lack this feature.",
            "Peering needs a project with dedicated clusters (M10 and larger, neither free nor Flex), stream "
                + "processing one where Atlas offers it."),
        ["IP_ADDRESS_NOT_ON_WHITELIST"] = AccessList,
        ["IP_ADDRESS_NOT_ON_ACCESS_LIST"] = AccessList,
        ["ORG_REQUIRES_WHITELIST"] = AccessList,
        ["ORG_REQUIRES_ACCESS_LIST"] = AccessList,
        ["RESOURCE_REQUIRES_WHITELIST"] = AccessList,
        ["RESOURCE_REQUIRES_ACCESS_LIST"] = AccessList,

        // 404
        [AtlasCode.PeerNotFound] = PeerGone,
        [AtlasCode.InvalidPeerId] = PeerGone,
        [AtlasCode.ContainerNotFound] = new("The network container does not exist (any more).",
            "Check containerId; if the network container was deleted, run `pulumi refresh`, then `pulumi up`."),
        ["GROUP_NOT_FOUND"] = Project,
        ["INVALID_GROUP_ID"] = Project,
        ["NOT_ATLAS_GROUP"] = Project,
        ["RESOURCE_NOT_FOUND"] = new("Atlas has nothing at this path.", CheckPath),
        ["PROVIDER_UNSUPPORTED"] = new("This project cannot use that cloud.",
            "Use another cloud or project; Atlas for Government lacks some clouds."),

        // 405, 409
        [AtlasCode.Maintenance] = new("Atlas is being upgraded and takes no changes.", "Run again in a few minutes."),
        ["PEER_ALREADY_EXISTS"] = AlreadyPeered("AwsNetworkPeering", "VPC-ID"),
        ["PEER_ALREADY_EXISTS_AZURE"] = AlreadyPeered("AzureNetworkPeering", "SUBSCRIPTION/GROUP/VNET"),
        ["PEER_ALREADY_EXISTS_GCP"] = AlreadyPeered("GcpNetworkPeering", "GCP-PROJECT/NETWORK"),
        ["PEER_ALREADY_REQUESTED_DELETION"] = new("The peering is being deleted.",
            "Wait until the peering is gone (some minutes), then run `pulumi refresh` and `pulumi up`."),
        ["PEER_INVALID_STATE"] = new("The peering's status does not allow this now.",
            "Wait until the peering is AVAILABLE or waits for its other side, then run again."),
        ["PEER_MAXIMUM_REACHED"] = new("A project holds 50 peerings, 25 of them pending.",
            "Delete or accept some peerings (50 are allowed, 25 of them pending), or use another project."),
        ["OVERLAPPING_CIDR_BLOCK"] = new("The remote network's block overlaps another peering of this project.",
            "Every peered network needs a block of its own; if the other peering shall go, delete it in a run of its "
                + "own before."),
        ["OVERLAPPING_ATLAS_CIDR_BLOCK"] = new("The remote network's block overlaps the container's.",
            "Use a network with another block, or a container with another atlasCidrBlock."),
        ["CONTAINERS_IN_USE"] = new("The container still has clusters, cloud backups or peerings.",
            "Remove the clusters, cloud backups and peerings of the container first; after the last cluster Atlas "
                + "needs some time to free it."),
        ["CONTAINER_ALREADY_EXISTS"] = new("The region (in GCP the project) has a container already.",
            "Set adoptExisting to use the container that is there, or manage it with `pulumi import`."),
        ["CANNOT_DELETE_RECENTLY_CREATED_CONTAINER"] = new("The container is too young to be deleted.",
            "Run again after the time that the detail names."),
        ["CANNOT_CLOSE_GROUP_ACTIVE_PEERING_CONNECTIONS"] = new("The project has peerings.",
            "Delete the peerings of the project first."),
        ["CANNOT_CLOSE_GROUP_ACTIVE_STREAMS_RESOURCE"] = new("The project has stream processing resources.",
            "Delete the stream processing resources of the project first."),
        ["REGION_UNAVAILABLE"] = new("The cloud region takes no new resources now.",
            "Run again later, or use another region."),

        // 429
        [AtlasCode.TokenBucket] = RateLimit,
        ["RATE_LIMITED"] = RateLimit,

        // OAuth token endpoint, whose errors have their own vocabulary
        ["invalid_client"] = new("Atlas does not know this service account and secret.",
            "Check clientId and clientSecret: the secret may be expired, deleted or of another account."),
        ["invalid_grant"] = new("Atlas gives no token for this service account.",
            "Check clientId and clientSecret, and that the service account still exists."),
        ["invalid_request"] = new("Atlas could not read the request for a token.",
            "Check clientId and clientSecret for stray characters, and baseUrl."),
        ["unsupported_grant_type"] = new("This host does not offer tokens for service accounts.",
            "Check that baseUrl names the Atlas Admin API."),
        ["access_denied"] = new("Atlas gives this service account no more tokens.",
            "A service account has at most 100 live tokens: let some expire (1 hour), or revoke them."),
    }.ToFrozenDictionary();

    /// <summary>The table, for documents and for the tests that hold it complete.</summary>
    internal static IReadOnlyDictionary<string, Advice> All => ByCode;

    /// <summary>What a code means, for an answer that does not say so itself.</summary>
    public static string? MeaningOf(string? errorCode) =>
        errorCode is not null && ByCode.TryGetValue(errorCode, out var advice) ? advice.Meaning : null;

    /// <summary>
    /// The next step after a refusal; <paramref name="signIn"/> is the credentials' own for a plain 401.
    /// </summary>
    public static string For(int status, string? errorCode, string signIn, string role) =>
        Next(status, errorCode, signIn).Replace("{role}", role, StringComparison.Ordinal);

    /// <summary>The least role that may send a request.</summary>
    public static string RoleFor(HttpMethod method, string path) => path switch
    {
        _ when method == HttpMethod.Get => "Project Read Only (or more)",
        _ when path.Contains("/streams/", StringComparison.Ordinal) =>
            "Project Stream Processing Owner or Organization Stream Processing Admin",
        _ when path.Contains("/containers", StringComparison.Ordinal) => "Project Owner",
        _ => "Project Network Access Manager or Project Owner",
    };

    private static string Next(int status, string? errorCode, string signIn) => errorCode switch
    {
        not null when ByCode.TryGetValue(errorCode, out var advice) => advice.Next,
        _ => status switch
        {
            401 => signIn,
            402 => Billing.Next,
            403 => Role.Next,
            404 => CheckPath,
            406 or 410 => OldVersion.Next,
            429 => RateLimit.Next,
            >= 500 => AtlasDown.Next,
            _ => "",
        },
    };

    private static Advice AlreadyPeered(string kind, string id) => new(
        "The container has a peering with this network already, and Atlas allows one.",
        $"Take that peering over with `pulumi import peering:index:{kind} NAME PROJECT-ID/{id}`, or delete it in Atlas "
            + "first.");
}
