using System.Text;
using System.Text.Json;

namespace Peering.ImportFile;

/// <summary>The JSON that `pulumi import -f` takes.</summary>
internal static class ImportDocument
{
    public static string Write(IEnumerable<RemoteObject> objects, IReadOnlyDictionary<string, string> names)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("resources");
            foreach (var found in objects)
            {
                json.WriteStartObject();
                json.WriteString("type", found.Token);
                json.WriteString("name", names[found.Id]);
                json.WriteString("id", found.Id);
                // The SDK asks for this version too; without it the import would use a default provider of its own.
                json.WriteString("version", PluginVersion.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
