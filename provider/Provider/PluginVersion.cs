using System.Reflection;

namespace Peering;

/// <summary>The version of plugin, schema and SDK, as the build wrote it into the assembly.</summary>
internal static class PluginVersion
{
    public static readonly string Text = typeof(PluginVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
