using System.Diagnostics;
using Demo;

// Every scenario in turn, or those that are named: aws, azure, gcp, import, streams.
var scenarios = new Dictionary<string, Func<TextWriter, Task>>
{
    ["aws"] = AwsDemo.RunAsync,
    ["azure"] = AzureDemo.RunAsync,
    ["gcp"] = GcpDemo.RunAsync,
    ["import"] = ImportDemo.RunAsync,
    ["streams"] = StreamsDemo.RunAsync,
};
var clock = Stopwatch.StartNew();
try
{
    foreach (var name in args.Length > 0 ? args : [.. scenarios.Keys])
    {
        await scenarios[name](Console.Out);
    }
}
catch (UnexpectedException surprise)
{
    Console.Error.WriteLine($"\nThe demo ended at a step that was not as expected: {surprise.Message}");
    return 1;
}

Console.WriteLine($"\nEvery step was as expected ({clock.Elapsed.TotalSeconds:0} s).");
return 0;
