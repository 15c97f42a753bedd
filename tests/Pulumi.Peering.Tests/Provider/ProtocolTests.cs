using System.Diagnostics;
using System.Text.Json;
using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.World;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumirpc;

namespace Peering.Tests.Provider;

/// <summary>What an engine may rely on, over the wire against the plugin's own process.</summary>
public sealed class ProtocolTests
{
    [Fact]
    public async Task Handshake_and_configure_promise_the_same()
    {
        await using var scenario = await Scenario.StartAsync();
        var shaken = await scenario.Plugin.CallAsync<ProviderHandshakeRequest, ProviderHandshakeResponse>("Handshake", new());
        Assert.True(shaken is { AcceptSecrets: true, AcceptResources: true, AcceptOutputs: false });
        var configured = await scenario.Plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json("""{ "accessToken": "t" }"""),
        });
        Assert.True(configured is { AcceptSecrets: true, AcceptResources: true, AcceptOutputs: false, SupportsPreview: true });
    }

    [Fact]
    public async Task The_schema_is_served_to_the_letter_and_its_version_is_the_plugins()
    {
        await using var plugin = await Plugin.StartAsync();
        var served = await plugin.CallAsync<GetSchemaRequest, GetSchemaResponse>("GetSchema", new());
        Assert.Equal(await File.ReadAllTextAsync(Repository.File("schema.json")), served.Schema);
        var info = await plugin.CallAsync<Empty, PluginInfo>("GetPluginInfo", new());
        Assert.Equal(JsonDocument.Parse(served.Schema).RootElement.GetProperty("version").GetString(), info.Version);
        Assert.Equal(StatusCode.InvalidArgument, (await plugin.RefusesAsync("GetSchema", new GetSchemaRequest { Version = 1 })).Code);
        Assert.Equal(StatusCode.InvalidArgument,
            (await plugin.RefusesAsync("GetSchema", new GetSchemaRequest { SubpackageName = "x" })).Code);
    }

    [Theory]
    [InlineData("Construct")]
    [InlineData("Call")]
    [InlineData("Parameterize")]
    public async Task What_only_component_providers_do_is_unimplemented(string method)
    {
        await using var plugin = await Plugin.StartAsync();
        Assert.Equal(StatusCode.Unimplemented, (await plugin.RefusesAsync(method, new Empty())).Code);
    }

    [Fact]
    public async Task Mappings_are_empty_answers_and_never_errors()
    {
        await using var plugin = await Plugin.StartAsync();
        Assert.Empty((await plugin.CallAsync<GetMappingsRequest, GetMappingsResponse>("GetMappings", new() { Key = "terraform" })).Providers);
        Assert.Empty((await plugin.CallAsync<GetMappingRequest, GetMappingResponse>("GetMapping", new() { Key = "terraform" })).Data);
    }

    [Fact]
    public async Task Without_credentials_the_engine_learns_which_keys_to_ask_for()
    {
        await using var plugin = await Plugin.StartAsync();
        var refused = await plugin.RefusesAsync("Configure", new ConfigureRequest { Args = new Struct() });
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal(
            ["peering:clientId", "peering:publicKey", "peering:accessToken"],
            refused.Detail<ConfigureErrorMissingKeys>()!.MissingKeys.Select(key => key.Name));
        Assert.All(refused.Detail<ConfigureErrorMissingKeys>()!.MissingKeys,
            key => Assert.Contains("MONGODB_ATLAS_", key.Description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resources_before_configure_are_a_precondition_and_not_a_crash()
    {
        await using var plugin = await Plugin.StartAsync();
        var refused = await plugin.RefusesAsync("Read", new ReadRequest
        {
            Id = $"{Scenario.Project}/7b1f0a2b3c4d5e6f70819204",
            Urn = Scenario.Urn("AwsNetworkPeering"),
        });
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
    }

    [Fact]
    public async Task CheckConfig_passes_what_it_does_not_know_and_lists_every_problem()
    {
        await using var plugin = await Plugin.StartAsync();
        var fine = await CheckConfig(plugin, """{ "version": "9.9.9", "pluginDownloadURL": "x", "preflight": "\"error\"", "new": 1 }""");
        Assert.Empty(fine.Failures);
        Assert.Equal("9.9.9", fine.Inputs.Fields["version"].StringValue);
        var bad = await CheckConfig(plugin, """
            { "projectId": "nope", "preflight": "loud", "baseUrl": "http://atlas.example.com", "clientId": "a", "privateKey": "b" }
            """);
        Assert.Equal(["baseUrl", "clientSecret", "preflight", "projectId", "publicKey"],
            bad.Failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "baseUrl": "https://other.mongodb.com" }""", "baseUrl")]
    [InlineData("""{ "baseUrl": "https://cloud.mongodb.com/" }""", "")]
    [InlineData("""{ "accessToken": "another", "version": "2.0.0" }""", "")]
    [InlineData("""{ "projectId": "64b7d3e2f0a1c25d9e8f7a60", "clientId": "a", "clientSecret": "b" }""", "")]
    public async Task Only_another_atlas_replaces_what_a_provider_made(string news, string replaces)
    {
        await using var plugin = await Plugin.StartAsync();
        var diff = await plugin.CallAsync<DiffRequest, DiffResponse>("DiffConfig", new DiffRequest
        {
            Id = "p",
            OldInputs = Scenario.Json("""{ "accessToken": "one", "version": "1.0.0" }"""),
            Olds = new Struct(),
            News = Scenario.Json(news),
        });
        Assert.Equal(replaces, string.Join(',', diff.Replaces));
    }

    [Theory]
    [InlineData("MONGODB_ATLAS_PUBLIC_KEY", "MONGODB_ATLAS_PRIVATE_KEY")]
    [InlineData("MCLI_PUBLIC_API_KEY", "MCLI_PRIVATE_API_KEY")]
    public async Task The_environment_stands_in_for_the_configuration(string publicKey, string privateKey)
    {
        await using var atlas = await Emulator.StartAsync();
        await using var plugin = await Plugin.StartAsync(new Dictionary<string, string>
        {
            [publicKey] = DemoCredentials.Key.PublicKey,
            [privateKey] = DemoCredentials.Key.PrivateKey,
            ["MONGODB_ATLAS_BASE_URL"] = $"{atlas.BaseUrl}",
            ["MONGODB_ATLAS_PROJECT_ID"] = Scenario.Project,
        });
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest { Args = new Struct() });
        var list = await plugin.CallAsync<InvokeRequest, InvokeResponse>("Invoke", new InvokeRequest { Tok = "peering:index:getNetworkContainers" });
        Assert.Empty(list.Return.Fields["containers"].ListValue.Values);
    }

    [Theory]
    [InlineData("accessToken")]
    [InlineData("serviceAccount")]
    [InlineData("apiKey")]
    public async Task Each_way_to_sign_in_works(string way)
    {
        var credentials = way switch
        {
            "accessToken" => $$"""{ "accessToken": "{{DemoCredentials.Token.Token}}", """,
            "serviceAccount" => $$"""{ "clientId": "{{DemoCredentials.Account.ClientId}}", "clientSecret": "{{DemoCredentials.Account.ClientSecret}}", """,
            _ => $$"""{ "publicKey": "{{DemoCredentials.Key.PublicKey}}", "privateKey": "{{DemoCredentials.Key.PrivateKey}}", """,
        };
        await using var atlas = await Emulator.StartAsync();
        await using var proxy = await ContractProxy.StartAsync(atlas.BaseUrl);
        await using var plugin = await Plugin.StartAsync();
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json($$"""{{credentials}} "projectId": "{{Scenario.Project}}", "baseUrl": "{{proxy.Url}}" }"""),
        });
        var list = await plugin.CallAsync<InvokeRequest, InvokeResponse>("Invoke", new InvokeRequest { Tok = "peering:index:getNetworkContainers" });
        Assert.Empty(list.Return.Fields["containers"].ListValue.Values);
    }

    [Fact]
    public async Task Wrong_credentials_are_permission_denied_with_advice_and_without_the_secret()
    {
        await using var atlas = await Emulator.StartAsync();
        await using var proxy = await ContractProxy.StartAsync(atlas.BaseUrl);
        await using var plugin = await Plugin.StartAsync();
        await plugin.CallAsync<ConfigureRequest, ConfigureResponse>("Configure", new ConfigureRequest
        {
            Args = Scenario.Json($$"""
                { "publicKey": "emulator", "privateKey": "hunter2-hunter2", "projectId": "{{Scenario.Project}}", "baseUrl": "{{proxy.Url}}" }
                """),
        });
        var refused = await plugin.RefusesAsync("Invoke", new InvokeRequest { Tok = "peering:index:getNetworkContainers" });
        Assert.Equal(StatusCode.PermissionDenied, refused.Code);
        Assert.Contains("key", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_input_is_neither_in_the_progress_nor_in_the_failure_but_still_in_the_state()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SetNetwork("123456789012/vpc-0a1b2c3d4e5f67890", new NetworkBehaviour { FailWith = "INVALID_ARGUMENT" });
        var container = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS);
        var failed = await scenario.CreateFailsAsync("AwsNetworkPeering", $$"""
            {
              "containerId": "{{container.Id}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
              "vpcId": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "vpc-0a1b2c3d4e5f67890" },
              "routeTableCidrBlock": "10.0.0.0/16"
            }
            """);
        var told = await scenario.Plugin.LoggedAsync(log => log.Message.Contains("Asking Atlas", StringComparison.Ordinal));
        Assert.EndsWith("123456789012/[secret]", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(scenario.Plugin.Logs, log => log.Message.Contains("vpc-0a1b", StringComparison.Ordinal));
        var kept = failed.Detail<ErrorResourceInitFailed>()!;
        Assert.DoesNotContain("vpc-0a1b", failed.Message + string.Join("", kept.Reasons), StringComparison.Ordinal);
        Assert.Equal("vpc-0a1b2c3d4e5f67890", kept.Properties.Fields["vpcId"].StructValue.Fields["value"].StringValue);
    }

    [Fact]
    public async Task A_limit_cuts_no_object_out_of_what_a_continuation_tells()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SeedPeers(Scenario.Project, 21);
        var (seen, token) = (new HashSet<string>(), "");
        do
        {
            var request = new ListRequest
            {
                Token = "peering:index:GcpNetworkPeering",
                ContinuationToken = token,
                Limit = seen.Count == 0 ? 3 : 100,
            };
            token = "";
            await foreach (var part in scenario.Plugin.ListAsync(request))
            {
                token = part.Continuation?.ContinuationToken ?? token;
                Assert.True(part.Result is null || seen.Add(part.Result.Id), "an object was told twice");
            }
        }
        while (token.Length > 0);
        Assert.Equal(7, seen.Count);
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in scenario.Plugin.ListAsync(
                new ListRequest { Token = "peering:index:GcpNetworkPeering", ContinuationToken = "x" }))
            {
            }
        });
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task A_listing_comes_page_by_page_with_tokens()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Atlas.Control.SeedPeers(Scenario.Project, 15);
        var (seen, token) = (new List<string>(), "");
        do
        {
            var last = token;
            token = "";
            await foreach (var part in scenario.Plugin.ListAsync(new ListRequest
            {
                Token = "peering:index:GcpNetworkPeering",
                PageSize = 2,
                ContinuationToken = last,
            }))
            {
                (token, _) = (part.Continuation?.ContinuationToken ?? token, part.Result is null);
                seen.AddRange(part.Result is null ? [] : [part.Result.Id]);
            }
        }
        while (token.Length > 0);
        Assert.Equal(scenario.Atlas.Control.Peers(Scenario.Project).Where(peer => peer.Remote is GcpNetwork)
            .Select(peer => $"{Scenario.Project}/{peer.Id}").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancel_may_come_any_number_of_times_and_the_plugin_goes_on()
    {
        await using var scenario = await Scenario.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await scenario.Plugin.CallAsync<Empty, Empty>("Cancel", new());
        }

        Assert.Empty((await scenario.InvokeAsync("getNetworkContainers", "{}")).Failures);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public async Task A_signal_ends_the_process_with_success_and_nothing_but_the_port_was_on_stdout(int signal)
    {
        await using var plugin = await Plugin.StartAsync(flags: ["--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:1"]);
        using var kill = Process.Start("kill", [$"-{signal}", $"{plugin.Process.Id}"]);
        await plugin.Process.WaitForExitAsync();
        Assert.Equal(0, plugin.Process.ExitCode);
        Assert.Equal("", await plugin.OutputAsync());
    }

    [Fact]
    public async Task It_ends_when_the_engine_is_gone()
    {
        await using var plugin = await Plugin.StartAsync();
        await plugin.LoseEngineAsync();
        await plugin.Process.WaitForExitAsync();
        Assert.Equal(0, plugin.Process.ExitCode);
    }

    [Fact]
    public async Task Attached_it_tells_the_engine_that_attached()
    {
        await using var plugin = await Plugin.StartAsync(attach: true);
        var info = await plugin.CallAsync<Empty, PluginInfo>("GetPluginInfo", new());
        Assert.NotEmpty(info.Version);
    }

    private static Task<CheckResponse> CheckConfig(Plugin plugin, string news) =>
        plugin.CallAsync<CheckRequest, CheckResponse>("CheckConfig", new CheckRequest
        {
            Urn = "urn:pulumi:dev::test::pulumi:providers:peering::default",
            Olds = new Struct(),
            News = Scenario.Json(news),
        });
}
