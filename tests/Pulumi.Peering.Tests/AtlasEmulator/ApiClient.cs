using System.Text;
using System.Text.Json.Nodes;
using AtlasEmulator;
using AtlasEmulator.Auth;

namespace Peering.Tests.AtlasEmulatorTests;

/// <summary>Calls the API of one project with the demo access token, unless told otherwise.</summary>
internal sealed class ApiClient(Uri baseUrl, string projectId = EmulatorOptions.DefaultProjectId) : IDisposable
{
    public const string Newest = "application/vnd.atlas.2025-03-12+json";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = baseUrl,
    };

    public string? Authorization { get; set; } = $"Bearer {DemoCredentials.Token.Token}";
    public string? Accept { get; set; } = Newest;
    public string ContentType { get; set; } = "application/json";

    public Task<Reply> Get(string path) => Send("GET", path);
    public Task<Reply> Post(string path, JsonNode? body = null) => Send("POST", path, body?.ToJsonString());
    public Task<Reply> Patch(string path, JsonNode body) => Send("PATCH", path, body.ToJsonString());
    public Task<Reply> Delete(string path) => Send("DELETE", path);

    /// <summary>A path that does not start with a slash is one of the project.</summary>
    public async Task<Reply> Send(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Target(path));
        if (Authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        if (Accept is not null) request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        using var response = await http.SendAsync(request);
        return await Reply.Read(response);
    }

    public async Task<JsonNode> Tell(string method, string path, JsonNode? body = null)
    {
        var reply = await Send(method, $"/_emulator{path}", body?.ToJsonString());
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json;
    }

    public string Target(string path) => path.StartsWith('/') ? path : $"/api/atlas/v2/groups/{projectId}/{path}";

    public void Dispose() => http.Dispose();
}

internal sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
    public string? ErrorCode => (string?)Json["errorCode"];
    public JsonArray Results => Json["results"]!.AsArray();
    public string this[string name] => (string)Json[name]!;
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Reply> Read(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>Status and code, and all the rest an ApiError carries.</summary>
    public void IsError(int status, string code)
    {
        Assert.True(status == Status && code == ErrorCode, $"{Status} {Text} instead of {status} {code}");
        Assert.Equal(status, (int?)Json["error"]);
        Assert.Equal(code, Header("X-Error-Code"));
        Assert.Equal("application/json", Header("Content-Type"));
        Assert.NotEmpty(this["detail"]);
        Assert.NotEmpty(this["reason"]);
        Assert.NotNull(Json["parameters"]!.AsArray());
    }
}
