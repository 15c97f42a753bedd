using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

public sealed class ReplacementTests
{
    private static Func<ScriptedProgram, Task> Chain(string region, Action<RegisterResourceRequest>? options = null) =>
        async program =>
        {
            var a = await program.ThingAsync("a", options, ("region", Text(region)));
            await program.ThingAsync("b", ScriptedProgram.DependsOn("region", a.Urn), ("region", Text(a.Id)));
        };

    [Fact]
    public async Task The_new_object_is_made_first_and_the_old_one_deleted_at_the_end()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Chain("eu"));
        var result = await bench.UpAsync(Chain("us"));

        Assert.True(result.Succeeded);
        Assert.Equal(["Create a", "Create b", "Delete b", "Delete a"], bench.Provider.Story);
        Assert.Equal(["id-1", "id-2"], bench.Provider.Requests<DeleteRequest>("Delete").Select(d => d.Id).Order());
        Assert.Equal("id-3", bench.Resource("a").Id);
        Assert.Equal(
            ["create-replacement a", "replace a", "create-replacement b", "replace b", "delete-replaced b",
                "delete-replaced a"],
            bench.Steps);
    }

    [Fact]
    public async Task A_replacement_is_checked_a_second_time_without_the_old_inputs_and_with_the_same_seed()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Chain("eu"));
        await bench.UpAsync(Chain("us"));

        var checks = bench.Provider.Requests<CheckRequest>("Check").Where(c => c.Name == "a").ToArray();
        Assert.Equal([1, 0], checks.Select(c => c.Olds.Fields.Count));
        Assert.Equal(checks[0].RandomSeed, checks[1].RandomSeed);
    }

    [Fact]
    public async Task A_provider_may_ask_for_the_old_object_and_its_dependants_to_go_first()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Chain("eu"));
        bench.Provider.DeleteBeforeReplace = true;
        var result = await bench.UpAsync(Chain("us"));

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Equal(["Delete b", "Delete a", "Create a", "Create b"], bench.Provider.Story);
        var probe = bench.Provider.Requests<DiffRequest>("Diff").Single(d => d.Name == "b");
        Assert.Equal(Signatures.Unknown, probe.News.Fields["region"].StringValue);
    }

    [Fact]
    public async Task A_dependant_that_can_live_with_another_object_is_updated_and_not_deleted()
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string region) => async program =>
        {
            var a = await program.ThingAsync("a", null, ("region", Text(region)));
            await program.ThingAsync("b", ScriptedProgram.DependsOn("target", a.Urn), ("target", Text(a.Id)));
        };
        await bench.GivenAsync(Program("eu"));
        bench.Provider.DeleteBeforeReplace = true;
        await bench.UpAsync(Program("us"));

        Assert.Equal(["Delete a", "Create a", "Update b"], bench.Provider.Story);
    }

    [Theory]
    [InlineData(true, false, "Delete a", "Create a")]
    [InlineData(false, true, "Create a", "Delete a")]
    public async Task The_users_wish_for_the_order_beats_the_providers(
        bool wish, bool provider, string first, string second)
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string region) => program => program.ThingAsync(
            "a", r => (r.DeleteBeforeReplace, r.DeleteBeforeReplaceDefined) = (wish, true), ("region", Text(region)));
        await bench.GivenAsync(Program("eu"));
        bench.Provider.DeleteBeforeReplace = provider;
        await bench.UpAsync(Program("us"));

        Assert.Equal([first, second], bench.Provider.Story);
    }

    [Fact]
    public async Task A_run_that_breaks_between_deleting_and_creating_only_creates_the_next_time()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Chain("eu"));
        bench.Provider.DeleteBeforeReplace = true;
        bench.Provider.Before = (method, _) => method == "Create"
            ? throw new RpcException(StatusCode.ResourceExhausted, "quota")
            : Task.CompletedTask;
        var broken = await bench.UpAsync(Chain("us"));
        Assert.False(broken.Succeeded);
        Assert.True(bench.Resource("a").PendingReplacement);
        Assert.True(bench.Resource("b").PendingReplacement);

        bench.Provider.Forget();
        bench.Provider.Before = (_, _) => Task.CompletedTask;
        var result = await bench.UpAsync(Chain("us"));
        Assert.True(result.Succeeded);
        Assert.Equal(["Create a", "Create b"], bench.Provider.Story);
        Assert.False(bench.Resource("a").PendingReplacement);
    }

    [Fact]
    public async Task An_old_object_that_cannot_be_deleted_is_tried_again_by_the_next_run()
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string region) => p => p.ThingAsync("a", null, ("region", Text(region)));
        await bench.GivenAsync(Program("eu"));
        bench.Provider.Before = (method, _) => method == "Delete"
            ? throw new RpcException(StatusCode.FailedPrecondition, "still in use")
            : Task.CompletedTask;
        Assert.False((await bench.UpAsync(Program("us"))).Succeeded);
        Assert.Equal(["id-2", "id-1"], bench.State.Resources.Where(r => r.Name == "a").Select(r => r.Id));

        bench.Provider.Forget();
        bench.Provider.Before = (_, _) => Task.CompletedTask;
        Assert.True((await bench.UpAsync(Program("us"))).Succeeded);
        Assert.Equal(["Delete a"], bench.Provider.Story);
        Assert.Equal("id-2", bench.Resource("a").Id);
    }

    [Fact]
    public async Task A_protected_resource_is_not_replaced()
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string region) =>
            p => p.ThingAsync("a", r => r.Protect = true, ("region", Text(region)));
        await bench.GivenAsync(Program("eu"));
        var result = await bench.UpAsync(Program("us"));

        Assert.False(result.Succeeded);
        Assert.StartsWith("unable to replace resource", bench.Errors.Single(), StringComparison.Ordinal);
        Assert.Empty(bench.Provider.Story);
    }

    [Fact]
    public async Task A_preview_shows_a_replacement_and_deletes_nothing()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(Chain("eu"));
        var result = await bench.PreviewAsync(Chain("us"));

        Assert.True(result.Succeeded);
        Assert.DoesNotContain(bench.Provider.Calls, c => c.Method == "Delete");
        Assert.Equal(2, result.Changes[StepOp.DeleteReplaced]);
        Assert.Equal("id-1", bench.Resource("a").Id);
    }

    [Fact]
    public async Task A_resource_is_replaced_when_the_user_asks_for_it()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(p => p.ThingAsync("a"));
        await bench.UpAsync(p => p.ThingAsync("a"), r => r with { Replace = [bench.Resource("a").Urn] });
        Assert.Equal(["Create a", "Delete a"], bench.Provider.Story);
    }

    [Theory]
    [InlineData("color")]
    [InlineData("*")]
    public async Task Replace_on_changes_turns_a_reported_update_into_a_replacement(string pattern)
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string color) =>
            p => p.ThingAsync("a", r => r.ReplaceOnChanges.Add(pattern), ("color", Text(color)));
        await bench.GivenAsync(Program("red"));
        await bench.UpAsync(Program("blue"));

        Assert.Equal(["Create a", "Delete a"], bench.Provider.Story);
        Assert.Equal(DifferenceKind.UpdateReplace, bench.Events.OfType<StepFinished>()
            .First(e => e.Step.Op == StepOp.CreateReplacement).Step.DetailedDiff!["color"].Kind);
    }

    [Fact]
    public async Task What_is_deleted_with_another_resource_is_replaced_with_it_and_not_deleted_itself()
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string region) => async program =>
        {
            var a = await program.ThingAsync("a", null, ("region", Text(region)));
            await program.ThingAsync("b", r =>
            {
                r.DeletedWith = a.Urn;
                r.Dependencies.Add(a.Urn);
            });
        };
        await bench.GivenAsync(Program("eu"));
        await bench.UpAsync(Program("us"));
        Assert.Equal(["Create a", "Create b", "Delete a"], bench.Provider.Story);
    }
}
