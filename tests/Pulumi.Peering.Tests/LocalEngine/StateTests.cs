using System.Text.Json.Nodes;
using LocalEngine;
using LocalEngine.State;
using LocalEngine.Values;
using Pulumirpc;
using static Peering.Tests.LocalEngine.Workbench;

namespace Peering.Tests.LocalEngine;

public sealed class StateTests
{
    private const string StackUrn = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    private const string ProviderUrn = "urn:pulumi:dev::shop::pulumi:providers:test::default";
    private const string ThingUrn = "urn:pulumi:dev::shop::test:index:Thing::a";

    private static ResourceState Stack { get; } = new() { Urn = StackUrn, Type = Urn.StackType, Custom = false };

    private static ResourceState Provider { get; } =
        new() { Urn = ProviderUrn, Type = "pulumi:providers:test", Custom = true, Id = "p-1" };

    private static ResourceState Thing { get; } = new()
    {
        Urn = ThingUrn,
        Type = "test:index:Thing",
        Custom = true,
        Id = "id-1",
        Parent = StackUrn,
        Provider = $"{ProviderUrn}::p-1",
    };

    [Fact]
    public async Task A_secret_never_reaches_the_state_file_in_clear_wherever_it_came_from()
    {
        await using var bench = await OpenAsync();
        await bench.UpAsync(
            async program =>
            {
                // One as an input (echoed bare by the provider), one nested, one only named as a secret output.
                await program.ThingAsync(
                    "a", r => r.AdditionalSecretOutputs.Add("handle"),
                    ("password", PropertyValue.SecretOf(Text("hush-input"))),
                    ("nested",
                        PropertyValue.Of(PropertyMap.Of(("deep", PropertyValue.SecretOf(Text("hush-nested")))))));
                await program.OutputsAsync(("out", PropertyValue.SecretOf(Text("hush-output"))));
            },
            r => r with { Config = r.Config.Add("test:token", "hush-config"), SecretConfigKeys = ["test:token"] });

        var file = await File.ReadAllTextAsync(bench.StateFile);
        Assert.DoesNotContain("hush-", file, StringComparison.Ordinal);
        Assert.DoesNotContain("handle of", file, StringComparison.Ordinal);
        Assert.Contains("ciphertext", file, StringComparison.Ordinal);
        Assert.Equal(PropertyValue.SecretOf(Text("hush-input")), bench.Resource("a").Outputs["password"]);
        Assert.Equal(PropertyValue.SecretOf(Text("hush-config")), bench.Resource("default").Inputs["token"]);
    }

    [Fact]
    public async Task An_output_named_as_a_secret_input_is_secret_even_when_the_provider_knows_no_secrets()
    {
        await using var bench = await OpenAsync();
        bench.Provider.AcceptsSecrets = false;
        RegisterResourceResponse? seen = null;
        await bench.UpAsync(async program => seen = await program.ThingAsync(
            "a", null, ("password", PropertyValue.SecretOf(Text("hush")))));

        Assert.Equal("hush", bench.Provider.Requests<CreateRequest>("Create").Single()
            .Properties.Fields["password"].StringValue);
        Assert.Equal(PropertyValue.SecretOf(Text("hush")), new StructDecoder("engine", false)
            .Decode(seen!.Object)["password"]);
        Assert.Equal(PropertyValue.SecretOf(Text("hush")), bench.Resource("a").Inputs["password"]);
    }

    [Fact]
    public async Task A_program_that_takes_no_secrets_gets_the_bare_value()
    {
        await using var bench = await OpenAsync();
        RegisterResourceResponse? seen = null;
        await bench.UpAsync(async program => seen = await program.ThingAsync(
            "a", r => r.AcceptSecrets = false, ("password", PropertyValue.SecretOf(Text("hush")))));
        Assert.Equal("hush", seen!.Object.Fields["password"].StringValue);
    }

    [Fact]
    public void The_file_is_a_version_3_deployment_with_the_magic_of_its_version()
    {
        var written = new SnapshotJson(Cipher).Write(new Snapshot
        {
            Version = "v1.0.0",
            Magic = SnapshotIntegrity.MagicOf("v1.0.0"),
            Resources = [Stack, Provider, Thing],
            PendingOperations = [new PendingOperation(Thing, "updating")],
        });
        var json = JsonNode.Parse(written)!;
        Assert.Equal(3, json["version"]!.GetValue<int>());
        Assert.Equal("2485f4d55aae6c5b073114bc4c4b1907c0abae14166281beee7d93f76ebf41fc",
            json["deployment"]!["manifest"]!["magic"]!.GetValue<string>());
        Assert.Equal("test", json["deployment"]!["secrets_providers"]!["type"]!.GetValue<string>());
        Assert.Equal("updating", json["deployment"]!["pending_operations"]![0]!["type"]!.GetValue<string>());
        var thing = json["deployment"]!["resources"]![2]!.AsObject();
        Assert.Equal(["urn", "custom", "id", "type", "parent", "provider"], thing.Select(f => f.Key));
    }

    [Fact]
    public void Fields_of_a_foreign_state_travel_through()
    {
        const string foreign = """
            {"version":3,"deployment":{
              "manifest":{"time":"2025-01-02T03:04:05.678Z","magic":"","version":""},
              "secrets_providers":{"type":"test","state":{"salt":"v1:x"}},
              "metadata":{"integrity_error":null,"kept":1},
              "resources":[{"urn":"urn:pulumi:dev::shop::test:index:Thing::a","custom":false,"type":"test:index:Thing",
                "viewOf":"x","sourcePosition":"project:///a#1,2","customTimeouts":{"create":60},
                "outputs":{"n":1.5,"nothing":null,"list":[true,{"k":"v"}],
                  "ref":{"4dabf18193072939515e22adb298388d":"5cf8f73096256a8f31e491e813e4eb8e","urn":"u","id":"i"},
                  "file":{"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","hash":"h","path":"p"},
                  "key":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270",
                    "ciphertext":"2268757368222020"}}}]}}
            """;
        var codec = new SnapshotJson(Cipher);
        var snapshot = codec.Read(foreign);
        var resource = snapshot.Resources.Single();
        Assert.Equal(PropertyValue.SecretOf(Text("hush")), resource.Outputs["key"]);
        Assert.Equal(PropertyValue.Of(1.5), resource.Outputs["n"]);
        Assert.IsType<ResourceReferenceValue>(resource.Outputs["ref"]);
        Assert.IsType<AssetValue>(resource.Outputs["file"]);

        var again = JsonNode.Parse(codec.Write(snapshot))!["deployment"]!;
        var was = JsonNode.Parse(foreign)!["deployment"]!;
        foreach (var field in new[] { "viewOf", "sourcePosition", "customTimeouts", "outputs" })
            Assert.True(JsonNode.DeepEquals(was["resources"]![0]![field], again["resources"]![0]![field]), field);
        Assert.True(JsonNode.DeepEquals(was["metadata"], again["metadata"]));
        Assert.Equal(("test", """{"salt":"v1:x"}"""), SnapshotJson.SecretsProviderOf(foreign) is { } kept
            ? (kept.Type, kept.State.ToJsonString())
            : default);
    }

    [Fact]
    public void Secrets_are_shown_only_to_those_who_ask()
    {
        var snapshot = new Snapshot
        {
            Resources = [Stack with { Outputs = PropertyMap.Of(("k", PropertyValue.SecretOf(Text("hush")))) }],
        };
        Assert.DoesNotContain("hush", new SnapshotJson(Cipher).Write(snapshot), StringComparison.Ordinal);
        var shown = new SnapshotJson(Cipher).Write(snapshot, showSecrets: true);
        Assert.Contains("""
            "plaintext": "\"hush\""
            """.Trim(), shown, StringComparison.Ordinal);
        Assert.Equal(snapshot.Resources[0].Outputs, new SnapshotJson(Cipher).Read(shown).Resources[0].Outputs);
    }

    [Theory]
    [InlineData("""{"version":4,"features":["taint"],"deployment":{}}""", "version 4 and features [\"taint\"]")]
    [InlineData("""{"version":3}""", "holds no deployment")]
    [InlineData("nonsense", "is not JSON")]
    public void A_state_the_engine_cannot_read_is_refused_in_words(string file, string words)
    {
        var refused = Assert.Throws<EngineException>(() => new SnapshotJson(Cipher).Read(file));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Unsound => new()
    {
        { "magic", "the magic of the manifest does not fit its version" },
        { "twice", "stands twice in the state" },
        { "component id", "is a component and yet has the id" },
        { "no provider", "uses the provider" },
        { "bad provider", "is no provider reference" },
        { "late dependency", "names as dependency" },
        { "late parent", "names as parent" },
        { "late property dependency", "names as property dependency" },
        { "late deletedWith", "names as deletedWith" },
        { "type", "has the type" },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public void An_unsound_state_is_named_and_never_written(string what, string words)
    {
        var other = ThingUrn + "2";
        var snapshot = what switch
        {
            "magic" => new Snapshot { Version = "v1" },
            "twice" => new Snapshot { Resources = [Stack, Provider, Thing, Thing] },
            "component id" => new Snapshot { Resources = [Stack with { Id = "x" }] },
            "no provider" => new Snapshot { Resources = [Stack, Thing, Provider] },
            "bad provider" => new Snapshot { Resources = [Stack, Thing with { Provider = "x" }] },
            "late dependency" => new Snapshot { Resources = [Stack, Provider, Thing with { Dependencies = [other] }] },
            "late parent" => new Snapshot { Resources = [Provider, Thing, Stack] },
            "late property dependency" => new Snapshot
            {
                Resources = [Stack, Provider,
                    Thing with { PropertyDependencies = Thing.PropertyDependencies.Add("p", [other]) }],
            },
            "late deletedWith" => new Snapshot { Resources = [Stack, Provider, Thing with { DeletedWith = other }] },
            _ => new Snapshot { Resources = [Stack with { Type = "other:index:T" }] },
        };
        Assert.Contains(words, string.Join("; ", SnapshotIntegrity.Problems(snapshot)), StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("engine-");
        try
        {
            var file = new StateFile(Path.Combine(folder.FullName, "s.json"), Cipher);
            Assert.Throws<EngineException>(() => file.Write(snapshot));
            Assert.Null(file.Read());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Old_objects_that_wait_for_deletion_may_share_a_urn_with_the_new_one()
    {
        Assert.Empty(SnapshotIntegrity.Problems(new Snapshot
        {
            Resources =
                [Stack, Provider, Thing, Thing with { Delete = true }, Thing with { Delete = true, Id = "id-0" }],
        }));
        Assert.Empty(SnapshotIntegrity.Problems(new Snapshot
        {
            Resources = [Stack, Thing with { PendingReplacement = true }],
        }));
    }

    [Theory]
    [InlineData("", "a:b:C", "n", "urn:pulumi:dev::shop::a:b:C::n")]
    [InlineData(StackUrn, "a:b:C", "n", "urn:pulumi:dev::shop::a:b:C::n")]
    [InlineData("urn:pulumi:dev::shop::x:y:Z::p", "a:b:C", "n::m", "urn:pulumi:dev::shop::x:y:Z$a:b:C::n::m")]
    public void A_urn_tells_the_types_of_the_parents_but_not_the_stacks(
        string parent, string type, string name, string expected)
    {
        var urn = Urn.Create("dev", "shop", parent, type, name);
        Assert.Equal(expected, urn);
        Assert.Equal((type, name, "dev", "shop"),
            (Urn.TypeOf(urn), Urn.NameOf(urn), Urn.StackOf(urn), Urn.ProjectOf(urn)));
    }
}
