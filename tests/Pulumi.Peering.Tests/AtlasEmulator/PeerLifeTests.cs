using AtlasEmulator.Control;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

public sealed class PeerLifeTests : EmulatorTest
{
    [Fact]
    public async Task An_aws_peer_waits_for_its_user_and_then_comes_up()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        Control.Step(id);
        Assert.Equal("PENDING_ACCEPTANCE", Status(id));
        Assert.Throws<ControlException>(() => Control.Step(id));
        Control.Accept(Control.Peer(id)!.ConnectionId!);
        Assert.Equal("FINALIZING", Status(id));
        Control.Step(id);
        Assert.Equal("AVAILABLE", Status(id));
        Assert.True(Control.Containers(Project)[0].Provisioned);
    }

    [Fact]
    public async Task An_azure_peer_comes_up_by_itself()
    {
        var id = await CreatePeer(Bodies.Azure(AzureContainer()));

        Assert.Equal("ADDING_PEER", Status(id));
        Control.Step(id);
        Assert.Equal("AVAILABLE", Status(id));
    }

    [Fact]
    public async Task A_gcp_peer_waits_before_there_is_a_network_to_peer_with()
    {
        var container = GcpContainer();
        var id = await CreatePeer(Bodies.Gcp(container));

        Control.Step(id);
        Assert.Equal("WAITING_FOR_USER", Status(id));
        var early = await Api.Get($"containers/{container.Id}");
        Assert.False((bool)early.Json["provisioned"]!);
        Assert.False(early.Json.AsObject().ContainsKey("networkName"));
        Assert.Throws<ControlException>(() => Control.Accept(id));

        Control.Provision(container.Id);
        var late = await Api.Get($"containers/{container.Id}");
        Assert.Matches("^p-[0-9a-z]{24}$", late["gcpProjectId"]);
        Assert.Matches("^nt-[0-9a-f]{24}-[0-9a-z]{8}$", late["networkName"]);
        Control.Accept(id);
        Control.Step(id);
        Assert.Equal("AVAILABLE", Status(id));
    }

    [Fact]
    public async Task A_request_is_rejected_or_expires()
    {
        var container = AwsContainer();
        var first = await CreatePeer(Bodies.Aws(container, 1));
        var second = await CreatePeer(Bodies.Aws(container, 2));
        Assert.Throws<ControlException>(() => Control.Reject(first));
        Control.StepAll();

        Control.Reject(first);
        Control.Expire(second);

        Assert.Equal("REJECTED", (await Api.Get($"peers/{first}"))["errorStateName"]);
        Assert.Equal("EXPIRED", (await Api.Get($"peers/{second}"))["errorStateName"]);
    }

    [Fact]
    public async Task An_azure_deletion_can_fail_and_be_tried_again()
    {
        var id = await CreatePeer(Bodies.Azure(AzureContainer()));
        Control.Step(id);
        Control.FailDeletion(id, "The role is gone.");

        await Api.Delete($"peers/{id}");
        Control.Step(id);
        var failed = await Api.Get($"peers/{id}");
        Assert.Equal(("DELETION_FAILED", "The role is gone."), (failed["status"], failed["errorState"]));

        Assert.Equal(202, (await Api.Delete($"peers/{id}")).Status);
        Control.Step(id);
        Assert.Null(Control.Peer(id));
    }

    [Fact]
    public async Task A_network_can_be_set_up_to_fail()
    {
        Control.SetNetwork("customer-project/network-a", new NetworkBehaviour { FailWith = "No such network." });
        var id = await CreatePeer(Bodies.Gcp(GcpContainer()));

        Control.Step(id);

        Assert.Equal("No such network.", (await Api.Get($"peers/{id}"))["errorMessage"]);
    }

    [Fact]
    public async Task A_lost_connection_is_failed()
    {
        var peer = Control.SeedPeer(Project, new GcpNetwork("customer-project", "network-a"));

        Control.Lose(peer.Id);

        Assert.Equal("FAILED", (await Api.Get($"peers/{peer.Id}"))["status"]);
        Assert.Throws<ControlException>(() => Control.Lose(peer.Id));
    }

    [Fact]
    public async Task Settling_runs_until_only_the_other_side_can_act()
    {
        var aws = await CreatePeer(Bodies.Aws(AwsContainer()));
        var azure = await CreatePeer(Bodies.Azure(AzureContainer()));
        var gcp = await CreatePeer(Bodies.Gcp(GcpContainer()));

        Control.Settle();

        Assert.Equal("PENDING_ACCEPTANCE", Status(aws));
        Assert.Equal("AVAILABLE", Status(azure));
        Assert.Equal("WAITING_FOR_USER", Status(gcp));
        Assert.All(Control.Containers(Project), container => Assert.True(container.Provisioned));
        Assert.Equal(0, Control.Settle());
    }

    private string? Status(string id) => Control.Peer(id)?.Status;
}
