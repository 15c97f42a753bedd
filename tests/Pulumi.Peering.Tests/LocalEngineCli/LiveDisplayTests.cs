using LocalEngine.Deployment;
using LocalEngine.Display;
using LocalEngine.Events;

namespace Peering.Tests.LocalEngineCli;

public sealed class LiveDisplayTests
{
    [Fact]
    public async Task What_was_painted_over_ends_as_the_final_tree()
    {
        var step = Scene.Step(StepOp.Create, null, Scene.State(Scene.Peer, "main"));
        var view = new DeploymentView(SecretFilter.None, TimeProvider.System);
        using var text = new StringWriter { NewLine = "\n" };
        var terminal = Terminal.Create(text, colored: false, interactive: true);

        await DeploymentDisplay.Create(terminal, view, diff: false).WatchAsync(events => new Scene(
            DeploymentKind.Update, preview: false).Stack(StepOp.Same).Done(step, seconds: 2).PlayAsync(events));

        Assert.IsType<LiveDisplay>(DeploymentDisplay.Create(terminal, view, diff: false));
        Assert.EndsWith("""
            Updating (dev)

                 Type                                Name       Status
                 pulumi:pulumi:Stack                 infra-dev
             +   └─ peering:index:AwsNetworkPeering  main       created (2s)

            Resources:
                + 1 created
                1 unchanged

            Duration: 5s


            """, text.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_resource_there_is_something_to_paint_already()
    {
        var begun = new TaskCompletionSource<DeploymentResult>();
        using var text = new SignallingWriter("Updating (dev)");
        var terminal = Terminal.Create(text, colored: false, interactive: true);
        var view = new DeploymentView(SecretFilter.None, TimeProvider.System);

        var watching = DeploymentDisplay.Create(terminal, view, diff: false).WatchAsync(events =>
        {
            events(new OperationStarted(DeploymentKind.Update, false, "infra", "dev"));
            return begun.Task;
        });
        await text.Seen;
        await new Scene(DeploymentKind.Update, preview: false).PlayAsync(e =>
        {
            if (e is OperationFinished finished) begun.SetResult(finished.Result);
        });

        Assert.True((await watching).Succeeded);
    }

    [Theory]
    [InlineData(80, "peering:index:AwsNetworkPeering")]
    [InlineData(8, "peering…")]
    public void A_row_that_is_too_long_is_cut(int width, string shown) => Assert.Equal(
        shown, StyledText.Of("peering").Add(":index:").Add("AwsNetworkPeering").Crop(width).ToString());

    private sealed class SignallingWriter(string awaited) : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override void Write(string? value)
        {
            base.Write(value);
            if (ToString().Contains(awaited, StringComparison.Ordinal)) _seen.TrySetResult();
        }
    }
}
