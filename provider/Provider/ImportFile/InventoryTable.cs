using Peering.Resources;

namespace Peering.ImportFile;

/// <summary>What was found, for a person to look over before the import.</summary>
internal static class InventoryTable
{
    private static readonly string[] Head = ["", "CLOUD", "WHAT", "REMOTE NETWORK OR REGION", "STATUS", "ID"];

    public static void Write(TextWriter writer, IReadOnlyList<RemoteObject> objects)
    {
        var rows = objects.Where(found => !found.IsLeaving).Select(Row).ToList();
        if (rows.Count > 0)
        {
            rows.Insert(0, Head);
            var widths = Head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
            foreach (var row in rows)
            {
                writer.WriteLine(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd());
            }
        }

        foreach (var found in objects.Where(found => found.Failure is not null))
        {
            writer.WriteLine($"! {Label(found)} does not work. {Line.Of(found.Failure!)}");
        }

        foreach (var found in objects.Where(found => found.IsLeaving))
        {
            writer.WriteLine($"Left out: {Label(found)} is being deleted ({found.Status}).");
        }
    }

    private static string[] Row(RemoteObject found) =>
    [
        found.Failure is null ? "" : "!", found.Cloud.Wire(), found.What, found.Place, found.Status, found.Id,
    ];

    private static string Label(RemoteObject found) =>
        $"the {found.Cloud.Wire()} {found.What} {found.Id} ({found.Place})";
}

/// <summary>Texts of Atlas may have several lines; a line of a terminal must not.</summary>
internal static class Line
{
    public static string Of(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
