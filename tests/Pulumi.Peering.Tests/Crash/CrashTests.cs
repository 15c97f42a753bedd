using Peering.Tests.Provider;
using Xunit.Abstractions;

namespace Peering.Tests.Crash;

/// <summary>Whatever is killed, and whenever: nothing is lost, and nothing is there twice.</summary>
public sealed class CrashTests(ITestOutputHelper report)
{
    private static readonly CrashStep Create = new("create", stack => stack.Settings);
    private static readonly CrashStep Delete = new("delete", stack => stack.Settings);

    private static readonly CrashStep Update = new("update", stack => OtherBlock(stack.Settings));

    /// <summary>The new peering comes first: Atlas has room for both.</summary>
    private static readonly CrashStep Replace = new("replace", stack =>
        OtherBlock(stack.Settings) with { Network = Other(stack.Settings.Network) });

    /// <summary>The new container comes first, but the old peering goes first: a network has one.</summary>
    private static readonly CrashStep ReplaceBoth = new("replace both", stack =>
        stack.Settings with { Region = stack.Settings.Region == "us-east-1" ? "eu-west-1" : "us-east-1" });

    /// <summary>What was not done yet is the same for all, so one kind tries it for them.</summary>
    private static bool[] Moments => CrashLife.Every ? [false, true] : [true];

    /// <summary>Only the other side can ask, so every create needs a request of its own.</summary>
    private static readonly CrashStep Accept = new("create", stack => stack.Settings with
    {
        Network = stack.Atlas.Control.SeedStreamsRequest(Scenario.Project, "210987654321", "vpc-0fedcba9876543210").Name,
    });

    [Fact]
    public Task A_container_with_its_peering_on_aws() => SurvivesAsync(
        new("aws", "vpc-0a1b2c3d4e5f67890"), Moments, Create, Update, Replace, ReplaceBoth, Delete);

    [Fact]
    public Task A_container_with_its_peering_on_azure() => SurvivesAsync(
        new("azure", "orders-vnet-0", "US_EAST_2"), Moments, Create, Delete);

    [Fact]
    public Task A_container_with_its_peering_on_google_cloud() => SurvivesAsync(
        new("gcp", "orders-net-0"), Moments, Create, Delete);

    [Fact]
    public Task An_accepted_request_of_stream_processing() => SurvivesAsync(new("streams", ""), [false, true], Accept, Delete);

    private static CrashSettings OtherBlock(CrashSettings settings) =>
        settings with { Block = settings.Block == "10.0.0.0/16" ? "10.20.0.0/16" : "10.0.0.0/16" };

    private static string Other(string network) => network.EndsWith('0') ? network[..^1] + "1" : network[..^1] + "0";

    /// <summary>Both victims before (false) and after (true) Atlas has done what is asked, each in a stack of its own.</summary>
    private async Task SurvivesAsync(CrashSettings settings, bool[] executed, params CrashStep[] steps)
    {
        var lives = Enum.GetValues<Victim>()
            .SelectMany(victim => executed.Select(done => new CrashLife(settings, steps, victim, done))).ToList();
        await Task.WhenAll(lives.Select(life => life.RunAsync()));
        foreach (var life in lives)
        {
            Assert.NotEmpty(life.Survived);
            life.Survived.ForEach(report.WriteLine);
        }

        report.WriteLine($"{lives.Sum(life => life.Survived.Count)} kills survived");
    }
}
