using System.Text;
using System.Text.RegularExpressions;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// Ids of Terraform's provider for Atlas, which the bridged Pulumi provider has taken over: what its users have at
/// hand.
/// </summary>
internal static partial class TerraformId
{
    /// <param name="text">Any id.</param>
    /// <param name="key">What Terraform calls the object's own id: `peer_id` or `container_id`.</param>
    /// <returns>The Atlas project and the object's id; null when the text is something else.</returns>
    public static (string Project, string Id)? Read(string text, string key)
    {
        if (ImportForm().Match(text) is { Success: true } typed)
        {
            return (typed.Groups[1].Value, typed.Groups[2].Value);
        }

        var pairs = text.Split('-').Select(pair => pair.Split(':').Select(Decode).ToArray()).ToList();
        return Find("project_id") is { } project && Find(key) is { } id ? (project, id) : null;

        string? Find(string name) =>
            pairs.Find(pair => pair is [var word, { } value] && word == name && ObjectIdAttribute.Matches(value))?[1];
    }

    /// <summary>In state an id is `key:value` pairs with hyphens between them, each word in base64.</summary>
    private static string? Decode(string word)
    {
        var bytes = new byte[word.Length];
        return Convert.TryFromBase64String(word, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    /// <summary>What is typed to import: `project-container`, or `project-peer-PROVIDER`.</summary>
    [GeneratedRegex(@"\A([0-9a-f]{24})-([0-9a-f]{24})(?:-(?:AWS|AZURE|GCP))?\z")]
    private static partial Regex ImportForm();
}
