using System.Diagnostics;
using System.Globalization;

namespace Peering.Tests.Load;

/// <summary>What a process holds at one moment, as its kernel counts it.</summary>
internal sealed record ProcessFigures(long ResidentKilobytes, int Handles, int Threads)
{
    public static ProcessFigures Of(Process process)
    {
        var status = File.ReadLines($"/proc/{process.Id}/status").Select(line => line.Split(':', 2))
            .ToDictionary(line => line[0], line => line[1].Trim());
        return new ProcessFigures(
            long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture),
            Directory.GetFiles($"/proc/{process.Id}/fd").Length,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture));
    }
}
