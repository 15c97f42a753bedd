using System.Text.RegularExpressions;

namespace Peering.Tests;

/// <summary>
/// Words that have no place in code, texts and data of the repository: tools that wrote or served it, and paths of one machine.
/// </summary>
public sealed class WordTests
{
    /// <summary>Each is written in two halves, so that this file holds none of them.</summary>
    private static readonly string[] Words =
    [
        @"anthr~opic", @"cla~ude\b", @"open~ai\b", @"chat~gpt", @"\bgp~t-\d", @"cop~ilot", @"gem~ini\b", @"\bl~lms?\b",
        @"language mod~el", @"artificial intell~igence", @"\bAI[ -]~(assist|generat|written|tool)", @"\b(sub|coding )~agents?\b",
        @"/wo~rk/", @"/ro~ot/", @"/ho~me/\w", @"/Us~ers/\w", @"[A-Z]:\\~Users", @"/tm~p/\w",
        @"""resol~ved"": ""http", @"regis~try\.npmjs", @"arti~factory", @"nex~us\.", @"pro~xy\.golang",
    ];

    private static readonly string[] Folders = [".git", "artifacts", "node_modules", "bin", "obj"];

    private static readonly Regex Banned = new(
        string.Join('|', Words.Select(word => $"(?:{word.Replace("~", "", StringComparison.Ordinal)})")), RegexOptions.IgnoreCase);

    [Fact]
    public void No_file_names_a_tool_that_wrote_it_or_a_machine_it_was_made_on()
    {
        var files = Files(new DirectoryInfo(Repository.Root)).ToList();
        Assert.Contains(files, file => file.Name == "README.md");
        // Stacks of examples that run meanwhile come and go.
        Assert.Empty(files.Where(file => file.Name != "Pulumi.demo.yaml").SelectMany(file => File.ReadLines(file.FullName)
            .Select((line, number) => (Match: Banned.Match(line), Number: number + 1))
            .Where(line => line.Match.Success)
            .Select(line => $"{Path.GetRelativePath(Repository.Root, file.FullName)}:{line.Number}: {line.Match.Value}")));
    }

    [Theory]
    [InlineData("made by Cla", "ude")]
    [InlineData("see /ho", "me/me/notes")]
    [InlineData("an AI-gen", "erated text")]
    public void Such_a_word_is_noticed(string half, string rest) => Assert.Matches(Banned, half + rest);

    [Theory]
    [InlineData("User-Agent: peering")]
    [InlineData("new Session()")]
    [InlineData("the claim is sound")]
    public void Other_words_are_not(string line) => Assert.DoesNotMatch(Banned, line);

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => folder.EnumerateFiles()
        .Concat(folder.EnumerateDirectories().Where(inner => !Folders.Contains(inner.Name)).SelectMany(Files));
}
