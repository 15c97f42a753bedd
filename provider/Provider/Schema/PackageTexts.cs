namespace Peering.Schema;

/// <summary>
/// The long texts of the schema, one Markdown file each: what it is, what happens in the cloud, the role it needs, an
/// example. They become the SDK's comments and the registry's pages.
/// </summary>
internal static class PackageTexts
{
    /// <param name="token">A kind's or function's token, or a name of its own such as `provider`.</param>
    public static string Of(string token)
    {
        var file = $"texts/{token.Split(':')[^1]}.md";
        using var stream = typeof(PackageTexts).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{token} has no text: write provider/Provider/Schema/{file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
