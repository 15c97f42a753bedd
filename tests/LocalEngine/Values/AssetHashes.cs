using System.Security.Cryptography;
using System.Text;

namespace LocalEngine.Values;

/// <summary>Hashes of the contents of assets, by which a later run sees that a file changed.</summary>
internal static class AssetHashes
{
    /// <param name="map">The inputs of a resource.</param>
    /// <param name="directory">What relative paths start from.</param>
    public static PropertyMap Fill(PropertyMap map, string directory) =>
        map.Select((_, value) => Fill(value, directory));

    private static PropertyValue Fill(PropertyValue value, string directory) => value switch
    {
        SecretValue secret => PropertyValue.SecretOf(Fill(secret.Value, directory)),
        ListValue list => PropertyValue.Of(list.Items.Select(item => Fill(item, directory))),
        MapValue map => PropertyValue.Of(Fill(map.Map, directory)),
        AssetValue { Hash: "", Text: { } text } asset => asset with { Hash = Hash(Encoding.UTF8.GetBytes(text)) },
        AssetValue { Hash: "", Path: { } path } asset =>
            asset with { Hash = Hash(Read(Path.Combine(directory, path))) },
        AssetValue { Hash: "" } asset => throw new EngineException(
            $"the asset {asset.Uri} is remote, which this engine does not support; use a file"),
        ArchiveValue { Hash: "" } =>
            throw new EngineException("archives are not supported by this engine; use single assets"),
        _ => value,
    };

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (IOException missing)
        {
            throw new EngineException($"the asset {path} cannot be read: {missing.Message}", missing);
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
