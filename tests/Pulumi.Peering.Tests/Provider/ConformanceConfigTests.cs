using System.Text.Json;
using AtlasEmulator.Auth;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;
using Changes = Pulumirpc.DiffResponse.Types.DiffChanges;

namespace Peering.Tests.Provider;

// Pinned elsewhere: that CheckConfig passes what it does not know and lists every problem, that only another Atlas
// replaces, missing keys, each way to sign in and the environment (ProtocolTests).

/// <summary>Pins the calls about the provider resource: foreign keys, JSON texts, unknowns, versions.</summary>
public sealed class ConformanceConfigTests
{
    private const string Urn = "urn:pulumi:dev::test::pulumi:providers:peering::default";

    [Fact]
    public async Task Configure_takes_foreign_keys_json_texts_and_secrets()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var plugin = await Plugin.StartAsync();
        var args = Scenario.Json($$"""
            {
              "version": "1.2.3", "pluginDownloadURL": "https://example.com", "newerThanThis": { "a": [1, null] },
              "__internal": {}, "preflight": "\"error\"", "projectId": "\"{{Scenario.Project}}\"",
              "baseUrl": "{{scenario.Atlas.BaseUrl}}", "clientId": null
            }
            """);
        args.Fields["accessToken"] = ConformanceWire.Secret(Value.ForString($"\"{DemoCredentials.Token.Token}\""));
        var request = new ConfigureRequest { Args = args, AcceptSecrets = true, AcceptResources = true };
        var reply = await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", request);
        Assert.True(reply is { AcceptSecrets: true, SupportsPreview: true });
        var found = await plugin.CallAsync<InvokeRequest, InvokeResponse>(
            "Invoke", new InvokeRequest { Tok = "peering:index:getNetworkContainers", Args = new Struct() });
        Assert.Empty(found.Return.Fields["containers"].ListValue.Values);
    }

    [Fact]
    public async Task CheckConfig_takes_every_key_unknown_and_gives_back_what_came()
    {
        await using var plugin = await Plugin.StartAsync();
        foreach (var sentinel in ConformanceWire.Unknowns)
        {
            var news = new Struct { Fields = { ["version"] = Value.ForString("1.2.3") } };
            foreach (var key in Keys())
            {
                news.Fields[key] = Value.ForString(sentinel);
            }

            var reply = await plugin.CallAsync<CheckRequest, CheckResponse>(
                "CheckConfig", new CheckRequest { Urn = Urn, Olds = new Struct(), News = news });
            Assert.Empty(reply.Failures);
            Assert.Equal(news, reply.Inputs);
        }
    }

    [Fact]
    public async Task CheckConfig_never_answers_without_inputs()
    {
        await using var plugin = await Plugin.StartAsync();
        foreach (var news in (Struct?[])[null, new Struct(), Scenario.Json("""{ "preflight": 1, "baseUrl": "x" }""")])
        {
            var reply = await plugin.CallAsync<CheckRequest, CheckResponse>(
                "CheckConfig", new CheckRequest { Urn = Urn, News = news });
            Assert.NotNull(reply.Inputs);
        }
    }

    [Fact]
    public async Task DiffConfig_is_none_for_another_version_alone_and_consistent_for_unknowns()
    {
        await using var plugin = await Plugin.StartAsync();
        var olds = Scenario.Json("""{ "version": "1.0.0", "accessToken": "a", "baseUrl": "https://cloud.mongodb.com" }""");
        var newer = await DiffAsync(ConformanceWire.With(olds, "version", Value.ForString("2.0.0")));
        Assert.Equal(Changes.DiffNone, newer.Changes);
        Assert.Equal(Changes.DiffNone, (await DiffAsync(ConformanceWire.With(olds, "version", null))).Changes);
        foreach (var key in Keys())
        {
            var diff = await DiffAsync(ConformanceWire.With(olds, key, ConformanceWire.Unknown));
            Assert.Equal([key], diff.Diffs);
            Assert.Equal(key == "baseUrl" ? ["baseUrl"] : [], diff.Replaces);
        }

        async Task<DiffResponse> DiffAsync(Struct news) => ConformanceWire.DemandConsistent(
            await plugin.CallAsync<DiffRequest, DiffResponse>(
                "DiffConfig", new DiffRequest { Id = "p", Urn = Urn, OldInputs = olds, Olds = olds, News = news }));
    }

    [Theory]
    [InlineData("", """{ "baseUrl": "https://cloud.mongodbgov.com" }""", false)]
    [InlineData("""{ "baseUrl": "https://cloud.mongodbgov.com" }""", "", false)]
    [InlineData("", """{ "baseUrl": "https://cloud.mongodb.com" }""", true)]
    public async Task Writing_down_the_address_that_the_environment_names_replaces_nothing(string olds, string news, bool replaces)
    {
        await using var plugin = await Plugin.StartAsync(
            new Dictionary<string, string> { ["MONGODB_ATLAS_BASE_URL"] = "https://cloud.mongodbgov.com" });
        var (before, after) = (Config(olds), Config(news));
        var diff = await plugin.CallAsync<DiffRequest, DiffResponse>(
            "DiffConfig", new DiffRequest { Id = "p", Urn = Urn, OldInputs = before, Olds = before, News = after });
        Assert.Equal(replaces ? ["baseUrl"] : [], diff.Replaces);

        static Struct Config(string json) => Scenario.Json(json.Length == 0 ? "{}" : json);
    }

    [Fact]
    public async Task A_wrong_configuration_is_a_precondition_and_tells_no_secret()
    {
        await using var plugin = await Plugin.StartAsync();
        var refused = await plugin.RefusesAsync("Configure", new ConfigureRequest
        {
            Args = new Struct
            {
                Fields =
                {
                    ["preflight"] = Value.ForString("loud"),
                    ["privateKey"] = ConformanceWire.Secret(Value.ForString("hunter2-hunter2")),
                },
            },
        });
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Keys() =>
    [
        .. JsonDocument.Parse(File.ReadAllText(Repository.File("schema.json"))).RootElement.GetProperty("provider")
            .GetProperty("inputProperties").EnumerateObject().Select(property => property.Name),
    ];
}
