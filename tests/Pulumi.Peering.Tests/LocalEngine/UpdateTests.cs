using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

public sealed class UpdateTests
{
    private static Func<ScriptedProgram, Task> OneThing(string color) => async program =>
        await program.ThingAsync("a", null, ("color", Text(color)));

    [Fact]
    public async Task A_new_resource_is_checked_created_and_kept_with_its_id_and_outputs()
    {
        await using var bench = await OpenAsync();
        var result = await bench.UpAsync(OneThing("red"));

        Assert.True(result.Succeeded);
        Assert.Equal(["Handshake", "Attach", "GetPluginInfo", "CheckConfig", "Configure", "Check", "Create", "Cancel"],
            bench.Provider.Calls.Select(c => c.Method));
        var check = bench.Provider.Requests<CheckRequest>("Check").Single();
        Assert.Equal(("a", "test:index:Thing", 32), (check.Name, check.Type, check.RandomSeed.Length));
        Assert.Empty(check.Olds.Fields);
        var resource = bench.Resource("a");
        Assert.Equal("urn:pulumi:dev::shop::test:index:Thing::a", resource.Urn);
        Assert.Equal("id-1", resource.Id);
        Assert.Equal(Text("handle of id-1"), resource.Outputs["handle"]);
        Assert.NotNull(resource.Created);
    }

    [Fact]
    public async Task A_preview_creates_nothing_writes_nothing_and_leaves_unknown_what_only_the_update_knows()
    {
        await using var bench = await OpenAsync();
        RegisterResourceResponse? seen = null;
        var result = await bench.PreviewAsync(async program =>
            seen = await program.ThingAsync("a", null, ("color", Text("red"))));

        Assert.True(result.Succeeded);
        Assert.True(bench.Provider.Requests<CreateRequest>("Create").Single().Preview);
        Assert.Equal("", seen!.Id);
        Assert.Equal(Signatures.Unknown, seen.Object.Fields["handle"].StringValue);
        Assert.False(File.Exists(bench.StateFile));
        Assert.Equal(3, result.Changes[StepOp.Create]);
    }

    [Fact]
    public async Task A_program_that_takes_no_partial_values_gets_no_output_that_holds_an_unknown()
    {
        await using var bench = await OpenAsync();
        RegisterResourceResponse? seen = null;
        await bench.PreviewAsync(async program => seen = await program.ThingAsync(
            "a", r => r.SupportsPartialValues = false, ("color", Text("red"))));

        Assert.Equal(["color"], seen!.Object.Fields.Keys);
    }

    [Fact]
    public async Task An_unchanged_resource_is_left_alone()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(OneThing("red"));
        var before = bench.Resource("a");
        var result = await bench.UpAsync(OneThing("red"));

        Assert.True(result.Succeeded);
        Assert.Empty(bench.Provider.Story);
        Assert.Equal(["same a"], bench.Steps);
        Assert.Equal(before.Modified, bench.Resource("a").Modified);
        var diff = bench.Provider.Requests<DiffRequest>("Diff").Single();
        Assert.Equal("id-1", diff.Id);
        Assert.Equal("red", diff.OldInputs.Fields["color"].StringValue);
        Assert.Equal("handle of id-1", diff.Olds.Fields["handle"].StringValue);
    }

    [Fact]
    public async Task A_changed_resource_is_updated_in_place()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(OneThing("red"));
        await bench.UpAsync(OneThing("blue"));

        var update = bench.Provider.Requests<UpdateRequest>("Update").Single();
        Assert.Equal(("id-1", "red", "blue"),
            (update.Id, update.OldInputs.Fields["color"].StringValue, update.News.Fields["color"].StringValue));
        Assert.Equal(("id-1", Text("blue")), (bench.Resource("a").Id, bench.Resource("a").Inputs["color"]));
        var step = bench.Events.OfType<StepFinished>().Last(e => e.Step.Name == "a").Step;
        Assert.Equal(new PropertyDifference(DifferenceKind.Update, InputDiff: true), step.DetailedDiff!["color"]);
    }

    [Fact]
    public async Task A_provider_that_does_not_know_the_difference_lets_the_engine_compare_the_inputs()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(OneThing("red"));
        bench.Provider.OnDiff = _ => new DiffResponse();
        await bench.UpAsync(OneThing("red"));
        Assert.Equal(["same a"], bench.Steps);
        await bench.UpAsync(OneThing("blue"));
        Assert.Equal(["update a"], bench.Steps);
    }

    [Fact]
    public async Task What_the_program_no_longer_names_is_deleted_after_it_dependants_first()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(async program =>
        {
            var a = await program.ThingAsync("a");
            var b = await program.ThingAsync("b", r => r.Dependencies.Add(a.Urn));
            await program.ThingAsync("c", r => r.Dependencies.Add(b.Urn));
            await program.ThingAsync("keep");
        });
        await bench.UpAsync(program => program.ThingAsync("keep"));

        Assert.Equal(["Delete c", "Delete b", "Delete a"], bench.Provider.Story);
        Assert.Equal(["id-4"], bench.Provider.Objects.Keys);
    }

    [Fact]
    public async Task Nothing_is_deleted_when_the_program_fails()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(OneThing("red"));
        var result = await bench.RunAsync(DeploymentKind.Update, r => r with
        {
            Program = ProgramStart.InProcess((_, _) => Task.FromResult(7)),
        });

        Assert.False(result.Succeeded);
        Assert.Equal(["the program ended with exit code 7"], bench.Errors);
        Assert.Empty(bench.Provider.Story);
        Assert.Equal("id-1", bench.Resource("a").Id);
    }

    [Fact]
    public async Task Stack_outputs_are_kept_and_a_failed_program_does_not_take_away_those_it_did_not_reach()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(program => program.OutputsAsync(("x", Text("1")), ("y", Text("2"))));
        bench.Provider.Before = (method, _) => method == "Create"
            ? throw new RpcException(StatusCode.FailedPrecondition, "no")
            : Task.CompletedTask;
        var result = await bench.UpAsync(async program =>
        {
            await program.OutputsAsync(("x", Text("3")));
            await program.ThingAsync("a");
        });

        Assert.False(result.Succeeded);
        Assert.Equal(PropertyMap.Of(("x", Text("3")), ("y", Text("2"))),
            bench.State.Resources.Single(r => r.Type == Urn.StackType).Outputs);
    }

    [Fact]
    public async Task Two_resources_of_one_name_are_refused()
    {
        await using var bench = await OpenAsync();
        var result = await bench.UpAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("a");
        });
        Assert.False(result.Succeeded);
        Assert.StartsWith("Duplicate resource URN", bench.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_check_finds_is_told_and_a_secret_value_is_not()
    {
        await using var bench = await OpenAsync();
        bench.Provider.OnCheck = _ =>
        {
            var answer = new CheckResponse();
            answer.Failures.Add(new CheckFailure { Property = "color", Reason = "is no color" });
            answer.Failures.Add(new CheckFailure { Property = "key", Reason = "is too short" });
            answer.Failures.Add(new CheckFailure { Reason = "is odd" });
            return answer;
        };
        await bench.UpAsync(program => program.ThingAsync(
            "a", null, ("color", Text("loud")), ("key", PropertyValue.SecretOf(Text("hush")))));

        Assert.Equal(
            [
                "test:index:Thing resource 'a': property color value \"loud\" has a problem: is no color",
                "test:index:Thing resource 'a': property key value [secret] has a problem: is too short",
                "test:index:Thing resource 'a' has a problem: is odd",
            ],
            bench.Errors);
        Assert.Empty(bench.Provider.Story);
    }
}
