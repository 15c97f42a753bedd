using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Peering.SdkGenerator.Emit;

namespace Peering.Tests.SdkGenerator;

public class DocCommentTests
{
    [Fact]
    public void Text_is_escaped_and_code_spans_are_marked() =>
        Assert.Equal(
            ["A &lt; B &amp; <c>c &gt; d</c>, one ` alone"],
            DocComment.Lines("A < B & `c > d`, one ` alone"));

    [Fact]
    public void Paragraphs_stay_apart_by_one_empty_line() =>
        Assert.Equal(["One.", "", "Two."], DocComment.Lines("\r\n\r\nOne.  \r\n\r\n\r\nTwo.\r\n\r\n"));

    [Fact]
    public void Of_examples_only_those_in_csharp_are_kept() =>
        Assert.Equal(
            ["Text.", "", "## Example Usage", "", "<code>", "var a = 1;", "</code>", "", "## Import", "", "More."],
            DocComment.Lines("""
                Text.

                ## Example Usage

                <!--Start PulumiCodeChooser -->
                ```typescript
                const a = 1;
                ```
                ```cs
                var a = 1;
                ```
                ```yaml
                a: 1
                ```
                <!--End PulumiCodeChooser -->

                ## Import

                More.
                """));

    [Fact]
    public void An_example_without_csharp_goes_with_its_heading() =>
        Assert.Equal(
            ["Text."],
            DocComment.Lines("""
                Text.

                ## Example Usage

                ### Simple

                ```python
                a = 1
                ```

                ### Other

                ```go
                a := 1
                ```
                """));

    [Fact]
    public void Code_outside_of_examples_is_kept_whatever_its_language() =>
        Assert.Equal(
            ["## Format", "<code>", "a: &lt;1&gt;", "</code>"],
            DocComment.Lines("## Format\n```yaml\na: <1>\n```"));

    [Fact]
    public void A_fence_nobody_closes_runs_to_the_end() =>
        Assert.Equal(["<code>", "a", "b", "</code>"], DocComment.Lines("```\na\nb"));

    [Fact]
    public void Whatever_the_description_the_comment_is_well_formed_xml() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            var writer = new CodeWriter();
            DocComment.Write(writer, text.Get + "`<`\n```x\n" + text.Get);
            var lines = writer.ToString().TrimEnd('\n').Split('\n');
            Assert.All(lines, line => Assert.StartsWith("///", line));
            Assert.NotNull(XElement.Parse(string.Join('\n', lines.Select(line => line[3..]))));
        }).QuickCheckThrowOnFailure();
}
