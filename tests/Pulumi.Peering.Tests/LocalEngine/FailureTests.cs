using Google.Protobuf.WellKnownTypes;
using LocalEngine;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

public sealed class FailureTests
{
    private static Func<ScriptedProgram, Task> Thing(string color) => p =>
        p.ThingAsync("a", null, ("color", Text(color)));

    private static RpcException NotReady(string id, string color)
    {
        var detail = new ErrorResourceInitFailed
        {
            Id = id,
            Properties = PropertyMap.Of(("color", Text(color)), ("half", Text("done"))).ToStruct(default),
        };
        detail.Reasons.Add("waited too long");
        return new RpcException(StatusCode.DeadlineExceeded, "not ready", detail);
    }

    [Fact]
    public async Task A_creation_that_fails_leaves_no_trace_and_its_message_is_shown_as_it_is()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Before = (method, _) => method == "Create"
            ? throw new RpcException(StatusCode.PermissionDenied, "not yours", new ErrorCause { Message = "wrong key" })
            : Task.CompletedTask;
        var result = await bench.UpAsync(Thing("red"));

        Assert.False(result.Succeeded);
        Assert.False(result.MayBeCorrupt);
        Assert.Equal(["not yours: wrong key"], bench.Errors);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name == "a");
        Assert.Empty(bench.State.PendingOperations);
    }

    [Theory]
    [InlineData(StatusCode.Unknown, true)]
    [InlineData(StatusCode.Internal, true)]
    [InlineData(StatusCode.DataLoss, true)]
    [InlineData(StatusCode.Aborted, false)]
    internal async Task A_result_says_when_nobody_knows_what_happened(StatusCode code, bool corrupt)
    {
        await using var bench = await OpenAsync();
        bench.Provider.Before = (method, _) =>
            method == "Create" ? throw new RpcException(code, "broken") : Task.CompletedTask;
        Assert.Equal(corrupt, (await bench.UpAsync(Thing("red"))).MayBeCorrupt);
    }

    [Fact]
    public async Task An_object_that_did_not_get_ready_is_kept_and_the_next_run_goes_on_with_it()
    {
        await using var bench = await OpenAsync();
        bench.Provider.OnCreate = _ => throw NotReady("id-x", "red");
        Assert.False((await bench.UpAsync(Thing("red"))).Succeeded);
        Assert.Equal(["not ready:\n  * waited too long"], bench.Errors);
        var kept = bench.Resource("a");
        Assert.Equal(("id-x", Text("done"), "waited too long"),
            (kept.Id, kept.Outputs["half"], kept.InitErrors.Single()));

        bench.Provider.Forget();
        var result = await bench.UpAsync(Thing("red"));
        Assert.True(result.Succeeded);
        Assert.Equal(["Update a"], bench.Provider.Story);
        Assert.Empty(bench.Resource("a").InitErrors);
    }

    [Fact]
    public async Task An_update_that_did_not_get_through_keeps_the_old_inputs_so_the_change_is_seen_again()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Thing("red"));
        bench.Provider.OnUpdate = _ => throw NotReady("id-1", "blue");
        Assert.False((await bench.UpAsync(Thing("blue"))).Succeeded);

        var kept = bench.Resource("a");
        Assert.Equal((Text("red"), Text("blue")), (kept.Inputs["color"], kept.Outputs["color"]));
        Assert.Equal("waited too long", kept.InitErrors.Single());
    }

    [Fact]
    public async Task An_unfinished_object_can_be_replaced_on_demand()
    {
        await using var bench = await OpenAsync();
        bench.Provider.OnCreate = _ => throw NotReady("id-x", "red");
        await bench.UpAsync(Thing("red"));
        bench.Provider.OnCreate = null;
        bench.Provider.Forget();
        await bench.UpAsync(p => p.ThingAsync("a", r => r.ReplaceOnChanges.Add("#initerror"), ("color", Text("red"))));
        Assert.Equal(["Create a", "Delete a"], bench.Provider.Story);
    }

    [Fact]
    public async Task Steps_under_way_are_finished_and_kept_when_another_fails()
    {
        await using var bench = await OpenAsync();
        var failed = new TaskCompletionSource();
        bench.Provider.Before = async (method, request) =>
        {
            if (request is not CreateRequest create)
                return;
            if (create.Name == "slow")
            {
                await failed.Task;
                return;
            }

            throw new RpcException(StatusCode.FailedPrecondition, "no");
        };
        var result = await bench.UpAsync(async program =>
        {
            var slow = program.ThingAsync("slow");
            while (bench.Provider.Calls.All(c => c.Method != "Create"))
                await Task.Yield();
            var bad = program.ThingAsync("bad");
            await Assert.ThrowsAsync<RpcException>(() => bad);
            // Both callers are let go at once; the engine itself still waits for the slow creation.
            await Assert.ThrowsAsync<RpcException>(() => slow);
            failed.SetResult();
            await program.ThingAsync("late");
        });

        Assert.False(result.Succeeded);
        Assert.Equal(["id-1"], bench.Provider.Objects.Keys);
        Assert.Equal("id-1", bench.Resource("slow").Id);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name is "bad" or "late");
    }

    [Fact]
    public async Task A_provider_that_returns_an_unknown_value_from_a_real_creation_is_told_off()
    {
        await using var bench = await OpenAsync();
        bench.Provider.OnCreate = _ => new CreateResponse
        {
            Id = "x",
            Properties = PropertyMap.Of(("later", PropertyValue.Unknown)).ToStruct(WireOptions.Everything),
        };
        Assert.False((await bench.UpAsync(Thing("red"))).Succeeded);
        Assert.Equal(["the provider 'test' sent an unknown value outside of a preview at 'later'"], bench.Errors);
    }

    [Fact]
    public async Task A_provider_that_returns_no_id_is_told_off()
    {
        await using var bench = await OpenAsync();
        bench.Provider.OnCreate = _ => new CreateResponse { Properties = new Struct() };
        Assert.False((await bench.UpAsync(Thing("red"))).Succeeded);
        Assert.Contains("returned no id", bench.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_configuration_is_named_with_the_command_that_sets_it()
    {
        await using var bench = await OpenAsync();
        var missing = new ConfigureErrorMissingKeys();
        missing.MissingKeys.Add(new ConfigureErrorMissingKeys.Types.MissingKey
        {
            Name = "test:token",
            Description = "who you are",
        });
        bench.Provider.Before = (method, _) => method == "Configure"
            ? throw new RpcException(StatusCode.InvalidArgument, "missing", missing)
            : Task.CompletedTask;
        await bench.UpAsync(Thing("red"));
        Assert.Equal(
            "missing required configuration key \"test:token\": who you are\n"
            + "Set it with `pulumi config set test:token <value>`.",
            Assert.Single(bench.Errors));
    }

    [Fact]
    public async Task A_killed_run_leaves_its_begun_creation_noted_and_the_next_run_says_so()
    {
        await using var bench = await OpenAsync();
        Snapshot? during = null;
        bench.Provider.Before = (method, _) =>
        {
            if (method == "Create")
                during = bench.State;
            return Task.CompletedTask;
        };
        await bench.UpAsync(Thing("red"));
        Assert.Equal(("creating", "a"),
            (during!.PendingOperations.Single().Type, during.PendingOperations.Single().Resource.Name));

        // The file as it was on disk at that moment is what a kill would have left.
        new StateFile(bench.StateFile, Cipher).Write(during);
        await bench.UpAsync(Thing("red"));
        Assert.Contains(bench.Warnings, w => w.Contains("interrupted while creating", StringComparison.Ordinal));
        Assert.Equal("a", bench.State.PendingOperations.Single().Resource.Name);

        await bench.UpAsync(Thing("red"), r => r with { ClearPendingCreates = true });
        Assert.Empty(bench.State.PendingOperations);
    }

    [Theory]
    [InlineData("Update", "updating")]
    [InlineData("Delete", "deleting")]
    public async Task Updates_and_deletions_are_noted_before_they_begin(string method, string note)
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Thing("red"));
        Snapshot? during = null;
        bench.Provider.Before = (called, _) =>
        {
            if (called == method)
                during = bench.State;
            return Task.CompletedTask;
        };
        await bench.UpAsync(method == "Update" ? Thing("blue") : _ => Task.CompletedTask);
        Assert.Equal(note, during!.PendingOperations.Single().Type);
        Assert.Equal("id-1", during.Resources.Single(r => r.Name == "a").Id);
        Assert.Empty(SnapshotIntegrity.Problems(during));
        Assert.Empty(bench.State.PendingOperations);
    }

    [Fact]
    public async Task Two_runs_on_one_stack_refuse_each_other()
    {
        await using var bench = await OpenAsync();
        EngineException? refused = null;
        await bench.UpAsync(async program =>
        {
            refused = await Assert.ThrowsAsync<EngineException>(() => DeploymentRunner.RunAsync(
                new DeploymentRequest
                {
                    Kind = DeploymentKind.Refresh,
                    Project = "shop",
                    Stack = "dev",
                    RootDirectory = bench.Folder,
                    Secrets = Cipher,
                    StateFile = bench.StateFile,
                },
                _ => { }, CancellationToken.None));
            await program.ThingAsync("a");
        });
        Assert.Contains("the stack 'dev' is in use by another run", refused!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_tells_the_providers_begins_nothing_new_and_keeps_what_was_finished()
    {
        await using var bench = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource();
        bench.Provider.Before = async (method, request) =>
        {
            if (method == "Cancel")
                cancelled.TrySetResult();
            if (method != "Create")
                return;
            await stop.CancelAsync();
            await cancelled.Task;
            throw NotReady("id-x", "red");
        };
        var result = await bench.RunAsync(DeploymentKind.Update, r => r with
        {
            Program = ScriptedProgram.Of(async program =>
            {
                await program.ThingAsync("a", null, ("color", Text("red")));
                await program.ThingAsync("b");
            }),
        }, stop.Token);

        Assert.Equal((false, true), (result.Succeeded, result.Cancelled));
        Assert.Equal("id-x", bench.Resource("a").Id);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name == "b");
    }
}
