using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalEngine.Deployment;
using LocalEngine.Display;
using LocalEngine.Events;
using LocalEngine.Values;

namespace Peering.Tests.LocalEngineCli;

public sealed class PreviewDigestTests
{
    [Fact]
    public async Task The_digest_has_the_shape_of_Pulumis()
    {
        var old = Scene.State(Scene.Peer, "main", Scene.Map(("vpcId", "vpc-1"))) with
        {
            Provider = "urn:pulumi:x::y::pulumi:providers:peering::p::1",
        };
        var step = Scene.Step(StepOp.Replace, old, old with
        {
            Inputs = PropertyMap.Of(
                ("vpcId", PropertyValue.Unknown), ("token", PropertyValue.SecretOf(PropertyValue.Of("hunter2")))),
        }) with
        {
            ChangedKeys = ["vpcId", "token"],
            ReplaceKeys = ["vpcId"],
            DetailedDiff = ImmutableSortedDictionary<string, PropertyDifference>.Empty
                .Add("token", new(DifferenceKind.Add, true)).Add("vpcId", new(DifferenceKind.UpdateReplace, true)),
        };
        var view = await new Scene(DeploymentKind.Update, preview: true)
            .Done(step)
            .Add(new DiagnosticRaised(DiagnosticSeverity.Warning, old.Urn, "<{%fg 3%}>careful<{%reset%}>"))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, old.Urn, "progress", Ephemeral: true))
            .ViewAsync();

        var digest = PreviewDigest.Of(view, [KeyValuePair.Create("infra:a", "b")]);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""
            {
              "config": { "infra:a": "b" },
              "steps": [
                {
                  "op": "replace",
                  "urn": "{{old.Urn}}",
                  "provider": "urn:pulumi:x::y::pulumi:providers:peering::p::1",
                  "oldState": {
                    "urn": "{{old.Urn}}", "custom": true, "id": "id-main", "type": "peering:index:AwsNetworkPeering",
                    "inputs": { "vpcId": "vpc-1" }, "outputs": { "vpcId": "vpc-1" }, "parent": "{{Scene.StackUrn}}",
                    "provider": "urn:pulumi:x::y::pulumi:providers:peering::p::1"
                  },
                  "newState": {
                    "urn": "{{old.Urn}}", "custom": true, "id": "id-main", "type": "peering:index:AwsNetworkPeering",
                    "inputs": { "token": "[secret]", "vpcId": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
                    "outputs": { "vpcId": "vpc-1" }, "parent": "{{Scene.StackUrn}}",
                    "provider": "urn:pulumi:x::y::pulumi:providers:peering::p::1"
                  },
                  "diffReasons": [ "vpcId", "token" ],
                  "replaceReasons": [ "vpcId" ],
                  "detailedDiff": {
                    "token": { "kind": "add", "inputDiff": true },
                    "vpcId": { "kind": "update-replace", "inputDiff": true }
                  }
                }
              ],
              "diagnostics": [ { "urn": "{{old.Urn}}", "message": "careful", "severity": "warning" } ],
              "duration": 4200000000,
              "changeSummary": { "replace": 1 }
            }
            """), digest), digest.ToJsonString());
    }

    [Theory]
    [InlineData(DifferenceKind.Add, "add")]
    [InlineData(DifferenceKind.AddReplace, "add-replace")]
    [InlineData(DifferenceKind.Delete, "delete")]
    [InlineData(DifferenceKind.DeleteReplace, "delete-replace")]
    [InlineData(DifferenceKind.Update, "update")]
    [InlineData(DifferenceKind.UpdateReplace, "update-replace")]
    internal async Task Kinds_have_the_names_Pulumi_gives_them(DifferenceKind kind, string name)
    {
        var state = Scene.State(Scene.Peer, "main");
        var view = await new Scene(DeploymentKind.Update, preview: true)
            .Done(Scene.Step(StepOp.Update, state, state) with
            {
                DetailedDiff = ImmutableSortedDictionary<string, PropertyDifference>.Empty.Add("x", new(kind, false)),
            }).ViewAsync();

        Assert.Equal(name, PreviewDigest.Of(view, [])["steps"]![0]!["detailedDiff"]!["x"]!["kind"]!.GetValue<string>());
    }
}
