using AtlasEmulator.World;

namespace Demo;

/// <summary>Container, peering and activation on Azure, where rights are granted before and no step is left to anybody.</summary>
internal static class AzureDemo
{
    private const string Vnet = "fedcba98-7654-3210-fedc-ba9876543210/orders-network/orders-vnet";

    public static async Task RunAsync(TextWriter screen)
    {
        await using var show = await Show.OpenAsync("azure", "A VNet peered with Atlas on Azure", screen);
        await show.RunAsync("config", "set", "directoryId", "01234567-89ab-cdef-0123-456789abcdef");
        await show.RunAsync("config", "set", "subscriptionId", "fedcba98-7654-3210-fedc-ba9876543210");
        await show.RunAsync("config", "set", "resourceGroup", "orders-network");
        await show.RunAsync("config", "set", "vnetName", "orders-vnet");

        show.Say("Atlas has not been given its rights yet: the update says which they are.");
        show.Atlas.Control.SetNetwork(Vnet, new NetworkBehaviour { RefuseWith = "AZURE_CUSTOMER_NETWORK_UNREACHABLE" });
        var refused = await show.FailsAsync("up", "--skip-preview");
        show.ExpectText(refused, "virtualNetworks/peer/action");

        show.Say("With the rights the same command goes on: the container is there, the peering comes.");
        show.Atlas.Control.SetNetwork(Vnet, new NetworkBehaviour());
        var up = await show.RunAsync("up", "--skip-preview");
        show.ExpectText(up, "AVAILABLE");
        show.Expect(show.Atlas.Control.Containers(Show.Project).Count == 1, "Atlas has one container, not two");

        show.ExpectText(await show.RunAsync("up", "--skip-preview"), "4 unchanged");
        await show.RunAsync("destroy", "--skip-preview");
        show.Expect(show.Atlas.Control.Containers(Show.Project).Count == 0, "Atlas has neither peering nor container any more");
    }
}
