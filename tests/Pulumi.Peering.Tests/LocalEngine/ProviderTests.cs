using System.Collections.Immutable;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

public sealed class ProviderTests
{
    private static DeploymentRequest Configured(DeploymentRequest request) => request with
    {
        Config = request.Config.Add("test:endpoint", "here").Add("test:token", "hush-hush").Add("other:x", "y"),
        SecretConfigKeys = ["test:token"],
    };

    private static Func<ScriptedProgram, Task> Explicit(PropertyValue region, string? id = null) => async program =>
    {
        var provider = await program.RegisterAsync("pulumi:providers:test", "mine", true, r =>
            r.Object = PropertyMap.Of(("region", region)).ToStruct(WireOptions.Everything));
        var known = provider.Id.Length > 0 ? provider.Id : Signatures.Unknown;
        await program.ThingAsync("a", r => r.Provider = $"{provider.Urn}::{id ?? known}", ("color", Text("red")));
    };

    [Fact]
    public async Task The_default_provider_is_named_after_the_version_asked_for_and_gets_the_configuration_as_text()
    {
        await using var bench = await OpenAsync();
        await bench.UpAsync(p => p.ThingAsync("a", r => r.Version = "1.2.0"), Configured);

        var provider = bench.Resource("default_1_2_0");
        Assert.Equal("urn:pulumi:dev::shop::pulumi:providers:test::default_1_2_0", provider.Urn);
        Assert.Equal($"{provider.Urn}::{provider.Id}", bench.Resource("a").Provider);
        Assert.True(Guid.TryParse(provider.Id, out _));
        var check = bench.Provider.Requests<CheckRequest>("CheckConfig").Single();
        Assert.Equal(["endpoint", "token", "version"], check.News.Fields.Keys.Order());
        Assert.Equal("hush-hush", check.News.Fields["token"].StringValue);
        var configure = bench.Provider.Requests<ConfigureRequest>("Configure").Single();
        Assert.Equal(Signatures.Secret, configure.Args.Fields["token"].StructValue.Fields[Signatures.Key].StringValue);
        Assert.Equal(provider.Id, configure.Id);
#pragma warning disable CS0612 // What the engine fills for older plugins.
        Assert.Equal(["test:config:endpoint", "test:config:token"], configure.Variables.Keys.Order());
#pragma warning restore CS0612
    }

    [Fact]
    public async Task A_new_version_makes_a_new_default_provider_and_leaves_the_resources_alone()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(p => p.ThingAsync("a", r => r.Version = "1.1.0"));
        bench.Provider.OnDiffConfig = _ => new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone };
        await bench.UpAsync(p => p.ThingAsync("a", r => r.Version = "1.2.0"));

        Assert.Empty(bench.Provider.Story);
        Assert.EndsWith("default_1_2_0::" + bench.Resource("default_1_2_0").Id, bench.Resource("a").Provider,
            StringComparison.Ordinal);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name == "default_1_1_0");
    }

    [Fact]
    public async Task An_explicit_provider_is_checked_created_and_used()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Explicit(Text("eu")));
        Assert.StartsWith(bench.Resource("mine").Urn, bench.Resource("a").Provider, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name.StartsWith("default", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unchanged_provider_is_configured_with_its_old_inputs_and_a_changed_one_with_the_new()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Explicit(Text("eu")));
        bench.Provider.OnDiffConfig = r => ScriptedProvider.Changed(
            r.OldInputs.Equals(r.News) ? [] : ["region"], [], false);
        await bench.GivenAsync(Explicit(Text("eu")));
        await bench.UpAsync(Explicit(Text("us")));

        Assert.Equal("us", bench.Provider.Requests<ConfigureRequest>("Configure").Single()
            .Args.Fields["region"].StringValue);
        Assert.Empty(bench.Provider.Story);
    }

    [Fact]
    public async Task A_replaced_provider_replaces_its_resources()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Explicit(Text("eu")));
        var result = await bench.UpAsync(Explicit(Text("us")));

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Equal(["Create a", "Delete a"], bench.Provider.Story);
        Assert.Single(bench.State.Resources, r => r.Name == "mine");
    }

    [Fact]
    public async Task In_a_preview_a_provider_with_unknown_inputs_is_not_asked_and_everything_is_unknown()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Explicit(Text("eu")));
        RegisterResourceResponse? seen = null;
        bench.Provider.OnDiffConfig = _ => ScriptedProvider.Changed(["region"], [], false);
        var result = await bench.PreviewAsync(async program =>
        {
            var provider = await program.RegisterAsync("pulumi:providers:test", "mine", true, r =>
                r.Object = PropertyMap.Of(("region", PropertyValue.Unknown)).ToStruct(WireOptions.Everything));
            seen = await program.ThingAsync("a", r =>
                r.Provider = $"{provider.Urn}::{provider.Id}", ("color", Text("red")));
        });

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.DoesNotContain(bench.Provider.Calls, c => c.Method is "Configure" or "Check" or "Diff" or "Update");
        Assert.Empty(seen!.Object.Fields);
        Assert.Contains(bench.Warnings, w => w.Contains("not known during preview", StringComparison.Ordinal));
        Assert.Contains("update a", bench.Steps);
    }

    [Fact]
    public async Task In_a_preview_a_new_provider_has_no_id_yet_and_serves_its_resources_all_the_same()
    {
        await using var bench = await OpenAsync();
        var result = await bench.PreviewAsync(Explicit(Text("eu")));
        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Equal("eu", bench.Provider.Requests<ConfigureRequest>("Configure").Single()
            .Args.Fields["region"].StringValue);
        Assert.Equal(["Create a"], bench.Provider.Story);
    }

    [Fact]
    public async Task A_resource_that_names_a_provider_or_a_dependency_nobody_knows_is_refused()
    {
        await using var bench = await OpenAsync();
        await bench.UpAsync(p =>
            p.ThingAsync("a", r => r.Provider = "urn:pulumi:dev::shop::pulumi:providers:test::x::y"));
        Assert.Contains("neither part of the program nor of the state", bench.Errors.Single(),
            StringComparison.Ordinal);
        await bench.UpAsync(p =>
            p.ThingAsync("a", r => r.Dependencies.Add("urn:pulumi:dev::shop::test:index:Thing::b")));
        Assert.Contains("which is not registered in this run", bench.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_default_provider_is_an_error()
    {
        await using var bench = await OpenAsync();
        await bench.UpAsync(p => p.ThingAsync("a"), r => r with
        {
            Config = r.Config.Add("pulumi:disable-default-providers", """["test"]"""),
        });
        Assert.StartsWith("the default provider for 'test' is disabled", bench.Errors.Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_reaches_the_provider_and_its_secrets_come_back_secret()
    {
        await using var bench = await OpenAsync();
        bench.Provider.AcceptsSecrets = false;
        ResourceInvokeResponse? seen = null;
        await bench.UpAsync(async program =>
            seen = await program.CallAsync<ResourceInvokeRequest, ResourceInvokeResponse>(
            "Invoke", new ResourceInvokeRequest
            {
                Tok = "test:index:echo",
                Args = PropertyMap.Of(("key", PropertyValue.SecretOf(Text("hush")))).ToStruct(WireOptions.Everything),
            }));

        Assert.Equal("hush", bench.Provider.Requests<InvokeRequest>("Invoke").Single().Args.Fields["key"].StringValue);
        Assert.Equal(PropertyValue.SecretOf(Text("hush")), new StructDecoder("test", false)
            .Decode(seen!.Return)["key"]);
    }

    [Fact]
    public async Task A_registered_resource_can_be_looked_up_by_its_urn_and_stack_references_are_refused()
    {
        await using var bench = await OpenAsync();
        ResourceInvokeResponse? seen = null;
        RpcException? refused = null;
        await bench.UpAsync(async program =>
        {
            var a = await program.ThingAsync("a", null, ("color", Text("red")));
            seen = await program.CallAsync<ResourceInvokeRequest, ResourceInvokeResponse>(
                "Invoke", new ResourceInvokeRequest
                {
                    Tok = "pulumi:pulumi:getResource",
                    Args = PropertyMap.Of(("urn", Text(a.Urn))).ToStruct(default),
                });
            refused = await Assert.ThrowsAsync<RpcException>(() =>
                program.CallAsync<ResourceInvokeRequest, ResourceInvokeResponse>(
                "Invoke", new ResourceInvokeRequest { Tok = "pulumi:pulumi:readStackOutputs" }));
        });

        Assert.Equal("id-1", seen!.Return.Fields["id"].StringValue);
        Assert.Equal("red", seen.Return.Fields["state"].StructValue.Fields["color"].StringValue);
        Assert.Contains("not supported by this engine", refused!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_registered_once_is_named_by_its_reference()
    {
        await using var bench = await OpenAsync();
        await bench.UpAsync(async program =>
        {
            var request = new RegisterPackageRequest { Name = "test", Version = "1.2.0" };
            var first = await program.CallAsync<RegisterPackageRequest, RegisterPackageResponse>(
                "RegisterPackage", request);
            var again = await program.CallAsync<RegisterPackageRequest, RegisterPackageResponse>(
                "RegisterPackage", request);
            Assert.Equal(first.Ref, again.Ref);
            await program.ThingAsync("a", r => r.PackageRef = first.Ref);
            request.Parameterization = new Parameterization { Name = "x" };
            await Assert.ThrowsAsync<RpcException>(() =>
                program.CallAsync<RegisterPackageRequest, RegisterPackageResponse>("RegisterPackage", request));
        });
        Assert.Contains("default_1_2_0", bench.Resource("a").Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_the_engine_has_are_answered_yes_and_all_others_no()
    {
        await using var bench = await OpenAsync();
        var answers = new Dictionary<string, bool>();
        DeploymentInfo? info = null;
        await bench.UpAsync(async program =>
        {
            foreach (var id in new[] { "secrets", "resourceReferences", "aliasSpecs", "deletedWith", "transforms",
                "resourceHooks", "x" })
                answers[id] = (await program.CallAsync<SupportsFeatureRequest, SupportsFeatureResponse>(
                    "SupportsFeature", new SupportsFeatureRequest { Id = id })).HasSupport;
            info = await program.CallAsync<Google.Protobuf.WellKnownTypes.Empty, DeploymentInfo>(
                "GetDeploymentInfo", new Google.Protobuf.WellKnownTypes.Empty());
        }, Configured);

        Assert.Equal(["secrets", "resourceReferences", "aliasSpecs", "deletedWith"], answers.Where(a => a.Value)
            .Select(a => a.Key));
        Assert.Equal(4, info!.SupportedFeatures.Count);
        Assert.Equal("hush-hush", info.Config["test:token"]);
        Assert.Equal(["test:token"], info.ConfigSecretKeys);
    }

    [Fact]
    public async Task The_environment_of_a_program_is_what_its_sdk_expects()
    {
        await using var bench = await OpenAsync();
        ImmutableSortedDictionary<string, string>? seen = null;
        await bench.PreviewAsync(program =>
        {
            seen = program.Context.Environment;
            return Task.CompletedTask;
        }, Configured);

        Assert.Equal(("shop", "dev", "true", "false", "16"), (seen!["PULUMI_PROJECT"], seen["PULUMI_STACK"],
            seen["PULUMI_DRY_RUN"], seen["PULUMI_QUERY_MODE"], seen["PULUMI_PARALLEL"]));
        Assert.Equal("""{"other:x":"y","test:endpoint":"here","test:token":"hush-hush"}""", seen["PULUMI_CONFIG"]);
        Assert.Equal("""["test:token"]""", seen["PULUMI_CONFIG_SECRET_KEYS"]);
        Assert.DoesNotContain("://", seen["PULUMI_MONITOR"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_provider_logs_reaches_the_user_with_its_urn_and_stream()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Before = async (method, _) =>
        {
            if (method != "Create")
                return;
            using var engine = new GrpcChannel(bench.Provider.EngineAddress);
            await engine.UnaryAsync<LogRequest, Google.Protobuf.WellKnownTypes.Empty>(
                "/pulumirpc.Engine/Log", new LogRequest
                {
                    Severity = LogSeverity.Info,
                    Message = "still waiting",
                    Urn = "u",
                    StreamId = 3,
                    Ephemeral = true,
                }, default, CancellationToken.None);
        };
        await bench.UpAsync(p => p.ThingAsync("a"));
        Assert.Contains(new DiagnosticRaised(DiagnosticSeverity.Info, "u", "still waiting", 3, true), bench.Events);
    }
}
