using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

public sealed class RefreshTests
{
    private static Func<ScriptedProgram, Task> Two(string color) => async program =>
    {
        var a = await program.ThingAsync("a", null, ("color", Text(color)));
        await program.ThingAsync("b", ScriptedProgram.DependsOn("target", a.Urn), ("target", Text(a.Id)));
    };

    [Fact]
    public async Task Drift_is_shown_as_what_happened_and_written_down()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Two("red"));
        bench.Provider.Objects["id-1"].Fields["color"] = Google.Protobuf.WellKnownTypes.Value.ForString("green");
        bench.Provider.Objects["id-1"].Fields["extra"] = Google.Protobuf.WellKnownTypes.Value.ForString("new");
        bench.Provider.OnDiff = r =>
        {
            var answer = bench.Provider.OrdinaryDiff(r);
            if (answer.DetailedDiff.TryGetValue("extra", out var extra))
                extra.Kind = Pulumirpc.PropertyDiff.Types.Kind.Delete;
            return answer;
        };
        var result = await bench.RunAsync(DeploymentKind.Refresh);

        Assert.True(result.Succeeded);
        var read = bench.Provider.Requests<ReadRequest>("Read").Single(r => r.Name == "a");
        Assert.Equal(("red", "handle of id-1"),
            (read.Inputs.Fields["color"].StringValue, read.Properties.Fields["handle"].StringValue));
        var diff = bench.Provider.Requests<DiffRequest>("Diff").Single(r => r.Name == "a");
        Assert.Equal(("green", "red"),
            (diff.OldInputs.Fields["color"].StringValue, diff.News.Fields["color"].StringValue));
        var step = bench.Events.OfType<StepFinished>().Single(e => e.Step.Name == "a").Step;
        Assert.Equal((StepOp.Update, DifferenceKind.Update, DifferenceKind.Add),
            (step.Op, step.DetailedDiff!["color"].Kind, step.DetailedDiff["extra"].Kind));
        Assert.Equal(Text("green"), bench.Resource("a").Inputs["color"]);
        Assert.Equal(1, result.Changes[StepOp.Same]);
    }

    [Fact]
    public async Task What_is_gone_leaves_the_state_and_the_dependencies_of_others()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Two("red"));
        bench.Provider.Objects.TryRemove("id-1", out _);
        var result = await bench.RunAsync(DeploymentKind.Refresh);

        Assert.Equal(1, result.Changes[StepOp.Delete]);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name == "a");
        Assert.Empty(bench.Resource("b").Dependencies);
        Assert.Empty(bench.Resource("b").PropertyDependencies["target"]);
    }

    [Fact]
    public async Task A_preview_of_a_refresh_reads_and_writes_nothing()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Two("red"));
        var before = await File.ReadAllTextAsync(bench.StateFile);
        bench.Provider.Objects.TryRemove("id-1", out _);
        var result = await bench.RunAsync(DeploymentKind.Refresh, r => r with { Preview = true });

        Assert.Equal(1, result.Changes[StepOp.Delete]);
        Assert.Equal(before, await File.ReadAllTextAsync(bench.StateFile));
    }

    [Fact]
    public async Task One_that_cannot_be_read_fails_the_refresh_after_all_others_were_read()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Two("red"));
        bench.Provider.Objects["id-2"].Fields["target"] = Google.Protobuf.WellKnownTypes.Value.ForString("moved");
        bench.Provider.Before = (method, request) => request is ReadRequest { Name: "a" }
            ? throw new RpcException(StatusCode.Unavailable, "try later")
            : Task.CompletedTask;
        var result = await bench.RunAsync(DeploymentKind.Refresh);

        Assert.False(result.Succeeded);
        Assert.Equal(["try later"], bench.Errors);
        Assert.Equal("id-1", bench.Resource("a").Id);
        Assert.Equal(Text("moved"), bench.Resource("b").Inputs["target"]);
    }

    [Fact]
    public async Task An_object_that_is_not_ready_is_a_warning_and_noted()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(p => p.ThingAsync("a", null, ("color", Text("red"))));
        bench.Provider.OnRead = r =>
        {
            var detail = new ErrorResourceInitFailed
            {
                Id = r.Id,
                Properties = r.Properties,
                Inputs = r.Inputs,
            };
            detail.Reasons.Add("is in FAILED");
            throw new RpcException(StatusCode.FailedPrecondition, "not well", detail);
        };
        var result = await bench.RunAsync(DeploymentKind.Refresh);

        Assert.True(result.Succeeded);
        Assert.Contains(bench.Warnings, w => w.Contains("is in FAILED", StringComparison.Ordinal));
        Assert.Equal("is in FAILED", bench.Resource("a").InitErrors.Single());
    }

    [Fact]
    public async Task An_update_with_refresh_repairs_what_drifted()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Two("red"));
        bench.Provider.Objects["id-1"].Fields["color"] = Google.Protobuf.WellKnownTypes.Value.ForString("green");
        await bench.UpAsync(Two("red"), r => r with { Refresh = true });

        Assert.Contains("Update a", bench.Provider.Story);
        Assert.Equal("red", bench.Provider.Objects["id-1"].Fields["color"].StringValue);
    }

    [Fact]
    public async Task Destroying_configures_the_provider_from_the_state_and_deletes_everything_dependants_first()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Two("red"));
        var result = await bench.RunAsync(DeploymentKind.Destroy);

        Assert.True(result.Succeeded);
        Assert.Equal(["Handshake", "Attach", "GetPluginInfo", "Configure", "Delete", "Delete", "Cancel"],
            bench.Provider.Calls.Select(c => c.Method));
        Assert.Equal(["Delete b", "Delete a"], bench.Provider.Story);
        Assert.Empty(bench.State.Resources);
        var delete = bench.Provider.Requests<DeleteRequest>("Delete").Last();
        Assert.Equal(("red", "handle of id-1"),
            (delete.OldInputs.Fields["color"].StringValue, delete.Properties.Fields["handle"].StringValue));
    }

    [Fact]
    public async Task A_deletion_that_fails_keeps_the_resource_and_what_it_needs()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Two("red"));
        bench.Provider.Before = (_, request) => request is DeleteRequest { Name: "b" }
            ? throw new RpcException(StatusCode.FailedPrecondition, "in use")
            : Task.CompletedTask;
        var result = await bench.RunAsync(DeploymentKind.Destroy);

        Assert.False(result.Succeeded);
        Assert.Equal(["id-1", "id-2"], bench.Provider.Objects.Keys.Order());
        Assert.Equal(["shop-dev", "default", "a", "b"], bench.State.Resources.Select(r => r.Name));
    }

    [Fact]
    public async Task Resources_are_imported_from_a_list_protected_and_with_what_was_read()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(p => p.ThingAsync("a"));
        bench.Provider.Objects["x-1"] = PropertyMap.Of(("color", Text("red")), ("size", Text("s"))).ToStruct(default);
        bench.Provider.Objects["x-2"] = PropertyMap.Of(("color", Text("blue")), ("size", Text("m"))).ToStruct(default);
        var result = await bench.RunAsync(DeploymentKind.Import, r => r with
        {
            Imports =
            [
                new ImportTarget(ScriptedProgram.Type, "one", "x-1"),
                new ImportTarget(ScriptedProgram.Type, "two", "x-2") { Properties = ["color"], Protect = false },
            ],
        });

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Equal(["one", "two"], result.Imported.Select(r => r.Name));
        Assert.Equal((true, 2), (bench.Resource("one").Protect, bench.Resource("one").Inputs.Count));
        Assert.Equal((false, 1), (bench.Resource("two").Protect, bench.Resource("two").Inputs.Count));

        var again = await bench.RunAsync(DeploymentKind.Import, r => r with
        {
            Imports = [new ImportTarget(ScriptedProgram.Type, "one", "x-1")],
        });
        Assert.False(again.Succeeded);
        Assert.Contains("already exists", bench.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_into_an_empty_stack_brings_the_stack_and_its_provider_along()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Objects["x-1"] = PropertyMap.Of(("color", Text("red"))).ToStruct(default);
        bench.Provider.OnCheck = _ =>
        {
            var answer = new CheckResponse();
            answer.Failures.Add(new CheckFailure { Property = "color", Reason = "is no color" });
            return answer;
        };
        var result = await bench.RunAsync(DeploymentKind.Import, r => r with
        {
            Imports = [new ImportTarget(ScriptedProgram.Type, "one", "x-1") { Version = "1.2.0" }],
        });

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Equal(["shop-dev", "default_1_2_0", "one"], bench.State.Resources.Select(r => r.Name));
        Assert.Contains(bench.Warnings, w => w.Contains("almost certainly a bug", StringComparison.Ordinal));
    }
}
