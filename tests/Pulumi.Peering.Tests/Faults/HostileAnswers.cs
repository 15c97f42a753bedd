using FsCheck;
using FsCheck.Fluent;
using Peering.Tests.Atlas;

namespace Peering.Tests.Faults;

/// <summary>Answers no Atlas gives: documents with anything anywhere, statuses and headers at random.</summary>
internal static class HostileAnswers
{
    private static readonly string[] Names =
    [
        "results", "links", "rel", "href", "totalCount", "id", "_id", "containerId", "providerName", "status", "statusName",
        "errorState", "errorMessage", "error", "errorCode", "detail", "parameters", "badRequestDetail", "fields", "vpcId",
        "awsAccountId", "routeTableCidrBlock", "regionName", "regions", "provisioned", "atlasCidrBlock", "name",
        "cloudStatus", "localStatus", "requesterAccountId", "gcpProjectId", "networkName", "vnetName", "isProvisioned",
    ];

    // The last is a lone half of a surrogate pair: legal JSON that is no text.
    private static readonly string[] Leaves =
    [
        "null", "true", "0", "-1e999", "99999999999999999999", "\"\"", "\"AVAILABLE\"", "\"AWS\"", "\"US_EAST_1\"",
        "\"pcx-0123456789abcdef0\"", "\"PEER_NOT_FOUND\"", "\"\\u0000\\u202e<{%\"", "\"10.0.0.0/99\"", "\"\\ud800\"",
    ];

    // Others, and bytes that are no JSON, are worth another try, which takes its time: see the matrix.
    private static readonly string[] Types = [Reply.Vendor, "application/json", "application/json; charset=klingon"];

    private static readonly string[] Waits = ["0", "-5", "soon", "1e9", "Thu, 01 Jan 1970 00:00:00 GMT", ""];

    /// <summary>Statuses that are repeated are left out: their waits are the matrix's business.</summary>
    public static Gen<Reply> Replies =>
        from status in Gen.Frequency(
            (6, Gen.Constant(200)),
            (4, Gen.Elements(201, 202, 204, 206, 226, 302, 400, 401, 403, 404, 405, 409, 410, 418, 451, 501, 505, 599)))
        from text in Document(3)
        from type in Gen.Elements(Types)
        from wait in Gen.Elements(Waits)
        select new Reply(status, status == 204 ? "" : text, status == 204 ? null : type)
        {
            Headers = wait.Length == 0 ? [] : new() { ["Retry-After"] = wait },
        };

    private static Gen<string> Document(int depth) => Gen.Frequency(
        (5, Object(depth)),
        (3, Any(depth).ListOf(2).Select(items => $$"""{"results":[{{string.Join(',', items)}}]}""")),
        (1, Any(depth).Select(item => $$"""{"results":{{item}},"links":[{{item}}]}""")),
        (1, Any(depth)));

    private static Gen<string> Any(int depth) => depth == 0 ? Gen.Elements(Leaves) : Gen.Frequency(
        (4, Gen.Elements(Leaves)),
        (2, Object(depth - 1)),
        (1, Any(depth - 1).ListOf(2).Select(items => $"[{string.Join(',', items)}]")));

    private static Gen<string> Object(int depth) =>
        from names in Gen.SubListOf(Names)
        from values in Any(depth).ListOf(names.Count)
        select $"{{{string.Join(',', names.Zip(values).Select(pair => $"\"{pair.First}\":{pair.Second}"))}}}";
}
