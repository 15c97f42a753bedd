namespace Peering.Resources;

/// <summary>
/// The ids a person may have at hand for a request: `project/pcx-...`, which state holds, and
/// `project/account/pcx-...`, for Atlas lists requests that are not active by the requesting account only. Each also
/// without the project.
/// </summary>
internal sealed record StreamsConnectionId(string? Project, string? Account, string Name)
{
    /// <summary>Null when it is none of them.</summary>
    public static StreamsConnectionId? Read(string text)
    {
        var parts = text.Split('/');
        var project = parts.Length > 1 && ObjectIdAttribute.Matches(parts[0]) ? parts[0] : null;
        return (project is null ? parts : parts[1..]) switch
        {
            [var name] when AwsPeeringConnectionIdAttribute.Matches(name) => new(project, null, name),
            [var account, var name] when AwsAccountIdAttribute.Matches(account)
                && AwsPeeringConnectionIdAttribute.Matches(name) => new(project, account, name),
            _ => null,
        };
    }
}
