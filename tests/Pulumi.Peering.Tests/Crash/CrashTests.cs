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

    [Fact]
    public Task A_container_with_its_peering_on_aws() => SurvivesAsync(
        new("aws", "vpc-0a1b2c3d4e5f67890"), Create, Update, Replace, ReplaceBoth, Delete);

    private static CrashSettings OtherBlock(CrashSettings settings) =>
        settings with { Block = settings.Block == "10.0.0.0/16" ? "10.20.0.0/16" : "10.0.0.0/16" };

    private static string Other(string network) => network.EndsWith('0') ? network[..^1] + "1" : network[..^1] + "0";

    /// <summary>Both victims, and both sides of a write, each in a stack of its own.</summary>
    private async Task SurvivesAsync(CrashSettings settings, params CrashStep[] steps)
    {
        CrashLife[] lives =
        [
            new(settings, steps, Victim.Plugin, executed: false), new(settings, steps, Victim.Plugin, executed: true),
            new(settings, steps, Victim.Engine, executed: false), new(settings, steps, Victim.Engine, executed: true),
        ];
        await Task.WhenAll(lives.Select(life => life.RunAsync()));
        foreach (var life in lives)
        {
            Assert.NotEmpty(life.Survived);
            life.Survived.ForEach(report.WriteLine);
        }

        report.WriteLine($"{lives.Sum(life => life.Survived.Count)} kills survived");
    }
}
