using Pulumi;
using static Peering.Tests.PulumiSdk.WireValues;

namespace Peering.Tests.PulumiSdk;

public sealed class RegistrationTests : IAsyncLifetime
{
    private const string NetworkType = "sample:index:Network";

    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Inputs_travel_under_their_wire_names_and_absent_ones_are_left_out()
    {
        await engine.RunAsync(() => _ = new Network("net", new()
        {
            Cidr = "10.0.0.0/8",
            Size = 3,
            Zones = { "a", "b" },
            Tags = { ["env"] = "dev" },
            Tier = Tier.Small,
            Route = new RouteArgs { Target = "gw", Weight = 0.5 },
            Policy = """{"allow":[1,true,null]}""",
            Either = 7,
        }));

        var request = engine.Registration("net");
        Assert.Equal(
            "{cidr:'10.0.0.0/8',either:7,policy:{allow:[1,true,null]},route:{target:'gw',weight:0.5},size:3,"
            + "tags:{env:'dev'},tier:'small',zones:['a','b']}",
            Json(request.Object));
        Assert.True(request is { Custom: true, AcceptSecrets: true, AcceptResources: true, AliasSpecs: true });
        Assert.False(request.SupportsPartialValues);
        Assert.Equal("1.2.3", request.Version);
    }

    [Fact]
    public async Task Options_travel_with_the_registration()
    {
        await engine.RunAsync(() =>
        {
            var other = new Network("other");
            _ = new Network("net", null, new()
            {
                Protect = true,
                IgnoreChanges = { "cidr" },
                ReplaceOnChanges = { "zones[*]" },
                DeleteBeforeReplace = false,
                AdditionalSecretOutputs = { "cidr" },
                ImportId = "net-7",
                RetainOnDelete = true,
                DeletedWith = other,
                ReplaceWith = { other },
                HideDiffs = { "size" },
                PluginDownloadURL = "https://plugins.example.com",
                Version = "2.0.0",
                CustomTimeouts = new() { Create = TimeSpan.FromMinutes(30), Delete = TimeSpan.FromSeconds(1.5) },
                Aliases =
                {
                    new Alias { Urn = "urn:pulumi:dev::shop::old::net" },
                    new Alias { Name = "former", Parent = other },
                    new Alias { Type = "sample:index:Net", NoParent = true },
                },
            });
        });

        var request = engine.Registration("net");
        var otherUrn = RecordingEngine.Urn(NetworkType, "other");
        Assert.True(request is { HasProtect: true, Protect: true, HasRetainOnDelete: true, RetainOnDelete: true });
        Assert.True(request is { DeleteBeforeReplaceDefined: true, DeleteBeforeReplace: false, ImportId: "net-7" });
        Assert.Equal(["cidr"], request.IgnoreChanges);
        Assert.Equal(["zones[*]"], request.ReplaceOnChanges);
        Assert.Equal(["password", "cidr"], request.AdditionalSecretOutputs);
        Assert.Equal(["size"], request.HideDiffs);
        Assert.Equal(otherUrn, request.DeletedWith);
        Assert.Equal([otherUrn], request.ReplaceWith);
        Assert.Equal(("2.0.0", "https://plugins.example.com"), (request.Version, request.PluginDownloadURL));
        Assert.Equal(("1800s", "", "1.5s"),
            (request.CustomTimeouts.Create, request.CustomTimeouts.Update, request.CustomTimeouts.Delete));
        Assert.Equal("urn:pulumi:dev::shop::old::net", request.Aliases[0].Urn);
        Assert.Equal(("former", otherUrn), (request.Aliases[1].Spec.Name, request.Aliases[1].Spec.ParentUrn));
        Assert.Equal(("sample:index:Net", true), (request.Aliases[2].Spec.Type, request.Aliases[2].Spec.NoParent));
    }

    [Fact]
    public async Task Options_that_are_not_given_stay_undefined()
    {
        await engine.RunAsync(() => _ = new Network("net"));

        var request = engine.Registration("net");
        Assert.False(request.HasProtect || request.HasRetainOnDelete || request.DeleteBeforeReplaceDefined);
        Assert.Null(request.CustomTimeouts);
        Assert.Equal(("", "", ""), (request.Provider, request.ImportId, request.DeletedWith));
    }

    [Theory]
    [InlineData("deletedWith", "DeletedWith")]
    [InlineData("replaceWith", "ReplaceWith")]
    [InlineData("replacementTrigger", "ReplacementTrigger")]
    [InlineData("aliasSpecs", "Aliases")]
    public async Task An_option_the_engine_would_ignore_is_refused(string feature, string option)
    {
        engine.MissingFeatures.Add(feature);

        var exitCode = await engine.RunAsync(() =>
        {
            var other = new Network("other");
            var options = new CustomResourceOptions();
            if (option == "DeletedWith")
                options.DeletedWith = other;
            if (option == "ReplaceWith")
                options.ReplaceWith.Add(other);
            if (option == "ReplacementTrigger")
                options.ReplacementTrigger = 1;
            if (option == "Aliases")
                options.Aliases.Add(new Alias { Name = "former" });
            _ = new Network("net", null, options);
        });

        Assert.Equal(32, exitCode);
        Assert.Equal(
            [$"The engine does not support the resource option {option}. Update the Pulumi CLI."], engine.Errors);
        Assert.DoesNotContain(engine.Registered, request => request.Name == "net");
    }

    [Fact]
    public async Task Each_feature_is_asked_about_once()
    {
        await engine.RunAsync(() =>
        {
            _ = new Network("one");
            _ = new Network("two");
        });

        Assert.Equal(["aliasSpecs", "resourceReferences"], engine.AskedFeatures.Order());
    }

    [Fact]
    public async Task A_missing_required_input_is_an_argument_error_before_any_request()
    {
        Assert.Equal(32, await engine.RunAsync(() => _ = new Network("net", new() { Route = new RouteArgs() })));

        var error = Assert.Single(engine.Errors);
        Assert.Contains("ArgumentNullException", error);
        Assert.Contains("target", error);
        Assert.DoesNotContain(engine.Registered, request => request.Name == "net");
    }

    [Theory]
    [InlineData(7L, "System.Int64")]
    [InlineData(1.5f, "System.Single")]
    public async Task A_value_of_a_type_that_cannot_be_sent_is_refused_with_its_path(object value, string type)
    {
        var args = new DictionaryResourceArgs(
            System.Collections.Immutable.ImmutableDictionary<string, object?>.Empty.Add("size", value));

        Assert.Equal(32, await engine.RunAsync(() => _ = new CustomResource("a:b:C", "net", args, options: null)));

        Assert.Contains($"net.size: values of type {type} cannot be sent", Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task Merged_options_let_the_second_win_and_concatenate_lists()
    {
        var first = new CustomResourceOptions
        {
            Version = "1",
            Protect = true,
            IgnoreChanges = { "a" },
            DependsOn = { new Pulumi.DependencyResource(RecordingEngine.Urn("a:b:C", "x"), Output.Create("x")) },
        };
        var second = new CustomResourceOptions
        {
            Version = "2",
            IgnoreChanges = { "b" },
            DependsOn = { new Pulumi.DependencyResource(RecordingEngine.Urn("a:b:C", "y"), Output.Create("y")) },
        };

        var merged = CustomResourceOptions.Merge(first, second);

        Assert.Equal(("2", true), (merged.Version, merged.Protect));
        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        var dependsOn = await merged.DependsOn.ToOutput().Data;
        Assert.Equal(["x", "y"], dependsOn.Value.Select(resource => resource.GetResourceName()));
        Assert.Equal(["a"], first.IgnoreChanges);
    }
}
