using System.Text.RegularExpressions;

namespace Peering.ImportFile;

/// <summary>
/// Names for resources: readable, valid, each once, and the same in every run as long as the objects are. Of several
/// that wish for one name the oldest has it (ids of Atlas grow with time), so that a new object renames no other.
/// </summary>
internal static partial class ResourceNames
{
    /// <summary>The name of every object, by its id.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<RemoteObject> objects)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var late = new List<(string Id, string Wish)>();
        foreach (var found in objects.OrderBy(found => found.Id, StringComparer.Ordinal))
        {
            var wish = Valid(found.Wish);
            if (taken.Add(wish))
            {
                names[found.Id] = wish;
            }
            else
            {
                late.Add((found.Id, wish));
            }
        }

        // Numbers only once every wish is heard: `orders-2` may be the real name of something.
        foreach (var (id, wish) in late)
        {
            var number = 2;
            while (!taken.Add($"{wish}-{number}"))
            {
                number++;
            }

            names[id] = $"{wish}-{number}";
        }

        return names;
    }

    /// <summary>Letters in lower case, for Azure tells a name now in this case and now in that.</summary>
    private static string Valid(string wish) => Invalid().Replace(wish.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9.]+")]
    private static partial Regex Invalid();
}
