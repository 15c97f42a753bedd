using System.Runtime.InteropServices;
using AtlasEmulator;
using AtlasEmulator.Auth;
using AtlasEmulator.World;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.Values;
using Pulumirpc;

namespace Peering.Tests.LocalEngine;

/// <summary>Previews of the real plugin in a whole run: what the order of steps means for what a look at Atlas finds.</summary>
public sealed class PeeringPreviewTests
{
    [Fact]
    public async Task A_container_that_is_replaced_with_its_peerings_raises_no_alarm_and_the_update_goes_through()
    {
        await using var stack = await StackOf.OpenAsync();
        await stack.UpAsync(Network("10.8.0.0/21"));
        stack.Atlas.Control.Settle();
        await stack.UpAsync(Network("10.8.0.0/21"), r => r with { Refresh = true });

        var preview = await stack.PreviewAsync(Network("10.16.0.0/21"));
        Assert.True(preview.Succeeded, string.Join("\n", stack.Bench.Errors));
        Assert.Empty(stack.Bench.Warnings);
        Assert.Equal(2, preview.Changes[StepOp.Replace]);
        stack.Atlas.Control.Configure(options => options with { Pace = Pace.Fast });
        await stack.UpAsync(Network("10.16.0.0/21"));
        Assert.Equal("10.16.0.0/21", Assert.Single(stack.Atlas.Control.Containers(EmulatorOptions.DefaultProjectId)).CidrBlock);
    }

    [Fact]
    public async Task A_peering_under_a_new_name_is_a_twin_of_the_old_and_with_an_alias_the_same()
    {
        await using var stack = await StackOf.OpenAsync();
        await stack.UpAsync(Network("10.8.0.0/21"));
        await stack.PreviewAsync(Network("10.8.0.0/21", "renamed"));
        Assert.Contains("resource option aliases", Assert.Single(stack.Bench.Warnings), StringComparison.Ordinal);

        // The warning stands under the resource it is about.
        Assert.EndsWith("::renamed", Assert.Single(
            stack.Bench.Events.OfType<DiagnosticRaised>(), raised => raised.Severity == DiagnosticSeverity.Warning).Urn, StringComparison.Ordinal);
        var renamed = await stack.PreviewAsync(Network("10.8.0.0/21", "renamed", request =>
            request.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { Name = "orders" } })));
        Assert.Empty(stack.Bench.Warnings);
        Assert.Equal([StepOp.Same], renamed.Changes.Keys);
    }

    /// <summary>What is new is made before what is old is deleted, so the warning comes true.</summary>
    [Fact]
    public async Task A_peering_given_up_in_the_same_run_is_in_the_way_of_its_twin_as_the_preview_said()
    {
        await using var stack = await StackOf.OpenAsync();
        await stack.UpAsync(Network("10.8.0.0/21"));
        await stack.PreviewAsync(Network("10.8.0.0/21", "renamed"));
        var warning = Assert.Single(stack.Bench.Warnings);
        var update = await stack.RunAsync(Network("10.8.0.0/21", "renamed"));
        Assert.False(update.Succeeded);
        Assert.Contains(warning, Assert.Single(stack.Bench.Errors), StringComparison.Ordinal);
        Assert.Single(stack.Atlas.Control.Peers(EmulatorOptions.DefaultProjectId));
    }

    /// <summary>The steps of docs/migrate-from-mongodbatlas.md; the old resource is one of ours, which the engine cannot tell.</summary>
    [Fact]
    public async Task A_peering_that_is_let_go_and_imported_in_one_run_stays_as_it_is_in_atlas()
    {
        await using var stack = await StackOf.OpenAsync();
        await stack.UpAsync(Network("10.8.0.0/21", "old", request => request.RetainOnDelete = true));
        var peer = Assert.Single(stack.Atlas.Control.Peers(EmulatorOptions.DefaultProjectId));
        var writes = Writes(stack);

        await stack.UpAsync(Network("10.8.0.0/21", "orders", request =>
            request.ImportId = $"{EmulatorOptions.DefaultProjectId}-{peer.Id}-AWS"));
        Assert.Equal($"{EmulatorOptions.DefaultProjectId}/{peer.Id}", stack.Bench.Resource("orders").Id);
        Assert.DoesNotContain(stack.Bench.State.Resources, resource => resource.Name == "old");
        var after = await stack.PreviewAsync(Network("10.8.0.0/21"));
        Assert.Equal([StepOp.Same], after.Changes.Keys);
        Assert.Equal(writes, Writes(stack));
        Assert.Equal(peer.Id, Assert.Single(stack.Atlas.Control.Peers(EmulatorOptions.DefaultProjectId)).Id);
    }

    private static int Writes(StackOf stack) => stack.Atlas.Requests.Count(request => request.Method != "GET");

    private static Func<ScriptedProgram, Task> Network(string block, string name = "orders", Action<RegisterResourceRequest>? options = null) => async program =>
    {
        var container = await program.RegisterAsync("peering:index:AwsNetworkContainer", "atlas", true, request =>
            request.Object = PropertyMap.Of(
                ("regionName", PropertyValue.Of("us-east-1")), ("atlasCidrBlock", PropertyValue.Of(block)))
                .ToStruct(WireOptions.Everything));
        var id = container.Object.Fields.TryGetValue("containerId", out var known) && known.StringValue.Length == 24
            ? PropertyValue.Of(known.StringValue)
            : PropertyValue.Unknown;
        await program.RegisterAsync("peering:index:AwsNetworkPeering", name, true, request =>
        {
            request.Object = PropertyMap.Of(
                ("containerId", id), ("accepterRegionName", PropertyValue.Of("us-east-1")),
                ("awsAccountId", PropertyValue.Of("123456789012")), ("vpcId", PropertyValue.Of("vpc-0a1b2c3d4e5f67890")),
                ("routeTableCidrBlock", PropertyValue.Of("10.1.0.0/16"))).ToStruct(WireOptions.Everything);
            ScriptedProgram.DependsOn("containerId", container.Urn)(request);
            options?.Invoke(request);
        });
    };

    private sealed class StackOf(Emulator atlas, Workbench bench) : IAsyncDisposable
    {
        public Emulator Atlas => atlas;

        public Workbench Bench => bench;

        public static async Task<StackOf> OpenAsync() => new(
            await Emulator.StartAsync(new EmulatorOptions { Pace = Pace.Fast }), await Workbench.OpenAsync());

        public async Task UpAsync(Func<ScriptedProgram, Task> program, Func<DeploymentRequest, DeploymentRequest>? change = null)
        {
            var result = await RunAsync(program, change);
            Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        }

        public Task<DeploymentResult> PreviewAsync(Func<ScriptedProgram, Task> program) =>
            RunAsync(program, request => request with { Preview = true });

        public Task<DeploymentResult> RunAsync(
            Func<ScriptedProgram, Task> program, Func<DeploymentRequest, DeploymentRequest>? change = null) =>
            bench.UpAsync(program, request => (change ?? (same => same))(request with
            {
                Plugins = new PluginSettings
                {
                    SearchPath = [AppContext.BaseDirectory],
                    Environment = request.Plugins.Environment.Add("DOTNET_ROOT", Path.GetFullPath(
                        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."))),
                },
                Config = request.Config
                    .Add("peering:accessToken", DemoCredentials.Token.Token).Add("peering:baseUrl", atlas.BaseUrl.ToString())
                    .Add("peering:projectId", EmulatorOptions.DefaultProjectId),
            }));

        public async ValueTask DisposeAsync()
        {
            await bench.DisposeAsync();
            await atlas.DisposeAsync();
        }
    }
}
