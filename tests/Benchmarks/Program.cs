using Benchmarks;

// `dotnet run -- [start] [throughput] [engine] [calls] [micro]`; all of them when none is named.
var root = args.FirstOrDefault(argument => argument.StartsWith("--root=", StringComparison.Ordinal))?["--root=".Length..]
    ?? Directory.GetCurrentDirectory();
var binaries = Binaries.Find(root);
var sections = new Dictionary<string, Func<Report, Task>>
{
    ["start"] = report => StartSection.RunAsync(binaries, report),
    ["throughput"] = report => ThroughputSection.RunAsync(binaries, report),
    ["engine"] = report => EngineSection.RunAsync(binaries, report),
    ["calls"] = report => CallsSection.RunAsync(binaries, report),
    ["micro"] = MicroSection.RunAsync,
};
var wanted = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
if (wanted.Except(sections.Keys).ToList() is [var unknown, ..])
{
    Console.Error.WriteLine($"There is no section {unknown}; there are {string.Join(", ", sections.Keys)}.");
    return 2;
}

var table = new Report();
foreach (var (name, run) in sections.Where(section => wanted.Count == 0 || wanted.Contains(section.Key)))
{
    await run(table);
}

table.Store(Path.Combine(root, "artifacts", "bench.md"));
return 0;
