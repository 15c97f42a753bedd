using Rpc;
using Pulumi;
using Pulumirpc;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

public sealed class ProgramTests : IAsyncLifetime
{
    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task The_stack_is_registered_first_and_its_outputs_last()
    {
        var exitCode = await engine.RunAsync(() => Task.FromResult<IDictionary<string, object?>>(
            new Dictionary<string, object?> { ["cidr"] = new Network("net", new() { Cidr = "10.0.0.0/8" }).Cidr }));

        Assert.Equal(0, exitCode);
        Assert.Equal(["shop-dev", "net"], engine.Registered.Select(request => request.Name));
        Assert.Equal("pulumi:pulumi:Stack", engine.Registered.First().Type);
        Assert.Equal("", engine.Registered.First().Parent);
        Assert.Equal(RecordingEngine.Urn("pulumi:pulumi:Stack", "shop-dev"), engine.Registration("net").Parent);
        var outputs = Assert.Single(engine.Outputs);
        Assert.Equal(RecordingEngine.Urn("pulumi:pulumi:Stack", "shop-dev"), outputs.Urn);
        Assert.Equal("{cidr:'10.0.0.0/8'}", Json(outputs.Outputs));
        Assert.Equal(1, engine.ShutdownSignals);
        Assert.Empty(engine.Logs);
    }

    [Fact]
    public async Task A_stack_class_shows_its_output_properties()
    {
        Assert.Equal(0, await engine.RunAsync(Deployment.ProgramOf<ShopStack>()));

        Assert.Equal("{NetworkId:'net-id',cidr:'10.1.0.0/16'}", Json(Assert.Single(engine.Outputs).Outputs));
    }

    [Fact]
    public async Task A_stack_class_that_leaves_an_output_unassigned_is_told_which()
    {
        Assert.Equal(32, await engine.RunAsync(Deployment.ProgramOf<ForgetfulStack>()));

        Assert.Contains("Forgotten", Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task Secret_outputs_of_the_stack_stay_secret()
    {
        await engine.RunAsync(() => Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>
        {
            ["key"] = Output.CreateSecret("hunter2"),
            ["none"] = null,
        }));

        Assert.Equal(Map(("key", Secret(Text("hunter2")))).StructValue, Assert.Single(engine.Outputs).Outputs);
    }

    [Fact]
    public async Task The_program_knows_where_it_runs()
    {
        engine.IsDryRun = true;
        var seen = "";
        await engine.RunAsync(() =>
        {
            var it = Deployment.Instance;
            seen = $"{it.OrganizationName}/{it.ProjectName}/{it.StackName} {it.IsDryRun}";
        });

        Assert.Equal("acme/shop/dev True", seen);
    }

    [Fact]
    public async Task What_an_apply_starts_is_awaited()
    {
        await engine.RunAsync(() => new Network("first", new() { Cidr = "a" }).Cidr.Apply(async cidr =>
        {
            await Task.Yield();
            return new Network("second", new() { Cidr = cidr });
        }));

        Assert.Equal(["shop-dev", "first", "second"], engine.Registered.Select(request => request.Name));
        Assert.Equal(1, engine.ShutdownSignals);
    }

    [Fact]
    public async Task An_exception_in_the_program_is_shown_once_and_fails_the_run()
    {
        var exitCode = await engine.RunAsync(() =>
        {
            var first = new Network("first").Cidr.Apply(NoSuchZone);
            _ = new Network("second", new() { Cidr = first, Zones = { first } });
        });

        Assert.Equal(32, exitCode);
        Assert.Contains("no such zone", Assert.Single(engine.Errors));
        Assert.DoesNotContain(engine.Registered, request => request.Name == "second");
        Assert.Equal(0, engine.ShutdownSignals);
    }

    [Fact]
    public async Task A_run_exception_is_shown_as_its_message_alone()
    {
        Assert.Equal(32, await engine.RunAsync(void () => throw new RunException("the region has to be set")));

        Assert.Equal(["the region has to be set"], engine.Errors);
    }

    [Fact]
    public async Task A_refused_registration_names_the_resource_and_fails_the_run()
    {
        engine.OnRegister = _ => throw new RpcException(StatusCode.Internal, "resource registration failed");

        Assert.Equal(32, await engine.RunAsync(() => new Network("net").Cidr.Apply(cidr => cidr.Length)));

        Assert.Equal(
            ["Registering sample:index:Network 'net' failed: resource registration failed"], engine.Errors);
    }

    [Theory]
    [InlineData((int)StatusCode.Unavailable)]
    [InlineData((int)StatusCode.Cancelled)]
    public async Task An_engine_that_shuts_down_ends_the_program_quietly(int code)
    {
        engine.OnRegister = _ => throw new RpcException((StatusCode)code, "resource monitor shut down");

        Assert.Equal(32, await engine.RunAsync(() => new Network("net").Cidr.Apply(cidr => cidr.Length)));

        Assert.Empty(engine.Errors);
        Assert.Equal(0, engine.ShutdownSignals);
    }

    [Fact]
    public async Task Other_resources_are_still_registered_when_one_fails()
    {
        var failed = new TaskCompletionSource();
        engine.OnRegister = async request =>
        {
            if (request.Name == "bad")
                throw new RpcException(StatusCode.Internal, "refused");
            await failed.Task;
            return engine.Registration(request);
        };
        engine.OnLog = _ =>
        {
            failed.TrySetResult();
            return Task.CompletedTask;
        };

        Assert.Equal(32, await engine.RunAsync(() =>
        {
            _ = new Network("bad");
            _ = new Network("good").Cidr.Apply(_ => new Network("after good"));
        }));

        Assert.Contains(engine.Registered, request => request.Name == "after good");
    }

    [Fact]
    public async Task Log_lines_arrive_in_order_with_the_urn_of_their_resource()
    {
        Assert.Equal(0, await engine.RunAsync(() =>
        {
            Log.Info("one", new Network("net"));
            Log.Debug("two");
            Log.Warn("three", streamId: 7, ephemeral: true);
        }));

        Assert.Equal(["one", "two", "three"], engine.Logs.Select(log => log.Message));
        Assert.Equal(
            [LogSeverity.Info, LogSeverity.Debug, LogSeverity.Warning], engine.Logs.Select(log => log.Severity));
        Assert.Equal(RecordingEngine.Urn("sample:index:Network", "net"), engine.Logs.First().Urn);
        Assert.True(engine.Logs.Last() is { StreamId: 7, Ephemeral: true });
    }

    [Fact]
    public async Task A_logged_error_fails_the_run_after_everything_was_declared()
    {
        Assert.Equal(32, await engine.RunAsync(() =>
        {
            Log.Error("too few zones");
            _ = new Network("net");
        }));

        Assert.Contains(engine.Registered, request => request.Name == "net");
        Assert.Equal(["too few zones"], engine.Errors);
    }

    [Fact]
    public async Task An_engine_without_the_shutdown_call_is_accepted()
    {
        engine.OnShutdown = () => throw new RpcException(StatusCode.Unimplemented, "no such method");

        Assert.Equal(0, await engine.RunAsync(() => { }));
    }

    [Fact]
    public async Task Two_programs_can_run_side_by_side()
    {
        await using var other = await RecordingEngine.StartAsync();

        var exitCodes = await Task.WhenAll(
            engine.RunAsync(() => new Network("mine").Cidr.Apply(_ => new Network("mine too"))),
            other.RunAsync(() => new Network("theirs").Cidr.Apply(_ => new Network("theirs too"))));

        Assert.Equal([0, 0], exitCodes);
        Assert.Equal(["shop-dev", "mine", "mine too"], engine.Registered.Select(request => request.Name));
        Assert.Equal(["shop-dev", "theirs", "theirs too"], other.Registered.Select(request => request.Name));
    }

    private static string NoSuchZone(string cidr) => throw new InvalidOperationException("no such zone");

    private sealed class ShopStack : Stack
    {
        public ShopStack()
        {
            var network = new Network("net", new() { Cidr = "10.1.0.0/16" });
            NetworkId = network.Id;
            Cidr = network.Cidr;
        }

        [Output]
        public Output<string> NetworkId { get; set; }

        [Output("cidr")]
        public Output<string> Cidr { get; set; }
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output]
        public Output<string> Forgotten { get; set; } = null!;
    }
}
