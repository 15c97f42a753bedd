using System.Text.Json;
using AtlasEmulator.Auth;
using AtlasEmulator.World;

namespace AtlasEmulator.Http;

internal enum EndpointSet { NetworkPeering, Streams }

/// <summary>
/// One operation. Pattern is below /api/atlas/v2/groups/{groupId}/; {id} is the only other parameter.
/// </summary>
internal sealed record Endpoint(
    string Method, string Pattern, string Version, Access Access, EndpointSet Set, IReadOnlyList<string> Query,
    Func<Call, Answer> Handle)
{
    public string[] Segments { get; } = Pattern.Split('/');
}

/// <summary>A request that found its endpoint and project.</summary>
internal sealed record Call(Endpoint Endpoint, Project Project, string? Id, Query Query, string BaseUrl, string Path)
{
    public required Func<Body> ReadBody { get; init; }

    public Answer Ok(Action<Utf8JsonWriter> write) => Reply(200, write);

    public Answer Reply(int status, Action<Utf8JsonWriter> write) =>
        Answer.Resource(status, Endpoint.Version, Query.Pretty, write);
}
