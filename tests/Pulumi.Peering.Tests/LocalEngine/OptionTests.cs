using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

public sealed class OptionTests
{
    private static Task<ReadResourceResponse> ReadAsync(ScriptedProgram program) =>
        program.CallAsync<ReadResourceRequest, ReadResourceResponse>("ReadResource", new ReadResourceRequest
        {
            Id = "id-old",
            Type = ScriptedProgram.Type,
            Name = "a",
            Parent = program.StackUrn,
        });

    [Fact]
    public async Task Ignored_changes_are_reset_to_the_old_inputs_before_the_provider_sees_them()
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string color, string size) => p => p.ThingAsync(
            "a", r => r.IgnoreChanges.Add("color"), ("color", Text(color)), ("size", Text(size)));
        await bench.GivenAsync(Program("red", "s"));
        await bench.UpAsync(Program("blue", "m"));

        var update = bench.Provider.Requests<UpdateRequest>("Update").Single();
        Assert.Equal(("red", "m"), (update.News.Fields["color"].StringValue, update.News.Fields["size"].StringValue));
        Assert.Equal(["color"], update.IgnoreChanges);
        await bench.UpAsync(Program("green", "m"));
        Assert.Equal(["same a"], bench.Steps);
    }

    [Fact]
    public async Task An_alias_takes_over_the_resource_and_those_that_name_it()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(async program =>
        {
            var a = await program.ThingAsync("a");
            await program.ThingAsync("b", ScriptedProgram.DependsOn("target", a.Urn), ("target", Text(a.Id)));
        });
        var result = await bench.UpAsync(async program =>
        {
            var a = await program.ThingAsync("renamed", r => r.Aliases.Add(new Alias
            {
                Spec = new Alias.Types.Spec { Name = "a" },
            }));
            await program.ThingAsync("b", ScriptedProgram.DependsOn("target", a.Urn), ("target", Text(a.Id)));
        });

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Empty(bench.Provider.Story);
        Assert.Equal("id-1", bench.Resource("renamed").Id);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name == "a");
    }

    [Fact]
    public async Task The_children_of_a_renamed_component_are_found_by_their_parents_alias()
    {
        await using var bench = await OpenAsync();
        Func<ScriptedProgram, Task> Program(string type, string? before) => async program =>
        {
            var parent = await program.RegisterAsync(type, "group", custom: false, r =>
            {
                if (before is not null)
                    r.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { Type = before } });
            });
            await program.ThingAsync("a", r => r.Parent = parent.Urn);
        };
        await bench.GivenAsync(Program("my:index:Old", null));
        Assert.Equal("urn:pulumi:dev::shop::my:index:Old$test:index:Thing::a", bench.Resource("a").Urn);
        await bench.UpAsync(Program("my:index:New", "my:index:Old"));

        Assert.Empty(bench.Provider.Story);
        Assert.Equal("urn:pulumi:dev::shop::my:index:New$test:index:Thing::a", bench.Resource("a").Urn);
    }

    [Fact]
    public async Task Protected_resources_are_all_named_and_nothing_is_deleted()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(async program =>
        {
            await program.ThingAsync("a", r => r.Protect = true);
            await program.ThingAsync("b", r => r.Protect = true);
            await program.ThingAsync("c");
        });
        var result = await bench.RunAsync(DeploymentKind.Destroy);

        Assert.False(result.Succeeded);
        Assert.Equal(2, bench.Errors.Count());
        Assert.Empty(bench.Provider.Story);
        Assert.Equal(3, bench.Provider.Objects.Count);
    }

    [Fact]
    public async Task Children_are_protected_with_their_parent_unless_they_say_otherwise()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(async program =>
        {
            var group = await program.RegisterAsync("my:index:Group", "group", custom: false, r => r.Protect = true);
            await program.ThingAsync("a", r => r.Parent = group.Urn);
            await program.ThingAsync("b", r => (r.Parent, r.Protect) = (group.Urn, false));
        });
        Assert.True(bench.Resource("a").Protect);
        Assert.False(bench.Resource("b").Protect);
    }

    [Fact]
    public async Task A_retained_resource_is_forgotten_and_lives_on()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(program => program.ThingAsync("a", r => r.RetainOnDelete = true));
        Assert.True((await bench.UpAsync(_ => Task.CompletedTask)).Succeeded);

        Assert.Empty(bench.Provider.Story);
        Assert.Equal(["id-1"], bench.Provider.Objects.Keys);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name == "a");
    }

    [Fact]
    public async Task Timeouts_reach_the_provider_in_seconds()
    {
        await using var bench = await OpenAsync();
        await bench.GivenAsync(program => program.ThingAsync("a", r =>
            r.CustomTimeouts = new RegisterResourceRequest.Types.CustomTimeouts { Create = "1h30m", Delete = "1.5s" }));
        Assert.Equal(new CustomTimeouts(5400, 0, 1.5, 0), bench.Resource("a").CustomTimeouts);
        await bench.RunAsync(DeploymentKind.Destroy);
        Assert.Equal(1.5, bench.Provider.Requests<DeleteRequest>("Delete").Single().Timeout);
    }

    [Fact]
    public async Task An_existing_object_is_imported_by_the_program_and_brought_to_what_it_says()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Objects["id-old"] = PropertyMap.Of(("color", Text("red")), ("handle", Text("h")))
            .ToStruct(default);
        var result = await bench.UpAsync(program =>
            program.ThingAsync("a", r => r.ImportId = "id-old", ("color", Text("blue"))));

        Assert.True(result.Succeeded, string.Join("\n", bench.Errors));
        Assert.Equal(["Read a", "Update a"], bench.Provider.Story);
        var read = bench.Provider.Requests<ReadRequest>("Read").Single();
        Assert.Null(read.Properties);
        Assert.Null(read.Inputs);
        Assert.Equal(["import a", "update a"], bench.Steps);
        Assert.Equal(("id-old", "id-old", Text("blue")),
            (bench.Resource("a").Id, bench.Resource("a").ImportId, bench.Resource("a").Inputs["color"]));

        bench.Provider.Forget();
        await bench.UpAsync(program => program.ThingAsync("a", r => r.ImportId = "id-old", ("color", Text("blue"))));
        Assert.Empty(bench.Provider.Story);
    }

    [Fact]
    public async Task An_import_that_would_replace_the_object_is_refused()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Objects["id-old"] = PropertyMap.Of(("region", Text("eu"))).ToStruct(default);
        var result =
            await bench.UpAsync(program => program.ThingAsync("a", r => r.ImportId = "id-old", ("region", Text("us"))));

        Assert.False(result.Succeeded);
        Assert.Contains("may not be replaced", bench.Errors.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(bench.State.Resources, r => r.Name == "a");
    }

    [Fact]
    public async Task An_import_of_what_does_not_exist_says_so()
    {
        await using var bench = await OpenAsync();
        Assert.False((await bench.UpAsync(program => program.ThingAsync("a", r => r.ImportId = "nope"))).Succeeded);
        Assert.Equal(["resource 'nope' does not exist"], bench.Errors);
    }

    [Fact]
    public async Task A_resource_the_program_only_reads_is_external_and_never_deleted()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Objects["id-old"] = PropertyMap.Of(("color", Text("red"))).ToStruct(default);
        ReadResourceResponse? seen = null;
        await bench.GivenAsync(async program =>
            seen = await ReadAsync(program));

        Assert.Equal("red", seen!.Properties.Fields["color"].StringValue);
        Assert.True(bench.Resource("a").External);
        Assert.True((await bench.RunAsync(DeploymentKind.Destroy)).Succeeded);
        Assert.DoesNotContain("Delete a", bench.Provider.Story);
        Assert.Empty(bench.State.Resources);
    }

    [Fact]
    public async Task A_managed_resource_the_program_now_only_reads_is_given_up_by_deleting_it()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Objects["id-old"] = PropertyMap.Of(("color", Text("red"))).ToStruct(default);
        await bench.GivenAsync(program => program.ThingAsync("a"));
        await bench.UpAsync(program => ReadAsync(program));

        Assert.Equal(["Read a", "Delete a"], bench.Provider.Story);
        Assert.Equal("id-old", bench.Resource("a").Id);
    }

    [Fact]
    public async Task A_resource_that_was_read_and_is_now_wanted_is_created_beside_the_one_read()
    {
        await using var bench = await OpenAsync();
        bench.Provider.Objects["id-old"] = PropertyMap.Of(("color", Text("red"))).ToStruct(default);
        await bench.GivenAsync(program => ReadAsync(program));
        await bench.UpAsync(program => program.ThingAsync("a"));

        Assert.Equal(["Create a"], bench.Provider.Story);
        Assert.Equal("id-1", bench.Resource("a").Id);
    }

    [Theory]
    [InlineData("a remote component")]
    [InlineData("a transform")]
    [InlineData("a resource hook")]
    [InlineData("the option replaceWith")]
    [InlineData("the option replacementTrigger")]
    [InlineData("the option envVarMappings")]
    public async Task What_the_engine_cannot_do_is_refused_by_name(string what)
    {
        await using var bench = await OpenAsync();
        RpcException? refused = null;
        await bench.UpAsync(async program =>
            refused = await Assert.ThrowsAsync<RpcException>(() => program.ThingAsync("a", r =>
        {
            switch (what)
            {
                case "a remote component": r.Remote = true; break;
                case "a transform": r.Transforms.Add(new Callback()); break;
                case "a resource hook": r.Hooks = new RegisterResourceRequest.Types.ResourceHooksBinding(); break;
                case "the option replaceWith": r.ReplaceWith.Add("x"); break;
                case "the option envVarMappings": r.EnvVarMappings["A"] = "B"; break;
                default: r.ReplacementTrigger = Google.Protobuf.WellKnownTypes.Value.ForNumber(1); break;
            }
        })));
        Assert.Equal($"test:index:Thing 'a' needs {what}, which this engine does not support", refused!.Message);
    }
}
