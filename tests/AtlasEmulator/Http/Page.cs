using System.Text.Json;

namespace AtlasEmulator.Http;

/// <summary>One page of a list: links, results, totalCount.</summary>
internal static class Page
{
    public static Answer Of<T>(Call call, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> writeItem)
    {
        var size = call.Query.Number("itemsPerPage", 100, 500);
        var number = call.Query.Number("pageNum", 1, int.MaxValue);
        var count = call.Query.Flag("includeCount", true);
        var first = (long)(number - 1) * size;
        return call.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("links");
            if (number > 1) Link(writer, call, number - 1, size, "previous");
            Link(writer, call, number, size, "self");
            if (first + size < all.Count) Link(writer, call, number + 1, size, "next");
            writer.WriteEndArray();
            writer.WriteStartArray("results");
            for (var i = first; i < Math.Min(first + size, all.Count); i++) writeItem(writer, all[(int)i]);
            writer.WriteEndArray();
            if (count) writer.WriteNumber("totalCount", all.Count);
            writer.WriteEndObject();
        });
    }

    private static void Link(Utf8JsonWriter writer, Call call, int number, int size, string rel)
    {
        var own = call.Endpoint.Query
            .Where(name => name is not ("pageNum" or "itemsPerPage") && call.Query.Text(name) is not null)
            .Select(name => $"{name}={Uri.EscapeDataString(call.Query.Text(name)!)}&");
        writer.WriteStartObject();
        var query = $"{string.Concat(own)}pageNum={number}&itemsPerPage={size}";
        writer.WriteString("href", $"{call.BaseUrl}{call.Path}?{query}");
        writer.WriteString("rel", rel);
        writer.WriteEndObject();
    }
}
