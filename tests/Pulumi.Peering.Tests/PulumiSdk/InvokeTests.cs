using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Rpc;
using Pulumi;
using Pulumi.Utilities;
using Pulumirpc;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

public sealed class InvokeTests : IAsyncLifetime
{
    private const string Token = "sample:index:getRoute";

    private RecordingEngine engine = null!;

    public async Task InitializeAsync()
    {
        engine = await RecordingEngine.StartAsync();
        engine.OnInvoke = _ => new() { Return = Map(("target", Text("gw"))).StructValue };
    }

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task A_function_returns_its_typed_result()
    {
        Output<Route> route = null!;
        await engine.RunAsync(() => route = Deployment.Instance.Invoke<Route>(
            Token, new LookupArgs { Name = "main" }, new InvokeOptions { Version = "1.2.3", PluginDownloadURL = "u" }));

        var request = Assert.Single(engine.Invokes);
        Assert.Equal((Token, "{name:'main'}"), (request.Tok, Json(request.Args)));
        Assert.Equal(("1.2.3", "u", true), (request.Version, request.PluginDownloadURL, request.AcceptResources));
        Assert.Equal("gw", (await OutputUtilities.GetValueAsync(route)).Target);
    }

    [Fact]
    public async Task A_prompt_call_can_be_awaited()
    {
        Route route = null!;
        await engine.RunAsync(Deployment.ProgramOf(async () =>
        {
            route = await Deployment.Instance.InvokeAsync<Route>(Token, new LookupArgs { Name = "main" });
            return new Dictionary<string, object?>();
        }));

        Assert.Equal("gw", route.Target);
    }

    [Fact]
    public async Task A_function_that_returns_no_object_is_unwrapped()
    {
        engine.OnInvoke = _ => new() { Return = Map(("res", Value.ForList(Text("a"), Text("b")))).StructValue };
        Output<ImmutableArray<string>> names = null!;
        await engine.RunAsync(() =>
            names = Deployment.Instance.InvokeSingle<ImmutableArray<string>>(Token, InvokeArgs.Empty));

        Assert.Equal(["a", "b"], (await OutputUtilities.GetValueAsync(names)).AsEnumerable());
    }

    [Fact]
    public async Task Unknown_arguments_make_the_result_unknown_without_a_call()
    {
        engine.IsDryRun = true;
        Output<Route> route = null!;
        await engine.RunAsync(() => route = Deployment.Instance.Invoke<Route>(
            Token, new LookupArgs { Name = new Network("net").Id }));

        Assert.Empty(engine.Invokes);
        Assert.False(await OutputUtilities.GetIsKnownAsync(route));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_call_that_depends_on_a_resource_waits_until_it_exists(bool isDryRun, int calls)
    {
        engine.IsDryRun = isDryRun;
        Output<Route> route = null!;
        Network net = null!;
        await engine.RunAsync(() =>
        {
            net = new Network("net");
            var options = new InvokeOutputOptions { DependsOn = { net } };
            route = Deployment.Instance.Invoke<Route>(Token, InvokeArgs.Empty, options);
        });

        Assert.Equal(calls, engine.Invokes.Count);
        Assert.Equal(!isDryRun, await OutputUtilities.GetIsKnownAsync(route));
        Assert.Contains(net, await OutputUtilities.GetDependenciesAsync(route));
    }

    [Fact]
    public async Task Secret_arguments_and_secret_answers_make_the_result_secret()
    {
        Output<Route> fromSecret = null!, fromPlain = null!, plain = null!;
        await engine.RunAsync(() => fromSecret = Deployment.Instance.Invoke<Route>(
            Token, new LookupArgs { Name = Output.CreateSecret("main") }));
        await engine.RunAsync(() => plain = Deployment.Instance.Invoke<Route>(Token, InvokeArgs.Empty));
        engine.OnInvoke = _ => new() { Return = Map(("target", Secret(Text("gw")))).StructValue };
        await engine.RunAsync(() => fromPlain = Deployment.Instance.Invoke<Route>(Token, InvokeArgs.Empty));

        Assert.Equal(Secret(Text("main")), engine.Invokes.First().Args.Fields["name"]);
        Assert.True(await Output.IsSecretAsync(fromSecret));
        Assert.True(await Output.IsSecretAsync(fromPlain));
        Assert.False(await Output.IsSecretAsync(plain));
    }

    [Fact]
    public async Task The_provider_is_the_given_one_or_the_parents()
    {
        await engine.RunAsync(() =>
        {
            var (own, inherited) = (new SampleProvider("own"), new SampleProvider("inherited"));
            var site = new Site("site", new() { Provider = inherited });
            Deployment.Instance.Invoke<Route>(Token, InvokeArgs.Empty, new InvokeOptions { Provider = own }).Apply(_ =>
                Deployment.Instance.Invoke<Route>(Token, InvokeArgs.Empty, new InvokeOptions { Parent = site }));
        });

        Assert.Equal(
            ["own-id", "inherited-id"], engine.Invokes.Select(request => request.Provider.Split("::")[^1]));
    }

    [Fact]
    public async Task Failures_of_the_function_are_shown_with_their_properties()
    {
        engine.OnInvoke = _ => new()
        {
            Failures =
            {
                new CheckFailure { Property = "name", Reason = "no such route" },
                new CheckFailure { Reason = "sorry" },
            },
        };

        Assert.Equal(32, await engine.RunAsync(() => Deployment.Instance.Invoke<Route>(Token, InvokeArgs.Empty)
            .Apply(route => route.Target)));

        Assert.Equal([$"Invoke of '{Token}' failed: no such route (name); sorry"], engine.Errors);
    }

    [Fact]
    public async Task A_call_that_the_engine_refuses_is_shown_as_its_message()
    {
        engine.OnInvoke = _ => throw new RpcException(StatusCode.InvalidArgument, "unknown function");

        Assert.Equal(32, await engine.RunAsync(() => Deployment.Instance.Invoke<Route>(Token, InvokeArgs.Empty)));

        Assert.Equal([$"Invoke of '{Token}' failed: unknown function"], engine.Errors);
    }

    [Fact]
    public async Task A_prompt_call_with_unknown_arguments_says_to_use_the_output_form()
    {
        engine.IsDryRun = true;

        Assert.Equal(32, await engine.RunAsync(Deployment.ProgramOf(async () =>
        {
            await Deployment.Instance.InvokeAsync(Token, new LookupArgs { Name = new Network("net").Id });
            return new Dictionary<string, object?>();
        })));

        Assert.Contains("use Invoke, which returns an output", Assert.Single(engine.Errors));
    }
}
