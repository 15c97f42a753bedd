namespace Demo;

/// <summary>Both sides of a peering on Google Cloud, with the activation waiting between them and no deadlock.</summary>
internal static class GcpDemo
{
    public static async Task RunAsync(TextWriter screen)
    {
        await using var show = await Show.OpenAsync("gcp", "A network peered with Atlas on Google Cloud", screen);
        await show.RunAsync("config", "set", "gcpProjectId", "orders-prod");
        await show.RunAsync("config", "set", "networkName", "orders-network");

        show.Say("The other side is made while the activation waits for it, as a resource of the same program would.");
        var made = false;
        var up = await show.RunAsync(line =>
        {
            if (!made && line.Contains("waiting for the owner of the other network", StringComparison.Ordinal))
            {
                made = true;
                show.Atlas.Control.Accept(show.Atlas.Control.Peers(Show.Project).Single().Id);
            }
        }, "up");
        show.Expect(made, "the activation waited for the other side");
        show.ExpectText(up, "AVAILABLE");
        show.ExpectText(up, "atlasNetworkName");

        show.ExpectText(await show.RunAsync("up", "--skip-preview"), "4 unchanged");
        await show.RunAsync("destroy", "--skip-preview");
        show.Expect(show.Atlas.Control.Containers(Show.Project).Count == 0, "Atlas has neither peering nor container any more");
    }
}
