using System.CommandLine;
using AtlasEmulator;
using AtlasEmulator.World;

var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes a free one." };
var speed = new Option<string>("--speed")
{
    Description = "fast, demo (a step every 300 ms) or manual (nothing moves until told).",
    DefaultValueFactory = _ => "demo",
};
speed.AcceptOnlyFromAmong("fast", "demo", "manual");
var projects = new Option<string[]>("--project")
{
    Description = "Id of a project that exists, 24 hex digits; may be repeated.",
    DefaultValueFactory = _ => [EmulatorOptions.DefaultProjectId],
};
var acceptAfter = new Option<int?>("--accept-after")
{
    Description = "The other side accepts by itself after so many milliseconds; otherwise it waits to be told.",
};
var seedPeers = new Option<int>("--seed-peers")
{
    Description = "So many peerings exist from the start, on three clouds.",
};
foreach (var number in new Option<int>[] { port, seedPeers })
{
    number.Validators.Add(result =>
    {
        if (result.GetValue(number) is < 0 or > 65535) result.AddError($"{number.Name} must be from 0 to 65535.");
    });
}

acceptAfter.Validators.Add(result =>
{
    if (result.GetValue(acceptAfter) < 0) result.AddError("--accept-after cannot be negative.");
});
projects.Validators.Add(result =>
{
    foreach (var wrong in (result.GetValue(projects) ?? []).Where(id => !Ids.IsObject(id)))
        result.AddError($"'{wrong}' is not a project id: 24 lower-case hex digits.");
});

var command = new RootCommand("The MongoDB Atlas Admin API for network peering, on loopback.")
{
    port, speed, projects, acceptAfter, seedPeers,
};
command.SetAction(async (parsed, cancel) =>
{
    var wait = parsed.GetValue(acceptAfter);
    await using var emulator = await Emulator.StartAsync(new EmulatorOptions
    {
        Port = parsed.GetValue(port),
        Pace = Pace.Named(parsed.GetValue(speed)!)!,
        Projects = parsed.GetValue(projects)!,
        Networks = new() { AcceptAfter = wait is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null },
    }, cancel);
    foreach (var project in emulator.Control.Projects)
        emulator.Control.SeedPeers(project, parsed.GetValue(seedPeers));
    Console.Out.Write(Welcome.Text(emulator));
    await Ended(cancel);
    return 0;
});
return await command.Parse(args).InvokeAsync();

static async Task Ended(CancellationToken cancel)
{
    var ended = new TaskCompletionSource();
    await using var registration = cancel.Register(ended.SetResult);
    await ended.Task;
}
