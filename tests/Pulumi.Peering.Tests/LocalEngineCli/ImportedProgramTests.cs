using System.Text.Json.Nodes;
using LocalEngine.Cli.Import;
using LocalEngine.State;
using LocalEngine.Values;

namespace Peering.Tests.LocalEngineCli;

public sealed class ImportedProgramTests
{
    private static readonly JsonObject Schema = (JsonObject)JsonNode.Parse("""
        {
          "name": "my-net",
          "language": { "csharp": { "namespaces": { "aws/v1": "AwsOne" } } },
          "types": {
            "my-net:index:Decision": {
              "type": "string",
              "enum": [ { "name": "Accept", "value": "ACCEPT" }, { "value": "not-now" }, { "value": "8.3" } ]
            },
            "my-net:index:Rule": {
              "type": "object", "properties": { "port-range": { "type": "string" }, "count": { "type": "integer" } }
            }
          },
          "resources": {
            "my-net:index:Peer": {
              "inputProperties": {
                "vpcId": { "type": "string" },
                "decision": { "$ref": "#/types/my-net:index:Decision", "default": "ACCEPT" },
                "waits": { "type": "boolean", "default": true },
                "cidrs": { "type": "array", "items": { "type": "string" } },
                "rules": { "type": "array", "items": { "$ref": "#/types/my-net:index:Rule" } },
                "tags": { "type": "object", "additionalProperties": { "type": "string" } },
                "peer": { "type": "string", "language": { "csharp": { "name": "PeerName" } } },
                "token": { "type": "string", "secret": true },
                "port": { "type": "integer", "secret": true }
              }
            },
            "my-net:aws/v1:Zone": {}
          }
        }
        """)!;

    [Fact]
    public void What_is_imported_becomes_a_program() => Assert.Equal("""
        using System.Collections.Generic;
        using Pulumi;
        using MyNet = Pulumi.MyNet;

        return await Deployment.RunAsync(() =>
        {
            var config = new Config();
            // pulumi config set --secret mainPeerPort
            // pulumi config set --secret mainPeerToken

            var mainPeer = new MyNet.Peer("main-peer", new()
            {
                Cidrs = new[]
                {
                    "10.0.0.0/8",
                    "quote \" and \\ and \n",
                },
                Decision = MyNet.Decision.Not_now,
                PeerName = "other",
                Port = config.RequireSecretInt32("mainPeerPort"),
                Rules = new[]
                {
                    new MyNet.Inputs.RuleArgs
                    {
                        Count = 3,
                        Portrange = "1-2",
                    },
                },
                Tags =
                {
                    { "env", "dev" },
                },
                Token = config.RequireSecret("mainPeerToken"),
                VpcId = "vpc-1",
            }, new CustomResourceOptions
            {
                Protect = true,
            });
        });

        """, Program(Peer("main-peer", PropertyMap.Of(
            ("vpcId", Text("vpc-1")),
            ("decision", Text("not-now")),
            ("waits", PropertyValue.Of(true)),
            ("cidrs", PropertyValue.Of(Text("10.0.0.0/8"), Text("quote \" and \\ and \n"))),
            ("rules", PropertyValue.Of(
                PropertyValue.Of(PropertyMap.Of(("port-range", Text("1-2")), ("count", PropertyValue.Of(3)))))),
            ("tags", PropertyValue.Of(PropertyMap.Of(("env", Text("dev"))))),
            ("peer", Text("other")),
            ("token", PropertyValue.SecretOf(Text("hunter2"))),
            ("port", PropertyValue.SecretOf(PropertyValue.Of(5))))) with
    { Protect = true }));

    [Fact]
    public void Parents_and_providers_become_the_variables_they_have()
    {
        var parent = Peer("top", PropertyMap.Empty);
        var child = Peer("class", PropertyMap.Empty) with
        {
            Parent = parent.Urn,
            Provider = "urn:pulumi:dev::infra::pulumi:providers:my-net::own::id-1",
        };

        var text = new ImportedProgram(
            new Dictionary<string, JsonObject> { ["my-net"] = Schema },
            new Dictionary<string, string> { ["mine"] = "urn:pulumi:dev::infra::pulumi:providers:my-net::own" })
                .Of([parent, child]);

        Assert.Contains("var top = new MyNet.Peer(\"top\");", text, StringComparison.Ordinal);
        Assert.Contains("""
                var class2 = new MyNet.Peer("class", null, new CustomResourceOptions
                {
                    Parent = top,
                    Provider = mine,
                });
            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_has_its_own_namespace() => Assert.Contains(
        "var zone = new MyNet.AwsOne.Zone(\"zone\");",
        Program(Scene.State("my-net:aws/v1:Zone", "zone")), StringComparison.Ordinal);

    [Fact]
    public void Two_resources_of_one_name_get_two_variables()
    {
        var text = Program(Peer("a b", PropertyMap.Empty), Scene.State("my-net:aws/v1:Zone", "a-b"));

        Assert.Contains("var aB = new MyNet.Peer", text, StringComparison.Ordinal);
        Assert.Contains("var aB2 = new MyNet.AwsOne.Zone", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_without_a_schema_is_said_to_have_none() => Assert.Contains(
        "// aws:s3:Bucket 'b': the provider aws has no schema to write C# from.",
        Program(Scene.State("aws:s3:Bucket", "b")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Accept", "Accept")]
    [InlineData("not-now", "Not_now")]
    [InlineData("8.3", "Decision_8_3")]
    [InlineData("*", "Decision_")]
    [InlineData("Equals", "EqualsValue")]
    public void Enum_members_are_identifiers(string value, string member) =>
        Assert.Equal(member, CSharpNames.EnumMember(new JsonObject { ["value"] = value }, "Decision"));

    private static PropertyValue Text(string text) => PropertyValue.Of(text);

    private static ResourceState Peer(string name, PropertyMap inputs) =>
        Scene.State("my-net:index:Peer", name, inputs) with { Parent = "" };

    private static string Program(params ResourceState[] resources) => new ImportedProgram(
        new Dictionary<string, JsonObject> { ["my-net"] = Schema }, new Dictionary<string, string>()).Of(resources);
}
