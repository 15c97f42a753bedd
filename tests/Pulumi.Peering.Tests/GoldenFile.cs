namespace Peering.Tests;

/// <summary>A text for users that a test writes when it is told to, and holds to the letter otherwise.</summary>
internal static class GoldenFile
{
    private const string Regenerate = "PEERING_REGENERATE";

    public static async Task DemandAsync(string file, string text, string test)
    {
        if (Environment.GetEnvironmentVariable(Regenerate) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(file, text);
        }

        Assert.True(text == await File.ReadAllTextAsync(file), $"Not as in {file}; look at the difference, and if it is wanted: "
            + $"{Regenerate}=1 dotnet test --filter FullyQualifiedName~{test}\n{text}");
    }
}
