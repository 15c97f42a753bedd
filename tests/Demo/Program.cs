using System.Diagnostics;
using Demo;

// Every scenario, or those that are named: aws, azure, gcp, import, pull-request, streams. They know nothing of each other, so all run at
// once; the first is seen as it goes, the others when they are done.
var scenarios = new Dictionary<string, Func<TextWriter, Task>>
{
    ["aws"] = AwsDemo.RunAsync,
    ["azure"] = AzureDemo.RunAsync,
    ["gcp"] = GcpDemo.RunAsync,
    ["import"] = ImportDemo.RunAsync,
    ["pull-request"] = PullRequestDemo.RunAsync,
    ["streams"] = StreamsDemo.RunAsync,
};
if (args.FirstOrDefault(name => !scenarios.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no scenario '{unknown}'; there are {string.Join(", ", scenarios.Keys)}.");
    return 1;
}

var clock = Stopwatch.StartNew();
string[] wanted = args.Length > 0 ? args : [.. scenarios.Keys];
var running = wanted.Select(name =>
{
    var screen = name == wanted[0] ? Console.Out : new StringWriter();
    return (Screen: screen, Run: scenarios[name](screen));
}).ToList();
var surprises = 0;
foreach (var (screen, run) in running)
{
    try
    {
        await run;
    }
    catch (UnexpectedException surprise)
    {
        surprises++;
        screen.WriteLine($"\nThis scenario ended at a step that was not as expected: {surprise.Message}");
    }

    if (screen is StringWriter hidden)
    {
        Console.Out.Write(hidden.ToString());
    }
}

Console.WriteLine(surprises == 0
    ? $"\nEvery step was as expected ({clock.Elapsed.TotalSeconds:0} s)."
    : $"\n{surprises} of {running.Count} scenarios were not as expected.");
return surprises == 0 ? 0 : 1;
