using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi;
using Pulumi.Utilities;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

public sealed class OutputsOfResourcesTests : IAsyncLifetime
{
    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Answers_become_typed_values()
    {
        AnswerWith(Map(
            ("cidr", Text("10.0.0.0/8")),
            ("size", Value.ForNumber(3)),
            ("zones", Value.ForList(Text("a"), Text("b"))),
            ("tags", Map(("env", Text("dev")))),
            ("tier", Text("colossal")),
            ("route", Map(("target", Text("gw")), ("weight", Value.ForNumber(0.5))))));
        Network net = null!;
        await engine.RunAsync(() => net = new("net"));

        Assert.Equal("net-id", await ValueOf(net.Id));
        Assert.Equal("10.0.0.0/8", await ValueOf(net.Cidr));
        Assert.Equal(3, await ValueOf(net.Size));
        Assert.Equal(["a", "b"], (await ValueOf(net.Zones)).AsEnumerable());
        Assert.Equal("dev", (await ValueOf(net.Tags))!["env"]);
        // A value this SDK has no name for.
        Assert.Equal("colossal", (await ValueOf(net.Tier)).ToString());
        var route = await ValueOf(net.Route);
        Assert.Equal(("gw", 0.5), (route!.Target, route.Weight));
        Assert.True(route.Hops.IsDefault);
    }

    [Fact]
    public async Task Missing_outputs_are_unknown_in_a_preview_and_default_afterwards()
    {
        AnswerWith(Map());
        Network updated = null!;
        await engine.RunAsync(() => updated = new("net"));
        engine.IsDryRun = true;
        Network planned = null!;
        await engine.RunAsync(() => planned = new("net"));

        Assert.True(await OutputUtilities.GetIsKnownAsync(updated.Cidr));
        Assert.Null(await ValueOf(updated.Cidr));
        Assert.True((await ValueOf(updated.Zones)).IsDefault);
        Assert.False(await OutputUtilities.GetIsKnownAsync(planned.Cidr));
        Assert.False(await OutputUtilities.GetIsKnownAsync(planned.Id));
        Assert.True(await OutputUtilities.GetIsKnownAsync(planned.Urn));
    }

    [Fact]
    public async Task Apply_does_not_run_on_what_a_preview_does_not_know()
    {
        engine.IsDryRun = true;
        var ran = false;
        await engine.RunAsync(() =>
        {
            var first = new Network("first");
            _ = new Network("second", new()
            {
                Cidr = first.Id.Apply(id =>
            {
                ran = true;
                return id;
            })
            });
        });

        Assert.False(ran);
        Assert.Equal("{cidr:?}", Json(engine.Registration("second").Object));
    }

    [Fact]
    public async Task Secret_outputs_stay_secret_when_they_are_inputs_again()
    {
        AnswerWith(Map(("cidr", Secret(Text("10.0.0.0/8"))), ("zones", Value.ForList(Text("a"), Secret(Text("b"))))));
        Network net = null!;
        await engine.RunAsync(() =>
        {
            net = new("net");
            _ = new Network("next", new() { Cidr = net.Cidr.Apply(cidr => cidr + "!"), Password = "hunter2" });
        });

        Assert.True(await Output.IsSecretAsync(net.Cidr));
        Assert.True(await Output.IsSecretAsync(net.Zones));
        Assert.False(await Output.IsSecretAsync(net.Id));
        var sent = engine.Registration("next").Object.Fields;
        Assert.Equal(Secret(Text("10.0.0.0/8!")), sent["cidr"]);
        Assert.Equal(Secret(Text("hunter2")), sent["password"]);
    }

    [Fact]
    public async Task An_output_of_an_unexpected_type_is_a_warning_and_a_default()
    {
        AnswerWith(Map(("size", Text("large")), ("cidr", Text("a"))));
        Network net = null!;
        Assert.Equal(0, await engine.RunAsync(() => net = new("net")));

        Assert.Null(await ValueOf(net.Size));
        Assert.Equal("a", await ValueOf(net.Cidr));
        var warning = Assert.Single(engine.Logs);
        Assert.Equal(Pulumirpc.LogSeverity.Warning, warning.Severity);
        Assert.Equal("sample:index:Network 'net'.size: expected Nullable`1, got String.", warning.Message);
    }

    [Fact]
    public async Task A_result_can_be_an_input_again()
    {
        AnswerWith(Map(("route", Map(("target", Text("gw")), ("hops", Value.ForList(Text("x")))))));
        await engine.RunAsync(() => new Network("net").Route.Apply(route =>
            new CustomResource("a:b:C", "copy", new DictionaryResourceArgs(
                ImmutableDictionary<string, object?>.Empty.Add("route", route)), options: null)));

        Assert.Equal("{route:{hops:['x'],target:'gw'}}", Json(engine.Registration("copy").Object));
    }

    [Fact]
    public async Task An_output_property_of_a_type_no_value_can_have_is_refused_at_once()
    {
        Assert.Equal(32, await engine.RunAsync(() => _ = new Misdeclared("net")));

        Assert.Contains("Misdeclared.When: outputs cannot have the type System.DateTime", Assert.Single(engine.Errors));
    }

    private static Task<T> ValueOf<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);

    private void AnswerWith(Value outputs) => engine.OnRegister =
        request => Task.FromResult(engine.Registration(request, outputs.StructValue));

    private sealed class Misdeclared(string name) : CustomResource("a:b:C", name, null, options: null)
    {
        [Output("when")]
        public Output<DateTime> When { get; private set; } = null!;
    }
}
