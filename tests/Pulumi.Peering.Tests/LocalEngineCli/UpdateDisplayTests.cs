using LocalEngine.Deployment;
using LocalEngine.Display;
using LocalEngine.Events;
using LocalEngine.Project;
using LocalEngine.State;
using LocalEngine.Values;

namespace Peering.Tests.LocalEngineCli;

public sealed class UpdateDisplayTests
{
    private static readonly ResourceState Peer = Scene.State(Scene.Peer, "main", Scene.Map(("vpcId", "vpc-1")));

    [Fact]
    public async Task An_update_is_told_line_by_line_as_it_happens() => Assert.Equal("""
        Updating (dev)

         +  pulumi:pulumi:Stack infra-dev creating
         +  pulumi:pulumi:Stack infra-dev created
         +  peering:index:AwsNetworkPeering main creating
         @  peering:index:AwsNetworkPeering main: accept pcx-1 in account 1
         +  peering:index:AwsNetworkPeering main created (12s)
         @  from the program

        Diagnostics:
          pulumi:pulumi:Stack (infra-dev):
            from the program

        Outputs:
            a: "same"
          ~ b: "old" => "new"

        Resources:
            + 2 created

        Duration: 5s


        """, await new Scene(DeploymentKind.Update, preview: false)
            .Stack(StepOp.Create)
            .Add(new StepStarted(Scene.Step(StepOp.Create, null, Peer)))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, Peer.Urn, "accept pcx-1 in account 1", 0,
                Ephemeral: true))
            .Add(new StepFinished(Scene.Step(StepOp.Create, null, Peer), TimeSpan.FromSeconds(12.5)))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, "", "from the program"))
            .Add(new StackOutputsChanged(Scene.Map(("a", "same"), ("b", "old")),
                Scene.Map(("a", "same"), ("b", "new"))))
            .ShowAsync());

    [Fact]
    public async Task A_failure_stands_where_it_happened_and_under_diagnostics() => Assert.Equal("""
        Destroying (dev)

         -  peering:index:AwsNetworkPeering main deleting
         -  peering:index:AwsNetworkPeering main deleting failed (3s)
         @  peering:index:AwsNetworkPeering main: error: 409 PEER_IN_USE: detach it

        Diagnostics:
          peering:index:AwsNetworkPeering (main):
            error: 409 PEER_IN_USE: detach it
            then destroy again

        Duration: 5s


        """, await new Scene(DeploymentKind.Destroy, preview: false)
            .Failed(Scene.Step(StepOp.Delete, Peer, null), "409 PEER_IN_USE: detach it\nthen destroy again")
            .ShowAsync());

    [Fact]
    public async Task A_refresh_is_told_by_what_it_found() => Assert.Equal("""
        Refreshing (dev)

         ~  peering:index:AwsNetworkPeering main refreshing [diff: ~vpcId]
         ~  peering:index:AwsNetworkPeering main updated [diff: ~vpcId]
         -  peering:index:AwsNetworkContainer gone refreshing
         -  peering:index:AwsNetworkContainer gone deleted
            peering:index:AwsNetworkContainer same refreshing
            peering:index:AwsNetworkContainer same unchanged

        Resources:
            ~ 1 updated
            - 1 deleted
            2 changes. 1 unchanged

        Duration: 5s


        """, await new Scene(DeploymentKind.Refresh, preview: false)
            .Done(Scene.Step(StepOp.Refresh, Peer, Peer with { Outputs = Scene.Map(("vpcId", "vpc-2")) }) with
            {
                ChangedKeys = ["vpcId"],
            })
            .Done(Scene.Step(StepOp.Refresh, Scene.State(Scene.Container, "gone"), null))
            .Done(Scene.Step(StepOp.Refresh, Scene.State(Scene.Container, "same"),
                Scene.State(Scene.Container, "same")))
            .ShowAsync());

    [Fact]
    public async Task Progress_that_comes_after_the_answer_is_not_told() => Assert.DoesNotContain(
        "too late", await new Scene(DeploymentKind.Update, preview: false)
            .Done(Scene.Step(StepOp.Create, null, Peer))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, Peer.Urn, "too late", 0, Ephemeral: true))
            .ShowAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task An_update_that_changes_nothing_shows_the_counts_only() => Assert.Equal(
        "Updating (dev)\n\nResources:\n    1 unchanged\n\nDuration: 5s\n\n",
        await new Scene(DeploymentKind.Update, preview: false).Stack(StepOp.Same).ShowAsync());

    [Fact]
    public async Task What_a_refresh_found_is_not_hidden_by_an_update_that_changes_nothing()
    {
        var found = Scene.Step(StepOp.Refresh, Peer, Peer with { Outputs = Scene.Map(("vpcId", "vpc-2")) }) with
        {
            ChangedKeys = ["vpcId"],
        };

        Assert.Contains("~   └─ peering:index:AwsNetworkPeering  main       update  [diff: ~vpcId]",
            await new Scene(DeploymentKind.Update, preview: true).Stack(StepOp.Same).Done(found)
                .Done(Scene.Step(StepOp.Same, Peer, Peer)).ShowAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_one_stream_are_one_message()
    {
        var view = await new Scene(DeploymentKind.Update, preview: false)
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, Peer.Urn, "first ", StreamId: 7))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, Peer.Urn, "alone"))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, Peer.Urn, "second", StreamId: 7))
            .ViewAsync();

        Assert.Equal(["first second", "alone"], view.Rows.Single().Diagnostics.Select(d => d.Message));
    }

    [Fact]
    public async Task Secret_configuration_is_taken_out_of_messages()
    {
        var shown = await new Scene(DeploymentKind.Update, preview: false)
            .Add(new DiagnosticRaised(DiagnosticSeverity.Error, Peer.Urn, "401 for hunter2 and s3cret"))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Info, Peer.Urn, "trying hunter2", Ephemeral: true))
            .Add(new ProgramOutput("password=hunter2", false))
            .ShowAsync(secrets: new SecretFilter(
                [new ConfigValue("hunter2", Secret: true), new ConfigValue("""{"a":["s3cret"]}""", true, true),
                    new ConfigValue("401")]));

        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
        Assert.Contains("401 for [secret] and [secret]", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_in_properties_and_outputs_are_never_shown()
    {
        PropertyMap Secret(string text) => PropertyMap.Of(("key", PropertyValue.SecretOf(PropertyValue.Of(text))));
        var shown = await new Scene(DeploymentKind.Update, preview: true)
            .Done(Scene.Step(StepOp.Update, Scene.State(Scene.Peer, "a", Secret("hunter1")),
                Scene.State(Scene.Peer, "a", Secret("hunter2"))))
            .Add(new StackOutputsChanged(Secret("hunter1"), Secret("hunter2")))
            .ShowAsync(diff: true);

        Assert.DoesNotContain("hunter", shown, StringComparison.Ordinal);
        Assert.Contains("~ key: [secret] => [secret]", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<{%fg 1%}>red<{%reset%}> text", "red text")]
    [InlineData("<{%bold%}><{%fg 12%}>x", "x")]
    [InlineData("100 <{% unfinished", "100 <{% unfinished")]
    public void Colour_tags_do_not_reach_a_pipe(string message, string shown)
    {
        Assert.Equal(shown, ColorTags.Strip(message));
        Assert.Equal(shown, ColorTags.Parse(message).ToString());
    }
}
