using AtlasEmulator.Auth;

namespace AtlasEmulator.Http;

/// <summary>Refusals that belong to no single endpoint; the endpoints' own stand with their rules.</summary>
internal static class Errors
{
    /// <summary>The body of a 401 to unknown or missing credentials really carries this code.</summary>
    public static AtlasError Unauthenticated(string detail) => new(401, "UNEXPECTED_ERROR", detail);

    public static AtlasError NotOnAccessList() =>
        new(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "IP address 127.0.0.1 is not on the API access list.", "127.0.0.1");

    public static AtlasError NotInProject(string projectId) =>
        new(401, "USER_CANNOT_ACCESS_GROUP", $"The caller has no access to the group {projectId}.", projectId);

    public static AtlasError RoleLacking(Access access) => new(401, "USER_UNAUTHORIZED", access switch
    {
        Access.WritePeers => "The caller needs the role Project Owner or Project Network Access Manager.",
        Access.WriteStreams => "The caller needs the role Project Stream Processing Owner.",
        _ => "The caller needs the role Project Owner.",
    });

    public static AtlasError ProjectNotFound(string id) => World.Ids.IsObject(id)
        ? new(404, "GROUP_NOT_FOUND", $"There is no group with the ID {id}.", id)
        : new(404, "INVALID_GROUP_ID", $"{id} is not a group ID.", id);

    public static AtlasError NoSuchPath(string path) =>
        new(404, "RESOURCE_NOT_FOUND", $"There is no resource {path}.", path);

    public static AtlasError MethodNotAllowed(string method) =>
        new(405, "METHOD_NOT_ALLOWED", $"The resource does not answer {method}.", method);

    public static AtlasError NoVersion(string version) =>
        new(406, "NOT_ACCEPTABLE", $"Accept names no version of the API; this resource has {version}.", version);

    public static AtlasError UnknownVersion(string date) =>
        new(406, "INVALID_VERSION_DATE", $"This resource has no version {date}.", date);

    /// <summary>Atlas parses some ids without guarding; what comes out is a plain server fault.</summary>
    public static AtlasError Unexpected() => new(500, "UNEXPECTED_ERROR", "An unexpected error occurred.");

    public static AtlasError PathParameter(string name, string value) =>
        new(400, "INVALID_PATH_PARAMETER", $"The path parameter {name} cannot be {value}.", name, value);

    public static AtlasError Query(string name, string value) =>
        new(400, "INVALID_QUERY_PARAMETER", $"The query parameter {name} cannot be '{value}'.", name);

    public static AtlasError UnknownQuery(string name) =>
        new(400, "INVALID_QUERY_PARAMETER", $"The query parameter {name} does not exist here.", name);

    public static AtlasError MissingQuery(string name) =>
        new(400, "MISSING_QUERY_PARAMETER", $"The query parameter {name} is required.", name);

    public static AtlasError Json(string detail) => new(400, "INVALID_JSON", detail);

    public static AtlasError JsonAttribute(string name) =>
        new(400, "INVALID_JSON_ATTRIBUTE", $"The attribute {name} has a value of the wrong kind.", name);

    public static AtlasError Attribute(string name, string why) =>
        new(400, "INVALID_ATTRIBUTE", $"The attribute {name} is not valid here: {why}", name);

    public static AtlasError ReadOnly(string name) =>
        new(400, "ATTRIBUTE_READ_ONLY", $"The attribute {name} is read-only.", name);

    public static AtlasError Missing(IReadOnlyList<string> names) => names.Count == 1
        ? new(400, "MISSING_ATTRIBUTE", $"The attribute {names[0]} is required.", names[0])
        : new(400, "MISSING_ATTRIBUTES", $"The attributes {string.Join(", ", names)} are required.", [.. names]);

    public static AtlasError Validation(params IReadOnlyList<(string Field, string Description)> fields) =>
        new(400, "VALIDATION_ERROR", string.Join(" ", fields.Select(f => $"{f.Field}: {f.Description}")))
        {
            Fields = fields,
        };

    public static AtlasError RateLimited(string endpointSet, int seconds, RateLimit limit, bool tell) => new(
        429, "RATE_LIMITED_TOKEN_BUCKET", $"Rate limit of {endpointSet} reached; try again in {seconds} seconds.",
        endpointSet, seconds, limit.Capacity, limit.Refill, (int)limit.Period.TotalSeconds)
    {
        RetryAfter = tell ? seconds : null,
    };

    public static AtlasError TokenRequestsLimited(int perMinute) => new(
        429, "RATE_LIMITED", $"More than {perMinute} token requests in one minute.", "/api/oauth/token", perMinute, 1);
}
