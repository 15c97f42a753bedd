using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Peering;
using Peering.Lifecycle;
using Peering.Protocol;
using Peering.Resources;
using Pulumirpc;
using Value = Peering.Lifecycle.Value;

namespace Benchmarks;

/// <summary>The small steps of every call, by BenchmarkDotNet in this process.</summary>
internal static class MicroSection
{
    public static Task RunAsync(Report report)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "peering-benchmarks"));
        var summary = BenchmarkRunner.Run<Steps>(config);
        foreach (var measured in summary.Reports)
        {
            if (measured.ResultStatistics is not { } statistics)
            {
                throw new InvalidOperationException($"{measured.BenchmarkCase.DisplayInfo} did not run.");
            }

            var bytes = measured.GcStats.GetBytesAllocatedPerOperation(measured.BenchmarkCase);
            report.Add(new Figure(measured.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo,
                $"{Report.Text(statistics.Median / 1000, "0.00")} us", $"{Report.Count(bytes ?? 0)} bytes allocated"));
        }

        return Task.CompletedTask;
    }
}

/// <summary>Public, with public methods, because BenchmarkDotNet calls it from outside.</summary>
public class Steps
{
    private static readonly ResourceKind Kind =
        new Catalog(new Session()).Kind("peering:index:AwsNetworkPeering")!;

    private static readonly Value.Map Inputs = ValueWire.Read(Samples.Inputs);
    private static readonly Value.Map State = ValueWire.Read(Samples.State);
    private static readonly Value.Map News = ValueWire.Read(Samples.Diff.News);

    private static readonly byte[] Request = Samples.Check.ToByteArray();
    private static readonly CheckResponse Response = new() { Inputs = Samples.Inputs };

    [Benchmark(Description = "bytes to CheckRequest")]
    public object Parse() => CheckRequest.Parser.ParseFrom(Request);

    [Benchmark(Description = "CheckResponse to bytes")]
    public object Serialize() => Response.ToByteArray();

    [Benchmark(Description = "Struct to Value")]
    public object Read() => ValueWire.Read(Samples.State);

    [Benchmark(Description = "Value to Struct")]
    public Struct Write() => ValueWire.Write(State);

    [Benchmark(Description = "Value to record (decode)")]
    public object Decode() => Codec.Decode<AwsNetworkPeering.AwsState>(State);

    [Benchmark(Description = "Check")]
    public object Check() => Kind.Check(Inputs);

    [Benchmark(Description = "Diff")]
    public object Diff() => Kind.Diff(Samples.Id, Inputs, State, News, []);

    [Benchmark(Description = "Atlas JSON to record")]
    public object? Json() => JsonSerializer.Deserialize(Samples.AtlasJson, WireJson.Default.AtlasPeer);
}
