using System.Diagnostics.CodeAnalysis;

namespace Peering.Atlas;

/// <summary>Which base URLs credentials may be sent to: https anywhere, http on this machine only.</summary>
internal static class AtlasBaseUrl
{
    public const string Default = "https://cloud.mongodb.com";

    public static bool TryParse(
        string text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        problem = Uri.TryCreate(text.Trim(), UriKind.Absolute, out url) ? Problem(url) : "is not an absolute URL";
        if (problem is not null)
        {
            url = null;
            // The text itself may hold a password (https://user:password@host) and is not repeated.
            problem = $"the Atlas base URL {problem}; use the scheme and host only, like {Default}";
            return false;
        }

        url = new Uri(url!.GetLeftPart(UriPartial.Authority));
        return true;
    }

    private static string? Problem(Uri url) => url switch
    {
        _ when url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp => "must begin with https://",
        { Host: "" } => "names no host",
        { UserInfo: not "" } => "must not hold a user name or password",
        { Query: not "" } or { Fragment: not "" } => "must not have a query or a fragment",
        { AbsolutePath: not "/" } => "must not have a path",
        { IsLoopback: false } when url.Scheme == Uri.UriSchemeHttp =>
            "must begin with https:// (plain http is allowed for this machine's own loopback address only)",
        _ => null,
    };
}
