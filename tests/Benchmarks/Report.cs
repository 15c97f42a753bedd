using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Benchmarks;

/// <summary>One line of the table: what was measured, what it stands beside, and whether its goal is met.</summary>
internal sealed record Figure(string What, string Value, string Beside = "", string Goal = "", bool? Met = null);

/// <summary>The table that is printed as it grows, and stored at the end.</summary>
internal sealed class Report
{
    private readonly StringBuilder text = new();

    public Report()
    {
        Line($"{Machine()}; .NET {Environment.Version}; {RuntimeInformation.OSDescription}");
        Line("");
        Line(Row("figure", "value", "beside", "goal", "met"));
        Line("|---|---|---|---|---|");
    }

    public void Add(Figure figure) => Line(Row(figure.What, figure.Value, figure.Beside, figure.Goal,
        figure.Met switch { true => "yes", false => "NO", null => "" }));

    public void Store(string file) => File.WriteAllText(file, text.ToString());

    public static string Text(double number, string format = "0.#") => number.ToString(format, CultureInfo.InvariantCulture);

    public static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Machine()
    {
        const string Processors = "/proc/cpuinfo";
        var model = File.Exists(Processors)
            ? File.ReadLines(Processors).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        var name = model?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        var gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30);
        return $"{Environment.ProcessorCount} cores of {name}, {gibibytes} GiB";
    }

    private void Line(string line)
    {
        Console.WriteLine(line);
        text.Append(line).Append('\n');
    }
}
