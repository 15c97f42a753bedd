using Demo;

namespace Peering.Tests;

/// <summary>The examples, run as a user would, step by step as in `make demo`.</summary>
public sealed class ExamplesTests
{
    [Fact]
    public Task The_aws_example_lives_from_preview_to_destroy() => Runs(AwsDemo.RunAsync);

    [Fact]
    public Task The_azure_example_lives_from_a_refusal_to_destroy() => Runs(AzureDemo.RunAsync);

    [Fact]
    public Task The_gcp_example_lives_with_both_sides_made_in_one_update() => Runs(GcpDemo.RunAsync);

    [Fact]
    public Task Fifty_one_peerings_are_imported_with_three_commands_and_nothing_changes() => Runs(ImportDemo.RunAsync);

    [Fact]
    public Task The_streams_example_accepts_what_the_other_side_asked_for() => Runs(StreamsDemo.RunAsync);

    [Fact]
    public Task The_pull_request_example_is_previewed_by_readers_and_applied_by_writers() => Runs(PullRequestDemo.RunAsync);

    private static async Task Runs(Func<TextWriter, Task> scenario)
    {
        await using var screen = new StringWriter();
        try
        {
            await scenario(screen);
        }
        catch (UnexpectedException surprise)
        {
            Assert.Fail($"{surprise.Message}\n{screen}");
        }
    }
}
