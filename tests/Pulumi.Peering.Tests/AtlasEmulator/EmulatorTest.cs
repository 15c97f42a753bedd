using System.Text.Json.Nodes;
using AtlasEmulator;
using AtlasEmulator.Control;
using AtlasEmulator.World;

namespace Peering.Tests.AtlasEmulatorTests;

/// <summary>A fresh emulator per test, with time standing still and nothing moving until told.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    private protected const string Project = EmulatorOptions.DefaultProjectId;

    private protected Emulator Emulator { get; private set; } = null!;
    private protected ControlPanel Control => Emulator.Control;
    private protected ApiClient Api { get; private set; } = null!;

    private protected virtual EmulatorOptions Options => new() { Pace = Pace.Manual };

    public async Task InitializeAsync()
    {
        Emulator = await Emulator.StartAsync(Options with { Time = new ManualClock() });
        Api = new ApiClient(Emulator.BaseUrl);
    }

    public async Task DisposeAsync()
    {
        Api.Dispose();
        await Emulator.DisposeAsync();
    }

    private protected Container AwsContainer() => Control.SeedContainer(Project, CloudProvider.AWS);
    private protected Container AzureContainer() => Control.SeedContainer(Project, CloudProvider.AZURE);
    private protected Container GcpContainer() => Control.SeedContainer(Project, CloudProvider.GCP);

    /// <summary>Creates a peer through the API and returns its id.</summary>
    private protected async Task<string> CreatePeer(JsonObject body)
    {
        var reply = await Api.Post("peers", body);
        Assert.Equal(200, reply.Status);
        return reply["id"];
    }
}
