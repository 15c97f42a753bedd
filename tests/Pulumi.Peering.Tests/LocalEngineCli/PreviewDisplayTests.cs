using System.Collections.Immutable;
using LocalEngine.Deployment;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;

namespace Peering.Tests.LocalEngineCli;

public sealed class PreviewDisplayTests
{
    private static readonly ResourceState OldPeer = Scene.State(
        Scene.Peer, "main", Scene.Map(("routeTableCidrBlock", "10.0.0.0/16"), ("vpcId", "vpc-1"), ("zone", "a")));

    private static readonly ResourceState NewPeer = OldPeer with
    {
        Inputs = Scene.Map(("routeTableCidrBlock", "10.1.0.0/16"), ("tag", "x"), ("vpcId", "vpc-1")),
    };

    private static readonly ResourceStep Update = Scene.Step(StepOp.Update, OldPeer, NewPeer) with
    {
        ChangedKeys = ["routeTableCidrBlock", "tag", "zone"],
        DetailedDiff = ImmutableSortedDictionary<string, PropertyDifference>.Empty
            .Add("routeTableCidrBlock", new(DifferenceKind.Update, true))
            .Add("tag", new(DifferenceKind.Add, true))
            .Add("zone", new(DifferenceKind.Delete, true)),
    };

    [Fact]
    public async Task A_first_preview_shows_everything_as_a_tree() => Assert.Equal("""
        Previewing update (dev)

             Type                                  Name       Plan    Info
         +   pulumi:pulumi:Stack                   infra-dev  create
         +   ├─ peering:index:AwsNetworkContainer  c          create
         +   └─ peering:index:AwsNetworkPeering    main       create  1 warning

        Diagnostics:
          peering:index:AwsNetworkPeering (main):
            warning: overlaps 10.0.0.0/8
              second line

        Outputs:
          + password: [secret]
          + peerId  : [unknown]

        Resources:
            + 3 to create


        """, await new Scene(DeploymentKind.Update, preview: true)
            .Stack(StepOp.Create)
            .Done(Scene.Step(StepOp.Create, null, NewPeer))
            .Done(Scene.Step(StepOp.Create, null, Scene.State(Scene.Container, "c")))
            .Add(new DiagnosticRaised(
                DiagnosticSeverity.Warning, NewPeer.Urn, "<{%fg 3%}>overlaps<{%reset%}> 10.0.0.0/8\n  second line"))
            .Add(new DiagnosticRaised(DiagnosticSeverity.Debug, NewPeer.Urn, "never shown"))
            .Add(new StackOutputsChanged(PropertyMap.Empty, PropertyMap.Of(
                ("peerId", PropertyValue.Unknown), ("password", PropertyValue.SecretOf(PropertyValue.Of("hunter2"))))))
            .ShowAsync());

    [Fact]
    public async Task An_update_names_what_differs_and_hides_what_stays() => Assert.Equal("""
        Previewing update (dev)

             Type                                Name       Plan    Info
             pulumi:pulumi:Stack                 infra-dev
         ~   └─ peering:index:AwsNetworkPeering  main       update  [diff: +tag-zone~routeTableCidrBlock]

        Outputs:
          - gone  : "1"
          ~ peerId: "a" => "b"

        Resources:
            ~ 1 to update
            2 unchanged


        """, await new Scene(DeploymentKind.Update, preview: true)
            .Stack(StepOp.Same)
            .Done(Scene.Step(StepOp.Same, Scene.State(Scene.Container, "c"), Scene.State(Scene.Container, "c")))
            .Done(Update)
            .Add(new StackOutputsChanged(
                Scene.Map(("gone", "1"), ("kept", "2"), ("peerId", "a")), Scene.Map(("kept", "2"), ("peerId", "b"))))
            .ShowAsync());

    [Fact]
    public async Task A_replacement_is_one_row_and_counts_once() => Assert.Equal("""
        Previewing update (dev)

             Type                                Name       Plan     Info
             pulumi:pulumi:Stack                 infra-dev
         +-  └─ peering:index:AwsNetworkPeering  main       replace  [diff: -routeTableCidrBlock~vpcId]

        Resources:
            +-1 to replace
            1 unchanged


        """, await Replacement().ShowAsync());

    [Fact]
    public async Task With_diff_every_property_is_shown_with_what_forces_the_replacement() => Assert.Equal("""
        Previewing update (dev)

          pulumi:pulumi:Stack: (same)
            [urn=urn:pulumi:dev::infra::pulumi:pulumi:Stack::infra-dev]
            + peering:index:AwsNetworkContainer: (create)
                [id=id-fresh]
                [urn=urn:pulumi:dev::infra::peering:index:AwsNetworkContainer::fresh]
                atlasCidrBlock: "10.8.0.0/21"
                regions       : [
                    [0]: "a"
                    [1]: [unknown]
                ]
                token         : [secret]
            - peering:index:AwsNetworkContainer: (delete)
                [id=id-stale]
                [urn=urn:pulumi:dev::infra::peering:index:AwsNetworkContainer::stale]
                region: "b"
            +-peering:index:AwsNetworkPeering: (replace)
                [id=id-main]
                [urn=urn:pulumi:dev::infra::peering:index:AwsNetworkPeering::main]
              - routeTableCidrBlock: "10.0.0.0/16"
              ~ vpcId: "vpc-1" => "vpc-2"  [replace]

        Resources:
            + 1 to create
            - 1 to delete
            +-1 to replace
            3 changes. 1 unchanged


        """, await Replacement()
            .Done(Scene.Step(StepOp.Create, null, Scene.State(Scene.Container, "fresh", PropertyMap.Of(
                ("atlasCidrBlock", PropertyValue.Of("10.8.0.0/21")),
                ("token", PropertyValue.SecretOf(PropertyValue.Of("hunter2"))),
                ("regions", PropertyValue.Of(PropertyValue.Of("a"), PropertyValue.Unknown))))))
            .Done(Scene.Step(StepOp.Delete, Scene.State(Scene.Container, "stale", Scene.Map(("region", "b"))), null))
            .ShowAsync(diff: true));

    [Fact]
    public async Task Nested_differences_are_nested_in_the_diff() => Assert.Equal("""
        Previewing update (dev)

          pulumi:pulumi:Stack: (same)
            [urn=urn:pulumi:dev::infra::pulumi:pulumi:Stack::infra-dev]
            ~ peering:index:AwsNetworkPeering: (update)
                [id=id-main]
                [urn=urn:pulumi:dev::infra::peering:index:AwsNetworkPeering::main]
              ~ cidrs: [
                  - [1]: "10.1.0.0/16"
                ]
              ~ tags: {
                  ~ env: "dev" => "prod"
                }

        Resources:
            ~ 1 to update
            1 unchanged


        """, await Nested().ShowAsync(diff: true));

    [Fact]
    public async Task A_failed_preview_shows_the_reason_once() => Assert.Equal("""
        Previewing update (dev)

             Type                                Name       Plan    Info
             pulumi:pulumi:Stack                 infra-dev          1 message
         +   └─ peering:index:AwsNetworkPeering  main       failed  1 error

        Diagnostics:
          pulumi:pulumi:Stack (infra-dev):
            hello from the program

          peering:index:AwsNetworkPeering (main):
            error: vpcId is not a VPC id

        Resources:
            1 unchanged


        """, await new Scene(DeploymentKind.Update, preview: true)
            .Stack(StepOp.Same)
            .Failed(Scene.Step(StepOp.Create, null, NewPeer), "vpcId is not a VPC id")
            .Add(new ProgramOutput("hello from the program", false))
            .ShowAsync());

    [Fact]
    public async Task Children_stand_below_their_component_and_default_providers_nowhere() => Assert.Equal("""
        Previewing update (dev)

             Type                                   Name       Plan
             pulumi:pulumi:Stack                    infra-dev
         +   ├─ aws:key:Pair                        pair       create
             └─ infra:net:Network                   net
         +      └─ peering:index:AwsNetworkPeering  inside     create

        Resources:
            + 2 to create
            2 unchanged


        """, await Components().ShowAsync());

    private static Scene Replacement()
    {
        var moved = OldPeer with { Inputs = Scene.Map(("vpcId", "vpc-2"), ("zone", "a")) };
        var replace = Scene.Step(StepOp.Replace, OldPeer, moved) with
        {
            ChangedKeys = ["routeTableCidrBlock", "vpcId"],
            ReplaceKeys = ["vpcId"],
        };
        return new Scene(DeploymentKind.Update, preview: true)
            .Stack(StepOp.Same)
            .Done(replace with { Op = StepOp.CreateReplacement })
            .Done(replace)
            .Done(replace with { Op = StepOp.DeleteReplaced, New = null });
    }

    private static Scene Nested()
    {
        PropertyMap Inputs(string env, params string[] cidrs) => PropertyMap.Of(
            ("tags", PropertyValue.Of(Scene.Map(("env", env), ("team", "net")))),
            ("cidrs", PropertyValue.Of(cidrs.Select(PropertyValue.Of))));
        var step = Scene.Step(
            StepOp.Update, Scene.State(Scene.Peer, "main", Inputs("dev", "10.0.0.0/8", "10.1.0.0/16")),
            Scene.State(Scene.Peer, "main", Inputs("prod", "10.0.0.0/8")));
        return new Scene(DeploymentKind.Update, preview: true).Stack(StepOp.Same).Done(step);
    }

    private static Scene Components()
    {
        var network = Scene.State("infra:net:Network", "net") with { Custom = false, Id = "" };
        var inside = Scene.State(Scene.Peer, "inside") with { Parent = network.Urn };
        var provider = Scene.State("pulumi:providers:peering", "default_0_1_0") with { Parent = "" };
        return new Scene(DeploymentKind.Update, preview: true)
            .Stack(StepOp.Same)
            .Done(Scene.Step(StepOp.Create, null, provider))
            .Done(Scene.Step(StepOp.Same, network, network))
            .Done(Scene.Step(StepOp.Create, null, inside))
            .Done(Scene.Step(StepOp.Create, null, Scene.State("aws:key/pair:Pair", "pair")));
    }
}
