using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Peering.Tests.Atlas;
using Peering.Tests.Provider;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Faults;

/// <summary>Whatever Atlas, or something in its place, answers: the plugin understands it or says what it is.</summary>
public sealed partial class HostileAnswerTests
{
    private static readonly string[] Functions =
        ["getNetworkPeerings", "getNetworkContainers", "getStreamsActiveVpcPeeringConnections"];

    private const int Samples = 150;
    private const string Secret = "token-that-nobody-may-see";

    [Fact]
    public async Task Hostile_answers_are_understood_or_told_by_every_verb_of_every_kind()
    {
        // The project tells which answer is meant, so that all can be given at once.
        var replies = Gen.Sample(HostileAnswers.Replies, Samples);
        await using var server = await ScriptedServer.StartAsync(seen =>
            replies[Convert.ToInt32(Project().Match(seen.Target).Groups[1].Value, 16) % Samples]);
        await using var plugin = await Plugin.StartAsync();
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json($$"""{ "accessToken": "{{Secret}}", "baseUrl": "{{server.Url}}" }"""),
        });
        var calls = ConformanceWorld.Templates.SelectMany((template, i) => Enumerable.Range(i * Samples, Samples)
            .SelectMany(number => Calls(plugin, template.Kind, template.Inputs, $"{number:x24}")
                .Select(call => (Call: call, Reply: replies[number % Samples])))).ToList();
        var refused = 0;
        foreach (var (call, reply) in calls)
        {
            try
            {
                await call.Soon();
            }
            catch (RpcException failure)
            {
                refused++;
                Assert.False(failure.Code is StatusCode.Internal or StatusCode.Unknown, $"{reply}: {failure.Message}");
                Assert.NotEmpty(failure.Message);
                Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 1, calls.Count - 1);
        Assert.All(plugin.Logs, log => Assert.DoesNotContain(Secret, log.Message, StringComparison.Ordinal));
    }

    /// <summary>An answer that never changes is waited on for ever, so waits are cut short.</summary>
    private static IEnumerable<Task> Calls(Plugin plugin, string kind, string template, string project)
    {
        const double Short = 3;
        var (urn, id) = (Scenario.Urn(kind), $"{project}/{Id(kind)}");
        var inputs = Scenario.Json(Hole().Replace(
            template.Replace("{AwsNetworkPeering.id}", id, StringComparison.Ordinal)
                .Replace("{project}", project, StringComparison.Ordinal), "5f2c1a0b9d8e7f6a5b4c3d2e"));
        yield return plugin.CallAsync<ReadRequest, ReadResponse>("Read", new() { Id = id, Urn = urn });
        yield return plugin.CallAsync<ReadRequest, ReadResponse>(
            "Read", new() { Id = id, Urn = urn, Inputs = inputs, Properties = inputs });
        yield return plugin.CallAsync<CreateRequest, CreateResponse>(
            "Create", new() { Urn = urn, Properties = inputs, Preview = true });
        yield return plugin.CallAsync<CreateRequest, CreateResponse>(
            "Create", new() { Urn = urn, Properties = inputs, Timeout = Short });
        yield return plugin.CallAsync<UpdateRequest, UpdateResponse>(
            "Update", new() { Id = id, Urn = urn, Olds = inputs, OldInputs = inputs, News = inputs, Timeout = Short });
        yield return plugin.CallAsync<DeleteRequest, Google.Protobuf.WellKnownTypes.Empty>(
            "Delete", new() { Id = id, Urn = urn, Properties = inputs, OldInputs = inputs, Timeout = Short });
        foreach (var function in Functions)
        {
            yield return plugin.CallAsync<InvokeRequest, InvokeResponse>("Invoke", new()
            {
                Tok = $"peering:index:{function}",
                Args = Scenario.Json($$"""{ "projectId": "{{project}}" }"""),
            });
        }
    }

    private static string Id(string kind) =>
        kind == "StreamsVpcPeeringConnection" ? "pcx-0123456789abcdef0" : "7b1f0a2b3c4d5e6f70819204";

    [GeneratedRegex("/groups/([0-9a-f]{24})/")]
    private static partial Regex Project();

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Hole();
}
