using System.Text;
using Peering.Atlas;

namespace Peering.Tests.Docs;

/// <summary>docs/error-codes.md is the provider's own table, and docs/troubleshooting.md names no code that is not in it.</summary>
public sealed class ErrorCodesTests
{
    [Fact]
    public Task The_page_of_error_codes_is_the_table_of_the_provider() =>
        GoldenFile.DemandAsync(Repository.File("docs", "error-codes.md"), Write(), nameof(ErrorCodesTests));

    [Fact]
    public void Troubleshooting_names_error_codes_that_are_in_the_table()
    {
        var text = File.ReadAllText(Repository.File("docs", "troubleshooting.md"));
        var known = AtlasAdvice.All.Keys.Concat(PeeringWords).ToHashSet();
        var named = System.Text.RegularExpressions.Regex.Matches(text, "`([A-Z]+(?:_[A-Z]+)+)[`:]")
            .Select(code => code.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(named);
        Assert.Subset(known, named);
    }

    /// <summary>Statuses, proxies and other words in capitals that are no error codes.</summary>
    private static readonly string[] PeeringWords =
        ["PENDING_ACCEPTANCE", "WAITING_FOR_USER", "DELETION_FAILED", "HTTPS_PROXY", "MONGODB_ATLAS_CLIENT_ID", "MONGODB_ATLAS_CLIENT_SECRET"];

    private static string Write()
    {
        var page = new StringBuilder("""
            # Atlas's error codes

            What each code means and what to do, as the provider's messages say it; written from its table by a test. Those in lower case come from
            the token endpoint for service accounts. What has no code is in [troubleshooting.md](troubleshooting.md).

            | code | what it means | what to do |
            |---|---|---|

            """);
        foreach (var (code, advice) in AtlasAdvice.All.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var next = advice.Next.Replace("the role {role}", "the role that the message names", StringComparison.Ordinal);
            Assert.DoesNotContain("|", advice.Meaning + next, StringComparison.Ordinal);
            Assert.DoesNotContain("{", next, StringComparison.Ordinal);
            page.Append($"| `{code}` | {advice.Meaning} | {next} |\n");
        }

        return page.ToString();
    }
}
