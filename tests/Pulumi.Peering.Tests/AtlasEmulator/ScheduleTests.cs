using AtlasEmulator;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

/// <summary>Transitions by the clock, which only Control.Advance moves here.</summary>
public sealed class ScheduleTests : EmulatorTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private protected override EmulatorOptions Options => new() { Pace = Pace.Every(Second) };

    [Fact]
    public async Task States_last_as_long_as_the_pace_says()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        Control.Advance(Second - TimeSpan.FromTicks(1));
        Assert.Equal("INITIATING", Status(id));
        Control.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("PENDING_ACCEPTANCE", Status(id));
    }

    [Fact]
    public async Task A_long_sleep_goes_through_every_state_on_the_way()
    {
        Control.Configure(o => o with { Networks = new NetworkBehaviour { AcceptAfter = Second } });
        var ids = new[]
        {
            await CreatePeer(Bodies.Aws(AwsContainer())),
            await CreatePeer(Bodies.Azure(AzureContainer())),
            await CreatePeer(Bodies.Gcp(GcpContainer())),
        };

        Control.Advance(TimeSpan.FromMinutes(1));

        Assert.All(ids, id => Assert.Equal("AVAILABLE", Status(id)));
    }

    [Fact]
    public async Task A_request_nobody_accepts_expires_after_seven_days()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        Control.Advance(TimeSpan.FromDays(7));
        Assert.Equal("PENDING_ACCEPTANCE", Status(id));
        Control.Advance(Second);

        Assert.Equal(("FAILED", "EXPIRED"), (Status(id), Control.Peer(id)!.Error));
    }

    [Fact]
    public async Task An_accepted_request_does_not_expire()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));
        Control.Advance(Second);
        Control.Accept(id);

        Control.Advance(TimeSpan.FromDays(8));

        Assert.Equal("AVAILABLE", Status(id));
    }

    [Fact]
    public async Task Gcp_names_appear_later_than_the_wait_for_the_user()
    {
        var id = await CreatePeer(Bodies.Gcp(GcpContainer()));

        Control.Advance(Second);
        Assert.Equal("WAITING_FOR_USER", Status(id));
        Assert.False(Control.Containers(Project)[0].Provisioned);
        Control.Advance(Second);
        Assert.True(Control.Containers(Project)[0].Provisioned);
    }

    [Fact]
    public async Task Single_states_can_last_longer()
    {
        var dwell = new Dictionary<string, TimeSpan> { ["INITIATING"] = Second * 5 };
        Control.Configure(o => o with { Pace = Pace.Every(Second) with { Dwell = dwell } });
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));

        Control.Advance(Second * 4);
        Assert.Equal("INITIATING", Status(id));
        Control.Advance(Second);
        Assert.Equal("PENDING_ACCEPTANCE", Status(id));
    }

    [Fact]
    public async Task A_new_pace_holds_for_what_is_under_way()
    {
        var id = await CreatePeer(Bodies.Aws(AwsContainer()));
        Control.Configure(o => o with { Pace = Pace.Manual });
        Control.Advance(TimeSpan.FromDays(30));
        Assert.Equal("INITIATING", Status(id));

        Control.Configure(o => o with { Pace = Pace.Every(Second) });
        Control.Advance(Second);
        Assert.Equal("PENDING_ACCEPTANCE", Status(id));
    }

    [Fact]
    public async Task A_deleted_peer_is_gone_a_step_later_and_its_container_is_cleaned_up_after_that()
    {
        var container = AwsContainer();
        var id = await CreatePeer(Bodies.Aws(container));
        Control.Advance(Second);
        await Api.Delete($"peers/{id}");
        (await Api.Delete($"containers/{container.Id}")).IsError(409, "CONTAINERS_IN_USE");

        Control.Advance(Second);
        Assert.Null(Control.Peer(id));
        (await Api.Delete($"containers/{container.Id}")).IsError(409, "CONTAINERS_IN_USE");

        Control.Advance(Second);
        Assert.Equal(204, (await Api.Delete($"containers/{container.Id}")).Status);
    }

    private string? Status(string id) => Control.Peer(id)?.Status;
}
