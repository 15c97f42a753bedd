namespace AtlasEmulator.Auth;

/// <summary>Reads the name=value list of an Authorization: Digest header, quoted or not.</summary>
internal static class DigestHeader
{
    public static Dictionary<string, string> Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0) break;
            var name = text[at..equals].Trim(' ', ',', '\t');
            at = equals + 1;
            fields[name] = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Bare(text, ref at);
        }

        return fields;
    }

    private static string Bare(string text, ref int at)
    {
        var comma = text.IndexOf(',', at);
        var end = comma < 0 ? text.Length : comma;
        var value = text[at..end].Trim();
        at = end + 1;
        return value;
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
