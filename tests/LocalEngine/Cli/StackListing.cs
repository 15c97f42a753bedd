using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalEngine.Cli;

/// <summary>One line of <c>stack ls</c>.</summary>
internal sealed record StackListing(string Name, int Resources)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Counts without the passphrase, which listing and removing must not need.</summary>
    public static int CountResources(string statePath)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(statePath)) is JsonObject state
                && state["deployment"] is JsonObject deployment && deployment["resources"] is JsonArray resources
                    ? resources.Count
                    : 0;
        }
        catch (JsonException e)
        {
            throw new EngineException(
                $"{statePath} is not JSON ({e.Message}); restore it from a backup or remove it", e);
        }
    }

    public static string Table(IReadOnlyList<StackListing> stacks) => TextTable.Of(
        ["NAME", "RESOURCE COUNT"],
        [.. stacks.Select(s => new[] { s.Name, s.Resources.ToString(CultureInfo.InvariantCulture) })]);

    public static string Json(IReadOnlyList<StackListing> stacks) => new JsonArray([.. stacks.Select(
        s => (JsonNode?)new JsonObject { ["name"] = s.Name, ["resourceCount"] = s.Resources })]).ToJsonString(Indented);
}
