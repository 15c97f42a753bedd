using AtlasEmulator.Http;

namespace AtlasEmulator.Auth;

/// <summary>What an endpoint asks of the caller's role.</summary>
internal enum Access { Read, WritePeers, WriteContainers, WriteStreams }

internal static class Permissions
{
    /// <summary>Atlas answers a lacking role with 401 and no challenge; another key would be the way out.</summary>
    public static void Demand(Role role, Access access, string projectId)
    {
        if (role == Role.NotOnAccessList) throw Errors.NotOnAccessList();
        if (role == Role.OtherProject) throw Errors.NotInProject(projectId);
        var allowed = access switch
        {
            Access.Read => true,
            Access.WritePeers => role is Role.ProjectOwner or Role.ProjectNetworkAccessManager,
            Access.WriteStreams => role is Role.ProjectOwner or Role.ProjectStreamProcessingOwner,
            _ => role == Role.ProjectOwner,
        };
        if (!allowed) throw Errors.RoleLacking(access);
    }
}
