namespace LocalEngine;

/// <summary>What states say they were written by. The 'v' and the form are what Pulumi writes there.</summary>
internal static class EngineVersion
{
    public static readonly string Text = $"v{typeof(EngineVersion).Assembly.GetName().Version?.ToString(3)}";
}
