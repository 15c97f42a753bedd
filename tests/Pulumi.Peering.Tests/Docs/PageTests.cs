using System.Text.RegularExpressions;

namespace Peering.Tests.Docs;

/// <summary>Pages lead where they say, and DESIGN.md knows every room.</summary>
public sealed partial class PageTests
{
    private static readonly string[] AtRoot = ["README.md", "DESIGN.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

    public static TheoryData<string> Pages =>
    [
        .. AtRoot.Concat(((string[])["docs", "sdk/docs", "examples"])
            .SelectMany(folder => Directory.EnumerateFiles(
                Repository.File(folder.Split('/')), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_leads_to_a_file_and_to_a_heading_in_it(string page)
    {
        var file = Repository.File(page.Split(Path.DirectorySeparatorChar));
        foreach (Match link in Link().Matches(File.ReadAllText(file)))
        {
            var (path, heading) = (link.Groups["path"].Value, link.Groups["heading"].Value);
            var target = path.Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, path);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{link.Value} leads nowhere");
            if (heading.Length > 0)
            {
                Assert.Contains(heading, Heading().Matches(File.ReadAllText(target)).Select(one => Anchor(one.Groups[1].Value)));
            }
        }
    }

    [Fact]
    public void Every_room_is_in_the_map()
    {
        var map = File.ReadAllText(Repository.File("DESIGN.md"));
        string[] houses = ["provider", "provider/Provider", "sdk", "tests"];
        var rooms = houses.SelectMany(house => Directory.EnumerateDirectories(Repository.File(house.Split('/')))
            .Select(room => $"{house}/{Path.GetFileName(room)}")).Except(["provider/Provider"])
            .Where(room => !room.EndsWith("/bin", StringComparison.Ordinal) && !room.EndsWith("/obj", StringComparison.Ordinal))
            .Concat(["docs", "examples", "scripts"]).ToList();
        Assert.Contains("provider/Provider/Atlas", rooms);
        Assert.All(rooms, room => Assert.Contains($"`{room}`", map, StringComparison.Ordinal));
        Assert.All(
            Room().Matches(map).Select(room => room.Groups[1].Value).Where(room => room.Contains('/', StringComparison.Ordinal)),
            room => Assert.True(Path.Exists(Repository.File(room.Split('/'))), $"{room} is not there"));
    }

    private static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#\s]*)(?:#(?<heading>[^)]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    /// <summary>The first cells of the map's rows.</summary>
    [GeneratedRegex(@"(?<=^\|[^|]*)`([\w/.]+)`(?=[^|]*\|)", RegexOptions.Multiline)]
    private static partial Regex Room();
}
